import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Starts Chromium (CHROMIUM, or Debian's) without anything that asks the network on its own. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Errors that the page threw or the console reported, e.g. a CSP violation. */
  errors: string[];
}

/** A person at a device of their own. */
export async function visitor(browser: Browser, viewport = { width: 1366, height: 768 }): Promise<Visitor> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // A lost connection is part of these tests; everything else that the console calls an error is not.
    if (
      message.type() === 'error' &&
      !/net::ERR_|WebSocket connection|Failed to load resource/.test(message.text())
    )
      errors.push(message.text());
  });
  page.setDefaultTimeout(20_000);
  return { context, page, errors };
}

/** Opens a link and gives a name. */
export async function enter(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Họ và tên của bạn').fill(name);
  await page.getByRole('button', { name: 'Vào làm việc' }).click();
  await page.waitForURL((url) => url.pathname !== '/join');
}
