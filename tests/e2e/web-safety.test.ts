import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { roomName } from '../../shared/dialogue.ts';
import { raisePetition } from '../../shared/docs/board.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { nested, spoil } from '../fuzz/hostile-documents.ts';
import { until } from '../fuzz/stand.ts';
import { Random } from '../server/relay/random.ts';
import { joinAs, openPeer } from './peer.ts';
import { hallStates, type PageState, pageStates } from './states.ts';
import { startWalk, type Walk } from './walk.ts';

/*
 * What the browser itself enforces: the policy of the pages, and that no text becomes a script. That no page breaks the
 * policy or asks another host is seen by the walks through all pages (walk.ts, accessibility-*.test.ts).
 */
let walk: Walk;
/** What the pages' policy refused, over all devices. */
const refused: string[] = [];
/** Addresses asked for that are not the hall's. */
const elsewhere: string[] = [];

async function watch(context: BrowserContext): Promise<void> {
  const { url } = walk.hall.server;
  const own = new URL(url).host;
  const note = (address: string) => {
    const { protocol, host } = new URL(address);
    if (/^(https?|wss?):$/.test(protocol) && host !== own) elsewhere.push(address);
  };
  context.on('request', (request) => note(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => note(socket.url())));
  await context.exposeBinding('noteRefusal', ({ page }, what: string) => {
    refused.push(`${page.url()} ${what}`);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { noteRefusal } = window as unknown as { noteRefusal(what: string): void };
      noteRefusal(`${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}`);
    });
  });
}

beforeAll(async () => {
  walk = await startWalk({ frozen: true });
  const { browser } = walk.hall;
  const make = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await make(options);
    await watch(context);
    return context;
  };
});
afterAll(() => walk?.close());

function stateNamed(name: string): PageState {
  const found = [...pageStates, ...hallStates].find((state) => state.name === name);
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

/** Runs in the page; what the policy refuses meanwhile is part of the test. */
async function attack<T>(page: Page, act: () => T | Promise<T>): Promise<{ result: T; refusals: string[] }> {
  const before = refused.length;
  const result = await page.evaluate(act);
  // The events of the page come after its tasks.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  return { result, refusals: refused.splice(before) };
}

test('a text that becomes HTML wakes no handler and no script', async () => {
  const page = await walk.show(stateNamed('home'), 'laptop', 'vi');
  const { result } = await attack(page, async () => {
    const place = document.body.appendChild(document.createElement('div'));
    place.innerHTML =
      '<img src="/x.png" onerror="window.woken = 1"><script>window.woken = 2</script><svg onload="window.woken = 3"></svg><iframe srcdoc="<script>parent.woken = 4</script>"></iframe><a title=">" onclick="x()" href="/">x</a>';
    await new Promise((resolve) => setTimeout(resolve, 300));
    const handlers = place.querySelectorAll('[onerror], [onload], [onclick], [srcdoc], script').length;
    place.remove();
    return { handlers, woken: 'woken' in window };
  });
  expect(result).toEqual({ handlers: 0, woken: false });
});

test('the policy refuses code from text, scripts from elsewhere, frames, sockets and forms to elsewhere', async () => {
  const page = await walk.show(stateNamed('home'), 'laptop', 'vi');
  const { result, refusals } = await attack(page, async () => {
    const said: Record<string, string> = {};
    const later = (act: () => unknown) =>
      new Promise((resolve, reject) => {
        setTimeout(() => {
          try {
            resolve(act());
          } catch (error) {
            reject(error);
          }
        });
      });
    const attempt = async (name: string, act: () => unknown) => {
      try {
        await act();
        said[name] = 'done';
      } catch (error) {
        said[name] = error instanceof Error ? error.name : 'refused';
      }
    };
    // What the test itself runs here may use eval; a later task is the page's own.
    await attempt('function', () => later(() => new Function('return 1')()));
    await attempt('timer text', () => later(() => setTimeout('window.woken = 1' as unknown as () => void)));
    await attempt('script text', () => {
      document.createElement('script').textContent = 'window.woken = 1';
    });
    await attempt('script address', () => {
      document.createElement('script').src = '/assets/x.js';
    });
    await attempt('worker', () => new Worker('/assets/x.js'));
    await attempt('fetch', () => fetch('https://example.com/'));
    await attempt('another policy', () =>
      (
        window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
      ).trustedTypes.createPolicy('mine', {}),
    );
    await attempt('socket', () => {
      const socket = new WebSocket('wss://example.com/');
      return new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onerror = () => reject(new TypeError('refused'));
      });
    });
    const style = document.createElement('style');
    style.textContent = 'body { color: red }';
    document.head.append(style);
    said.style = style.sheet && style.sheet.cssRules.length > 0 ? 'done' : 'refused';
    const picture = document.createElement('img');
    picture.src = 'https://example.com/x.png';
    await new Promise((resolve) => {
      picture.onload = picture.onerror = resolve;
    });
    said.picture = picture.naturalWidth > 0 ? 'done' : 'refused';
    style.remove();
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const base = document.createElement('base');
    base.href = 'https://example.com/';
    document.head.append(base);
    said.base = document.baseURI.startsWith('https://example.com') ? 'done' : 'refused';
    base.remove();
    const form = document.createElement('form');
    form.action = 'https://example.com/';
    document.body.append(form);
    form.submit();
    await new Promise((resolve) => setTimeout(resolve, 300));
    frame.remove();
    form.remove();
    return said;
  });
  expect(Object.entries(result).filter(([, what]) => what === 'done')).toEqual([]);
  const directives = new Set(refusals.map((line) => line.split(' ')[1]));
  for (const directive of [
    'connect-src',
    'img-src',
    'frame-src',
    'base-uri',
    'form-action',
    'require-trusted-types-for',
    'trusted-types',
    'style-src-elem',
  ])
    expect([...directives], refusals.join('\n')).toContain(directive);
  expect(page.url()).toContain(walk.hall.server.url);
  // Refused requests never left: they are told to the listener, but as failed by the policy.
  elsewhere.length = 0;
});

