import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import * as Y from 'yjs';
import '../../../../client/ui/base.css';
import '../../../../client/ui/tokens.css';
import { LiveScreen } from '../../../../client/routes/screen/screen.tsx';
import type { ReadStatus } from '../../../../client/sync/read-document.ts';
import type { PublicState } from '../../../../server/screen/project.ts';
import { writePublic } from '../../../../server/screen/write.ts';
import type { PublicCounts, PublicHead, PublicIssue, PublicScreen } from '../../../../shared/docs/screen.ts';
import { mainScreen } from '../../../../shared/docs/stage.ts';
import { outcomes } from '../../../../shared/petition.ts';

/** The screen alone, on a document in memory; `window.hall` is the hall around it. */

const connected: ReadStatus = { online: true, offlineSince: '', problem: '' };
const doc = new Y.Doc();
const [ready, setReady] = createSignal(true);
const [status, setStatus] = createSignal<ReadStatus>(connected);
const sentence = 'Đề nghị Ủy ban nhân dân xã xem xét hỗ trợ bà con sửa chữa đường vào khu sản xuất. ';

const state: PublicState = {
  head: {
    body: 'ỦY BAN NHÂN DÂN XÃ SA LOONG',
    title: 'Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
    topic: 'Giảm nghèo bền vững, lao động – việc làm',
    place: 'Hội trường Nhà Văn hóa xã',
    heldOn: '2023-06-14',
    chair: 'Nguyễn Hữu Bảng – Chủ tịch UBND xã',
    programme: '',
    publicLink: '',
    speaker: '',
    current: '',
    frozen: '',
  },
  issues: new Map(),
  screens: [],
  speech: null,
  queue: { next: [], waiting: 0 },
  counts: { total: 0, outcomes: [], channels: [], fields: [], villages: [] },
};
const issues = new Map<string, PublicIssue>();
const [screen, setScreen] = createSignal(mainScreen);

/** Writes as the server does; the counts are those of the issues. */
function write(changes: Partial<PublicState> = {}): void {
  Object.assign(state, changes);
  const all = [...issues.values()];
  const tally = (words: string[]) =>
    [...new Set(words)].map((of) => ({ of, count: words.filter((word) => word === of).length }));
  const counts: PublicCounts = {
    total: all.length,
    outcomes: [...outcomes, '' as const].map((of) => ({
      of,
      count: all.filter(({ outcome }) => outcome === of).length,
    })),
    channels: [{ of: 'spoken', count: all.length }],
    fields: tally(all.map(({ field }) => field)),
    villages: tally(all.map(({ village }) => village)),
  };
  doc.transact(() => writePublic(doc, { ...state, issues, counts }));
}

function setIssue(n: number, values: Partial<PublicIssue>): void {
  const number = `KN-${String(n).padStart(2, '0')}`;
  const id = `petition${n}`;
  issues.set(id, {
    id,
    number,
    matter: `${number}: ${sentence.repeat(1 + (n % 3))}`.trim(),
    answer: '',
    field: n % 3 === 0 ? 'Lao động – việc làm' : 'Giảm nghèo',
    village: 'Giang Lố 1',
    name: '',
    state: 'raised',
    outcome: n % 6 === 5 ? '' : (outcomes[n % 5] ?? ''),
    raisedAt: new Date(Date.UTC(2023, 5, 14, 1, n)).toISOString(),
    ...values,
  });
}

const hall = {
  /** Sets what the server writes of one issue. */
  issue(n: number, values: Partial<PublicIssue> = {}): void {
    setIssue(n, values);
    write();
  },
  fill(count: number): void {
    for (let n = 1; n <= count; n += 1) setIssue(n, {});
    write();
  },
  head(values: Partial<PublicHead>): void {
    write({ head: { ...state.head, ...values } });
  },
  /** Sets what the screens show; of each what differs from the issues by field. */
  screens(screens: (Partial<PublicScreen> & { id: string })[]): void {
    const unset = { name: '', mode: 'issues', petition: '', message: '', scale: 100 } as const;
    write({ screens: screens.map((one) => ({ ...unset, ...one })) });
  },
  write,
  setScreen,
  offline(since: string): void {
    setStatus({ ...connected, online: since === '', offlineSince: since });
  },
  problem(problem: ReadStatus['problem']): void {
    setStatus({ ...connected, online: false, problem });
  },
  setReady,
};

declare global {
  interface Window {
    screenHall: typeof hall;
  }
}
window.screenHall = hall;

write();
render(
  () => <LiveScreen open={{ doc, ready, status }} screen={screen()} preview={false} onChoose={setScreen} />,
  document.body,
);
