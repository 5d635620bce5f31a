import { createSignal, Show } from 'solid-js';
import { render } from 'solid-js/web';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import '../../../../client/ui/base.css';
import '../../../../client/ui/tokens.css';
import BoardPanel from '../../../../client/board/board-panel.tsx';
import { pressKey } from '../../../../client/commands/commands.ts';
import { openPalette, Palette } from '../../../../client/commands/palette.tsx';
import type { OpenDocument } from '../../../../client/sync/open-document.ts';
import type { Dialogue, Office } from '../../../../shared/dialogue.ts';
import { moveTo, petitionsOf, petitionText, raisePetition } from '../../../../shared/docs/board.ts';
import type { PetitionState } from '../../../../shared/petition.ts';

/** The board alone, on documents in memory; `window.hall` is the hall around it. */

const villages = ['Thôn Đắk Vang', 'Thôn Hào Lý'];
const office: Office = {
  superior: '',
  body: '',
  bodySign: '',
  place: '',
  authority: '',
  signerTitle: '',
  signerName: '',
  villages,
  units: ['Văn phòng – thống kê', 'Hội Nông dân xã'],
  authorities: ['Sở Xây dựng'],
  holidays: [],
};
const dialogue: Dialogue = {
  id: 'dialogue',
  planId: '',
  title: 'Đối thoại với hộ nghèo',
  year: 2026,
  quarter: 'II',
  topic: '',
  groups: [],
  fields: ['Giảm nghèo', 'Lao động – việc làm'],
  place: '',
  heldOn: '',
  chairName: '',
  chairTitle: '',
  secretaries: [],
  state: 'open',
};

function open(): OpenDocument {
  const doc = new Y.Doc();
  return {
    doc,
    awareness: new Awareness(doc),
    ready: () => true,
    status: () => ({
      savedHere: true,
      savedInHall: true,
      waiting: 0,
      online: true,
      offlineSince: '',
      late: 0,
      handed: false,
      problem: '',
    }),
    mode: () => 'write',
    reconnect() {},
    holdWord: () => () => undefined,
    holdOthers: () => () => undefined,
    beforeOthers: () => () => undefined,
    storedClock: () => 0,
    loaded: Promise.resolve(),
    hallClocks: () => null,
    close() {},
  };
}

const board = open();
const register = open();
const [selected, setSelected] = createSignal('');
const [readOnly, setReadOnly] = createSignal(false);
const [shown, setShown] = createSignal(true);

const hall = {
  /** Petitions of which each state in `states` has one, with all that is needed to move them on. */
  fill(count: number, states: readonly PetitionState[], more = ''): void {
    board.doc.transact(() => {
      for (let n = 0; n < count; n++) {
        const map = raisePetition(board.doc, `p${n}`, 'Mai', '2026-03-06T01:00:00Z', {
          number: `KN-${String(n + 1).padStart(2, '0')}`,
          content: `Đề nghị sửa đoạn đường số ${n + 1}${more}`,
          field: 'Giảm nghèo',
          village: 'Thôn Hào Lý',
        });
        moveTo(board.doc, map, states[n % states.length] ?? 'raised', 'Mai', '2026-03-06T01:00:00Z');
      }
    });
  },
  petitions: () => petitionsOf(board.doc).toJSON(),
  ids: () => [...petitionsOf(board.doc).keys()],
  register: () => register.doc.toJSON(),
  /** Somebody else, on another device, types into a petition. */
  other(id: string, at: 'start' | 'end', letters: string): void {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(board.doc));
    const map = petitionsOf(doc).get(id);
    const text = map && petitionText(map, 'content');
    text?.insert(at === 'start' ? 0 : text.length, letters);
    Y.applyUpdate(board.doc, Y.encodeStateAsUpdate(doc));
  },
  number(id: string, number: string): void {
    petitionsOf(board.doc).get(id)?.set('number', number);
  },
  /** Somebody else sets a value. */
  set(id: string, key: string, value: string): void {
    petitionsOf(board.doc).get(id)?.set(key, value);
  },
  selected,
  select: setSelected,
  freeze: () => setReadOnly(true),
  leave: () => setShown(false),
  openPalette,
};

declare global {
  interface Window {
    hall: typeof hall;
  }
}
window.hall = hall;

document.addEventListener('keydown', pressKey);
render(
  () => (
    <Show when={shown()}>
      <BoardPanel
        dialogue={dialogue}
        office={office}
        board={board}
        register={register}
        readOnly={readOnly()}
        person="Nguyễn Thị Hoa"
        selected={selected()}
        onSelect={setSelected}
      />
      <Palette />
    </Show>
  ),
  document.body,
);
