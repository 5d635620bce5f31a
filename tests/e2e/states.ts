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

/** Opens a person with a duty, who is made when the list has nobody. */
async function openPerson(page: Page): Promise<void> {
  const made = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const post = async (path: string, json: unknown) =>
      (await fetch(path, { method: 'POST', headers, body: JSON.stringify(json) })).json();
    const people = await (await fetch('/api/people')).json();
    if (people.length > 0) return false;
    const dialogues = await (await fetch('/api/dialogues')).json();
    const dialogueId = dialogues.find(({ state }: { state: string }) => state === 'open').id;
    const person = {
      name: 'Nguyễn Thị Ngọc Quỳnh Hương',
      title: 'Công chức',
      unit: 'Văn phòng',
      account: '',
    };
    await post('/api/people/import', { rows: [{ person, duties: [{ role: 'recorder', dialogueId }] }] });
    return true;
  });
  if (made) await page.reload();
  await page.locator('[data-person] button').first().click();
  await page.locator('[data-duty]').first().waitFor();
}

/** Opens a household with somebody in it, which is made when there is none. */
async function openHousehold(page: Page): Promise<void> {
  const made = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const post = async (path: string, json: unknown) =>
      (await fetch(path, { method: 'POST', headers, body: JSON.stringify(json) })).json();
    const asked = { words: '', villageId: '', year: 2023, category: '', change: '', offset: 0 };
    if ((await post('/api/households/search', asked)).total > 0) return false;
    const [village] = await (await fetch('/api/villages')).json();
    const person = {
      id: '',
      name: 'Nguyễn Thị Ngọc Quỳnh Hương',
      birth: '1970',
      gender: 'female',
      relation: '',
      head: true,
      phone: '',
      unionMember: true,
      note: '',
    };
    const years = [{ year: 2023, category: 'escapedPoverty' }];
    const household = { code: 'HN-01', villageId: village.id, address: '', members: [person], years };
    await post('/api/households', { ...household, revision: 0 });
    return true;
  });
  if (made) await page.reload();
  await page.locator('[data-household] button').first().click();
  await page.locator('dialog[open] input').first().waitFor();
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
  {
    name: 'who of a village is invited',
    role: 'village',
    path: inDialogue('/invited'),
    ready: '[data-person]',
  },
  {
    name: 'invitations and who is here',
    role: 'organizer',
    path: inDialogue('/preparation/invitations'),
    ready: '[data-copy]',
  },
  {
    name: 'the door: codes of invitations',
    role: 'recorder',
    path: inDialogue('/register'),
    ready: '[data-attendee]',
    act: async (page) => {
      await page.keyboard.press('Alt+q');
      await page.locator('dialog[open] [data-field="code"]').waitFor();
    },
  },
  { name: 'work of an officer', role: 'officer', path: inDialogue('/work'), ready: '[data-petition]' },
  {
    name: 'an officer answers, with something missing',
    role: 'officer',
    path: inDialogue('/work'),
    ready: '[data-petition]',
    act: async (page) => {
      await page.locator('[data-answer]').first().click();
      await page.locator('label[data-value="replied"]').click();
      await page.locator('form button[type="submit"]').click();
      await page.locator('[role="alert"]').first().waitFor();
    },
  },
  { name: 'work of a village head', role: 'village', path: inDialogue('/work'), ready: '[data-petition]' },
  {
    name: 'a village head notes how a citizen was told',
    role: 'village',
    path: inDialogue('/work'),
    ready: '[data-petition]',
    act: async (page) => {
      await page.locator('[data-told]').first().click();
      await page.locator('label[data-value="otherHow"]').click();
    },
  },
  {
    name: 'a village head hands in a petition',
    role: 'village',
    path: inDialogue('/work'),
    ready: '[data-petition]',
    act: async (page) => {
      await page.locator('main button:has(svg)').first().click();
      await page.locator('dialog[open] textarea').waitFor();
    },
  },
  {
    name: 'the inbox, something is to be prepared by a unit',
    role: 'organizer',
    path: () => '/inbox',
    ready: 'article[data-item]',
    act: async (page) => {
      await page.locator('[data-like] summary').first().click();
      await page.locator('article[data-item] input[type="checkbox"]').first().check();
      await page.locator('[data-bulk="assign"]').click();
      await page.locator('dialog[open] select').waitFor();
    },
  },
  {
    name: 'an officer prepares an answer',
    role: 'officer',
    path: inDialogue('/work'),
    ready: '[data-group="prepare"] [data-prepare]',
    act: async (page) => {
      await page.locator('[data-group="prepare"] [data-prepare]').first().click();
      await page.locator('[data-field="prepared"]').waitFor();
    },
  },
  {
    name: 'devices',
    role: 'organizer',
    path: inDialogue('/devices'),
    ready: '[data-testid="own-device"] button',
    act: async (page) => {
      await page.locator('[data-testid="own-device"] button').click();
      await page.locator('dialog[open] input').waitFor();
    },
  },
  { name: 'a page of other roles', role: 'village', path: inDialogue('/register'), ready: 'main h1' },
  { name: 'the estimate alone', role: 'finance', path: inDialogue('/preparation'), ready: '[data-cost]' },
  { name: 'records for a reviewer', role: 'reviewer', path: inDialogue('/records'), ready: 'main h2' },
  { name: 'no link', role: 'nobody', path: () => '/join', ready: '[role="alert"]' },
  { name: 'signing in', role: 'nobody', path: () => '/sign-in', ready: '[role="status"]' },
  { name: 'my page', role: 'recorder', path: () => '/me', ready: 'main section button' },
  { name: 'no such page', role: 'organizer', path: () => '/khong-co', ready: '[role="status"]' },
  { name: 'home', role: 'organizer', path: () => '/', ready: 'main article, main li, main a' },
  { name: 'settings', role: 'organizer', path: () => '/settings', ready: 'main:has(#server-state) textarea' },
  {
    name: 'households, one of them open',
    role: 'organizer',
    path: () => '/households',
    ready: 'main input[type="search"]',
    act: openHousehold,
  },
  {
    name: 'a list of households is looked at',
    role: 'organizer',
    path: () => '/households/lists',
    ready: '#taken-lists',
    act: async (page) => {
      const text =
        'Họ và tên,Năm sinh,Thôn\nNguyễn Thị Ngọc Quỳnh Hương,1970,Thôn Ở Rất Xa\nĐỗ Văn Ấm,năm nay,\n';
      const file = { name: 'Hộ nghèo 2023.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
      await page.locator('input[type="file"]').setInputFiles(file);
      await page.getByTestId('rows').waitFor();
    },
  },
  {
    name: 'villages',
    role: 'organizer',
    path: () => '/households/villages',
    ready: '[data-village]',
  },
  {
    name: 'people, one of them open',
    role: 'organizer',
    path: () => '/people',
    ready: 'main input[type="search"]',
    act: openPerson,
  },
  {
    name: 'people, giving a duty',
    role: 'organizer',
    path: () => '/people',
    ready: 'main input[type="search"]',
    act: async (page) => {
      await openPerson(page);
      await page.locator('[data-person] [data-act="duty"]').click();
      await page.locator('dialog[open] select').first().selectOption('village');
      await page.locator('dialog[open] [data-field="village"]').waitFor();
    },
  },
  {
    name: 'people, a list is pasted',
    role: 'organizer',
    path: () => '/people',
    ready: 'main input[type="search"]',
    act: async (page) => {
      await page.locator('main h1').locator('xpath=../following-sibling::div/button[2]').click();
      await page.locator('dialog[open] textarea').fill('Họ tên\tVai trò\nVũ Lạ\tthợ hàn\nĐỗ Văn Ấm\t');
      await page.locator('dialog[open] li').first().waitFor();
    },
  },
  {
    name: 'people, a slip',
    role: 'organizer',
    path: () => '/people',
    ready: 'main input[type="search"]',
    act: async (page) => {
      await openPerson(page);
      await page.locator('[data-duty] button').first().click();
      await page.locator('dialog[open] [data-testid="link"]').waitFor();
    },
  },
  {
    name: 'personal data',
    role: 'organizer',
    path: () => '/privacy',
    ready: '[data-testid="audit"] tbody tr',
    act: async (page) => {
      await page.locator('input[name="person"]').fill('nguyen');
      await page.keyboard.press('Enter');
      await page.locator('section li input[type="checkbox"]').first().check();
      await page.locator('section button[class*="primary"]').first().click();
      await page.getByTestId('erasure-form').waitFor();
    },
  },
  { name: 'rebuild', role: 'organizer', path: () => '/rebuild', ready: 'main h2' },
  {
    name: 'figures, filter open',
    role: 'organizer',
    path: () => '/numbers',
    ready: '[data-testid="matters"], [data-testid="trends"]',
    act: (page) => page.locator('main section details summary').click(),
  },
  { name: 'list behind a figure', role: 'chair', path: () => '/numbers/list', ready: 'main table' },
  { name: 'search', role: 'organizer', path: () => '/search', ready: 'main input[type="search"]' },
  {
    name: 'follow-up, an act',
    role: 'organizer',
    path: () => '/follow-up',
    ready: 'main article button',
    act: async (page) => {
      await page.locator('main article button').first().click();
      await page.locator('main form').first().waitFor();
    },
  },
  {
    name: 'follow-up, by authority',
    role: 'organizer',
    path: () => '/follow-up',
    ready: '[data-tile="authorities"]',
    act: (page) => page.locator('[data-tile="authorities"]').click(),
  },
  { name: 'plan', role: 'organizer', path: () => '/plan', ready: '[data-task], #plan-import-title' },
  { name: 'calendar', role: 'organizer', path: () => '/calendar/2023', ready: '[data-quarter]' },
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
  { name: 'exchange', role: 'organizer', path: inDialogue('/exchange'), ready: 'main input[type="radio"]' },
  {
    name: 'exchange, codes running',
    role: 'organizer',
    path: inDialogue('/exchange'),
    ready: 'main input[type="radio"]',
    act: async (page) => {
      await page.locator('main input[type="radio"]').first().check();
      await page.locator('main section button').nth(1).click();
      await page.locator('main canvas').waitFor();
    },
  },
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
  {
    name: 'a preview',
    role: 'organizer',
    path: inDialogue('/preview/report'),
    ready: '[data-preview-sheets] article',
  },
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