/** What other programs, and pages made for it, put on the clipboard. */
const pastes = [
  '<p>lành</p><script>window.woken=1</script>',
  '<p>lành</p><img src=x onerror="window.woken=1">',
  '<p>lành</p><svg onload="window.woken=1"><animate onbegin="window.woken=1" attributeName=x dur=1s></svg>',
  '<p>lành</p><iframe src="javascript:parent.woken=1"></iframe><iframe srcdoc="<script>parent.woken=1</script>"></iframe>',
  '<p>lành <a href="javascript:window.woken=1">một</a> <a href="data:text/html,x">hai</a> <a href=" jav&#x09;ascript:window.woken=1">ba</a></p>',
  '<style>@import "https://evil.example/x.css"; body{background:url(https://evil.example/y.png)}</style><p style="background:url(https://evil.example/z.png)">lành</p>',
  '<link rel=stylesheet href="https://evil.example/x.css"><base href="https://evil.example/"><p>lành</p>',
  '<p>lành</p><img src="https://evil.example/x.png"><video src="https://evil.example/v"></video><object data="https://evil.example/o"></object><embed src="https://evil.example/e">',
  '<form action="https://evil.example/"><input name=a><button formaction="javascript:window.woken=1">x</button></form><p>lành</p>',
  '<p>lành</p><math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.woken=1&gt;">',
  '<p>lành</p><noscript><p title="</noscript><img src=x onerror=window.woken=1>"></noscript>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/"><p>lành</p>',
  '<p>lành</p><template><script>window.woken=1</script></template><div onclick="window.woken=1" contenteditable="false">x</div>',
  '<p data-pm-slice="1 1 []">lành <span data-petition="x&quot; onclick=&quot;window.woken=1">x</span></p>',
  `<p>lành</p>${'<div>'.repeat(2000)}sâu${'</div>'.repeat(2000)}`,
  `<p>lành</p><table>${'<tr><td colspan="99999999" rowspan="99999999">x'.repeat(20)}</table>`,
];

