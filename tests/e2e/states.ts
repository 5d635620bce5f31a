import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Role } from '../../shared/access.ts';
import type { TestHall } from './kit.ts';

/** Every page of the product in every state worth looking at; the accessibility tests walk through this list. */
export interface PageState {
  name: string;
  role: Role | 'nobody';
  path: (hall: TestHall, record: string) => string;
  /** On the page once it is drawn. */
  ready: string;
  /** Brings the page into the state; language-free, so by selectors and keys. */
  act?: (page: Page) => Promise<void>;
}

const plan = readFileSync(new URL('../samples/plan/plan-2023.txt', import.meta.url), 'utf8').normalize();
const inDialogue =
  (rest = '') =>
  (hall: TestHall) =>
    `/dialogues/${hall.dialogueId}${rest}`;

/** The hall's own parts are drawn after the documents have come from the hall. */
const hallReady = 'li[data-petition], tr[data-petition]';
const hallState = (name: string, act?: PageState['act']): PageState => ({
  name: `hall: ${name}`,
  role: 'recorder',
  path: inDialogue(),
  ready: '.ProseMirror',
  act: async (page) => {
    await page.locator(hallReady).first().waitFor({ state: 'attached' });
    await act?.(page);
  },
});

/** Presses a button of the hall's bar, by its place. */
const bar = (page: Page, group: 'panes' | 'drawers', at: number) =>
  page.locator(`[data-bar="${group}"] button:visible`).nth(at).click();

async function openFirst(page: Page): Promise<void> {
  await bar(page, 'panes', 1);
  await page.locator('[data-petition] [data-open], [data-petition]').first().click();
  await page.locator('[data-field="content"]').waitFor();
}

async function typeSpeaker(page: Page): Promise<void> {
  await bar(page, 'drawers', 0);
  await page.locator('aside input').first().fill('Nguyễn Văn');
}

/** Somebody waits, somebody speaks, and a petition is discussed. */
async function chairAtWork(page: Page): Promise<void> {
  await page.locator('[data-field="speakerName"]').fill('Nguyễn Thị Ngọc Quỳnh Hương');
  await page.keyboard.press('Enter');
  const start = page.locator('[data-speaker] button:nth-of-type(2)').first();
  await start.click();
  await page.locator('[data-choose]').click();
  await page.locator('dialog[open] li button').first().click();
}

/** Types what somebody of the demonstration has asked already. */
async function typeAlike(page: Page): Promise<void> {
  await page.keyboard.press('n');
  const content = page.locator('[data-field="content"]');
  await content.fill('Đề nghị giải thích vì sao một số hộ có xe máy, ti vi vẫn thuộc diện hộ nghèo');
  await page.getByTestId('similar').waitFor();
}

export const hallStates: readonly PageState[] = [
  hallState('minutes', (page) => bar(page, 'panes', 0)),
  hallState('minutes with its form', async (page) => {
    await bar(page, 'panes', 0);
    await page.locator('summary').first().click();
  }),
  hallState('board', (page) => bar(page, 'panes', 1)),
  hallState('as it opens'),
  hallState('speakers', typeSpeaker),
  hallState('papers', (page) => bar(page, 'drawers', 1)),
  hallState('activity', (page) => bar(page, 'drawers', 2)),
  hallState('a petition', openFirst),
  hallState('a new petition', async (page) => {
    await page.keyboard.press('n');
    await page.locator('[data-field="content"]').waitFor();
  }),
  hallState('petitions alike', typeAlike),
  hallState('comparing two', async (page) => {
    await typeAlike(page);
    await page.getByTestId('similar').locator('li button').nth(1).click();
    await page.locator('dialog[open] section').first().waitFor();
  }),
  hallState('moving a petition', async (page) => {
    await bar(page, 'panes', 1);
    await page.locator('[data-petition] button').last().focus();
    await page.keyboard.press('m');
  }),
  hallState('searching', async (page) => {
    await page.keyboard.press('Slash');
    await page.locator('dialog[open] input[type="search"]').fill('ho ngheo');
    await page.locator('dialog[open] :is(mark, li)').first().waitFor();
  }),
  hallState('the palette', (page) => page.keyboard.press('Control+k')),
  hallState('the keys', (page) => page.keyboard.press('Shift+Slash')),
];

