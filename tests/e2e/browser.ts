import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { lightChromium, wholeChromium } from '../setup/commands.ts';

/** Nothing that asks the network on its own. */
export const browserArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium (`lightChromium`) without anything that asks the network on its own; `env` and `args` besides the
 * test's.
 */
export function startBrowser(
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Browser> {
  return chromium.launch({
    env: { ...process.env, ...env },
    executablePath: lightChromium(),
    args: [...browserArgs, ...args],
  });
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Errors that the page threw or the console reported, e.g. a CSP violation. */
  errors: string[];
}

/** How a device is set, wherever it is in a test. */
const device = { locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' };

/** A person at a device of their own, where every page comes from the server (offline-pages.test.ts has the others). */
export async function visitor(
  browser: Browser,
  viewport = { width: 1366, height: 768 },
  hasTouch = false,
): Promise<Visitor> {
  const context = await browser.newContext({ ...device, viewport, hasTouch, serviceWorkers: 'block' });
  return noting(await context.newPage());
}

/** A device whose pages and documents outlive its browser: all of it lies in the folder `profile`. */
export async function lastingVisitor(
  profile: string,
  viewport = { width: 1366, height: 768 },
): Promise<Visitor> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: wholeChromium(),
    args: [...browserArgs],
    ...device,
    viewport,
  });
  return noting(context.pages()[0] ?? (await context.newPage()));
}

/** Notes what a page calls an error. */
function noting(page: Page): Visitor {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // A lost connection is part of these tests (the page itself sends nothing on one that closes, pulse.test.ts; a socket
    // that a test routes does); everything else that the console calls an error is not.
    if (
      message.type() === 'error' &&
      !/net::ERR_|WebSocket connection|WebSocket is already in|Failed to load resource/.test(message.text())
    )
      errors.push(message.text());
  });
  page.setDefaultTimeout(20_000);
  return { context: page.context(), page, errors };
}

/** Opens a link and gives a name. */
export async function enter(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Họ và tên của bạn').fill(name);
  await page.getByRole('button', { name: 'Vào làm việc' }).click();
  await page.waitForURL((url) => url.pathname !== '/join');
}