test('a hostile paste leaves its words only, and one of 5 MB is refused in words', async () => {
  const page = await walk.show(stateNamed('hall: minutes'), 'laptop', 'vi');
  const editor = page.locator('.ProseMirror');
  const paste = (kind: string, text: string) =>
    editor.evaluate(
      (element, [type, data]) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData(type, data);
        element.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        );
      },
      [kind, text] as const,
    );
  const errors = walk.errors().length;
  for (const html of pastes) {
    const count = async () => ((await editor.textContent()) ?? '').split('lành').length;
    await editor.locator('p').first().click();
    await page.keyboard.press('Control+Home');
    const before = await count();
    await paste('text/html', html);
    await expect.poll(count, { message: html.slice(0, 80) }).toBe(before + 1);
    expect(await page.evaluate(() => 'woken' in window), html.slice(0, 200)).toBe(false);
    const acting = await editor
      .locator(
        'script, style, link, base, meta, iframe, object, embed, svg, math, form, input, img[src], video, a, [onclick], [onerror]',
      )
      .evaluateAll((found) =>
        found.map((element) => element.outerHTML).filter((text) => !text.includes('ProseMirror-')),
      );
    expect(acting, html.slice(0, 200)).toEqual([]);
  }
  expect(elsewhere).toEqual([]);
  const letters = (await editor.textContent())?.length;
  const refusal = page.getByText(/Nội dung dán quá lớn/);
  // As HTML alone: its text counts too.
  for (const [kind, text] of [
    ['text/html', `<p>${'ấ '.repeat(1_250_000)}</p>`],
    ['text/plain', 'ấ '.repeat(1_250_000)],
  ] as const) {
    await paste(kind, text);
    await refusal.waitFor();
    expect((await editor.textContent())?.length).toBe(letters);
    await page.keyboard.type('.');
    await page.keyboard.press('Backspace');
    await refusal.waitFor({ state: 'detached' });
  }
  // The policy tells of what it kept back while the paste was read, some of it late; nothing else went wrong.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await page.goto('about:blank');
  refused.length = 0;
  const told = walk.errors().slice(errors);
  expect(told.filter((error) => !/Content Security Policy/i.test(error))).toEqual([]);
});

describe('after somebody wrote by hand what no page writes', () => {
  const hostile =
    '<img src=x onerror="window.woken=1"><script>window.woken=2</script> javascript:alert(1) =1+1';
  const random = new Random(20261126);
  let errorsBefore = 0;

  beforeAll(async () => {
    const { hall } = walk;
    errorsBefore = walk.errors().length;
    refused.length = 0;
    const cookie = await joinAs(await hall.link('organizer'), 'Tay Phá');
    for (const kind of ['board', 'register', 'minutes', 'stage'] as const) {
      const peer = await openPeer(hall.server.url, cookie, roomName(hall.dialogueId, kind));
      if (kind === 'board')
        raisePetition(peer.doc, 'hostile00001', hostile, '2026-11-26T02:00:00.000Z', {
          content: hostile,
          answer: hostile,
          field: hostile,
          unit: hostile,
          village: hostile,
        });
      if (kind === 'minutes') {
        const body = bodyOf(peer.doc);
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText(hostile)]);
        body.push([paragraph, nested(100, 'bulletList'), nested(100, 'script')]);
      }
      for (let at = 0; at < 60; at++) spoil(peer.doc, random);
      peer.doc.getText('mark').insert(0, 'x');
      await until(`what was written in ${kind}`, async () => {
        const reader = await openPeer(hall.server.url, cookie, roomName(hall.dialogueId, kind));
        const whole = reader.doc.getText('mark').length === 1;
        reader.close();
        return whole;
      });
      peer.close();
    }
  });

  const pages = [
    'the chair',
    'register',
    'direct',
    'reading',
    'screen',
    'public list',
    'history',
    'hall: minutes',
    'hall: board',
    'hall: searching',
  ];
  test.each(pages)('%s is drawn, and nothing in it acts', async (name) => {
    const page = await walk.show(stateNamed(name), 'laptop', 'vi');
    expect(await page.evaluate(() => 'woken' in window)).toBe(false);
    const acting =
      'script:not([src^="/assets/"]), iframe:not([src^="/"]), [onerror], [onclick], [onload], object, embed, a[href^="javascript:" i], a[href^="data:" i], img[src^="http"], form[action]';
    expect(await page.locator(acting).count()).toBe(0);
    expect(refused).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  test('no page met an error', () => {
    expect(walk.errors().slice(errorsBefore)).toEqual([]);
  });
});
