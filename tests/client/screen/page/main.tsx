import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import '../../../../client/ui/base.css';
import '../../../../client/ui/tokens.css';
import { LiveScreen } from '../../../../client/routes/screen/screen.tsx';
import type { SyncStatus } from '../../../../client/sync/open-document.ts';
import { headOf, issuesOf, type PublicHead, type PublicIssue } from '../../../../shared/docs/screen.ts';
import { outcomes } from '../../../../shared/petition.ts';

/** The screen alone, on a document in memory; `window.hall` is the hall around it. */

const connected: SyncStatus = {
  savedHere: false,
  savedInHall: true,
  waiting: 0,
  online: true,
  offlineSince: '',
  late: 0,
  problem: '',
};
const doc = new Y.Doc();
const [ready, setReady] = createSignal(true);
const [status, setStatus] = createSignal<SyncStatus>(connected);
const sentence = 'Đề nghị Ủy ban nhân dân xã xem xét hỗ trợ bà con sửa chữa đường vào khu sản xuất. ';

const hall = {
  /** Sets what the server writes of one issue. */
  issue(n: number, values: Partial<PublicIssue> = {}): void {
    const number = `KN-${String(n).padStart(2, '0')}`;
    const all: Partial<PublicIssue> = {
      number,
      matter: `${number}: ${sentence.repeat(1 + (n % 3))}`.trim(),
      field: n % 3 === 0 ? 'Lao động – việc làm' : 'Giảm nghèo',
      village: 'Giang Lố 1',
      outcome: n % 6 === 5 ? '' : (outcomes[n % 5] ?? ''),
      raisedAt: new Date(Date.UTC(2023, 5, 14, 1, n)).toISOString(),
      ...values,
    };
    issuesOf(doc).set(`petition${n}`, new Y.Map<string>(Object.entries(all)));
  },
  fill(count: number): void {
    doc.transact(() => {
      for (let n = 1; n <= count; n += 1) hall.issue(n);
    });
  },
  head(values: Partial<PublicHead>): void {
    doc.transact(() => {
      for (const [key, value] of Object.entries(values)) headOf(doc).set(key, value);
    });
  },
  offline(since: string): void {
    setStatus({ ...connected, online: since === '', offlineSince: since });
  },
  problem(problem: SyncStatus['problem']): void {
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

hall.head({
  title: 'Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
  place: 'Hội trường Nhà Văn hóa xã',
  heldOn: '2023-06-14',
});
render(
  () => (
    <LiveScreen
      open={{
        doc,
        awareness: new Awareness(doc),
        ready,
        status,
        mode: () => 'read',
        reconnect() {},
        close() {},
      }}
    />
  ),
  document.body,
);