export const pageStates: readonly PageState[] = [
  { name: 'the chair', role: 'chair', path: inDialogue('/chair'), ready: '[data-choose]', act: chairAtWork },
  {
    name: 'the chair rules on a petition',
    role: 'chair',
    path: inDialogue('/chair'),
    ready: '[data-choose]',
    act: async (page) => {
      await chairAtWork(page);
      await page.locator('button[data-state="escalated"]').click();
      await page.locator('dialog[open] form').waitFor();
    },
  },
  { name: 'no link', role: 'nobody', path: () => '/join', ready: '[role="alert"]' },
  { name: 'nothing to open', role: 'nobody', path: () => '/', ready: '[role="status"]' },
  { name: 'no such page', role: 'organizer', path: () => '/khong-co', ready: '[role="status"]' },
  { name: 'home', role: 'organizer', path: () => '/', ready: 'main article, main li, main a' },
  { name: 'settings', role: 'organizer', path: () => '/settings', ready: 'textarea' },
  { name: 'search', role: 'organizer', path: () => '/search', ready: 'main input[type="search"]' },
  { name: 'plan', role: 'organizer', path: () => '/plan', ready: 'main input, main textarea' },
  {
    name: 'plan, pasted',
    role: 'organizer',
    path: () => '/plan',
    ready: 'main button',
    act: async (page) => {
      // A text that was pasted before waits on this device.
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      const paste = page.locator('#plan-import-title ~ form textarea');
      await page.locator('main input, main textarea').first().waitFor();
      if (!(await paste.isVisible())) await page.locator('main button').first().click();
      await paste.fill(plan);
      await page.locator('#plan-import-title ~ form button[type=submit]').click();
      await page.locator('#plan-import-title').waitFor({ state: 'detached' });
    },
  },
  { name: 'register', role: 'organizer', path: inDialogue('/register'), ready: 'main table, main li' },
  { name: 'preparation', role: 'organizer', path: inDialogue('/preparation'), ready: '[data-cost]' },
  { name: 'links', role: 'organizer', path: inDialogue('/links'), ready: 'main select' },
  { name: 'direct', role: 'organizer', path: inDialogue('/direct'), ready: 'main iframe, main fieldset' },
  { name: 'reading', role: 'chair', path: inDialogue('/reading'), ready: '[data-block]' },
  {
    name: 'reading, asking for a correction',
    role: 'recorder',
    path: inDialogue('/reading'),
    ready: '[data-block]',
    act: async (page) => {
      await page.keyboard.press('e');
      await page.locator('dialog[open] textarea').waitFor();
    },
  },
  { name: 'records', role: 'organizer', path: inDialogue('/records'), ready: 'main h2' },
  { name: 'a record', role: 'organizer', path: (_hall, record) => `/records/${record}`, ready: 'main table' },
  { name: 'verify', role: 'nobody', path: () => '/verify', ready: 'main input[type="file"]' },
  {
    name: 'verify, a damaged record',
    role: 'nobody',
    path: () => '/verify',
    ready: 'main input[type="file"]',
    async act(page) {
      const buffer = Buffer.from('{"format":"doi-thoai/record","version":2}');
      await page
        .locator('main input[type="file"]')
        .setInputFiles({ name: 'ho-so.json', mimeType: 'application/json', buffer });
      await page.getByTestId('result').waitFor();
    },
  },
  {
    name: 'a record under review, commenting',
    role: 'organizer',
    path: (_hall, record) => `/records/${record}/review`,
    ready: '[data-kind="text"]',
    act: async (page) => {
      await page.locator('[data-kind="text"]').first().locator('xpath=../following-sibling::button').click();
      await page.locator('form textarea').waitFor();
    },
  },
  {
    name: 'a record compared',
    role: 'organizer',
    path: (_hall, record) => `/records/${record}/compare/${record}`,
    ready: 'main input[type="checkbox"]',
    act: (page) => page.locator('main input[type="checkbox"]').uncheck(),
  },
  {
    name: 'history',
    role: 'recorder',
    path: inDialogue('/history'),
    ready: 'main [role="status"], main input',
  },
  { name: 'screen', role: 'screen', path: (hall) => `/screen/${hall.dialogueId}`, ready: 'h1' },
  { name: 'public list', role: 'public', path: (hall) => `/list/${hall.dialogueId}`, ready: 'h1' },
];

/** The two devices that everything must work on. */
export const devices = {
  laptop: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
} as const;
