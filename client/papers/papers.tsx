import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  type ParentProps,
  untrack,
  useContext,
} from 'solid-js';
import * as Y from 'yjs';
import { may } from '../../shared/access.ts';
import { petitionsOf, petitionText } from '../../shared/docs/board.ts';
import { erasedPapersOf } from '../../shared/docs/erasing.ts';
import { addPaper, allPapers, type Paper, papersOf, setPaper } from '../../shared/docs/papers.ts';
import { newId } from '../../shared/ids.ts';
import { offerCommands } from '../commands/commands.ts';
import { tellPapers } from '../devices/reporter.ts';
import { type Hall, HallProvider, type HallView } from '../hall/hall-context.ts';
import { hallTexts } from '../i18n/hall.ts';
import { t } from '../i18n/papers.ts';
import { session } from '../session.ts';
import { yjsList, yjsSignal } from '../sync/signals.ts';
import { type Claim, claim, followClaims } from './claims.ts';
import { createPaperFiles, type PaperFileDesk } from './paper-files.ts';
import { PaperStore } from './paper-store.ts';
import type { PreparedPaper } from './prepare.ts';
import { createUploader, type Uploader } from './uploader.ts';

/** What became of a file that somebody added. */
export type Added = 'added' | 'known' | 'inTabOnly';

/** The papers of the dialogue, as this device sees and handles them. */
export interface Papers {
  all: Accessor<Paper[]>;
  /** Not typed in, oldest first. */
  waiting: Accessor<Paper[]>;
  /** This role may add papers and handle the queue, and the dialogue is open. */
  mayAdd: Accessor<boolean>;
  files: PaperFileDesk;
  uploader: Uploader;
  /** Who has a paper, or null; `isMine` when it is this device. */
  claimOf: (id: string) => (Claim & { isMine: boolean }) | null;
  /** The paper taken at this device, or null. */
  mine: Accessor<Paper | null>;
  /** The petition that it is typed into at this device, or empty. */
  petitionId: Accessor<string>;
  /** That petition has content, so that the paper may be done. */
  hasContent: Accessor<boolean>;
  add: (paper: PreparedPaper, petitionId: string) => Promise<Added>;
  /** Takes a paper and opens its petition, a new one when it has none; false when another has it. */
  take: (id: string) => boolean;
  takeNext: () => void;
  /** Opens the petition of the taken paper again. */
  openMine: () => void;
  release: () => void;
  /** The taken paper is typed in. */
  finish: () => void;
  setAside: (id: string, note: string) => void;
  link: (id: string, petitionId: string) => void;
  /** Back into the queue, without a petition. */
  unlink: (id: string) => void;
  /** The last thing worth saying, or empty. */
  message: Accessor<string>;
}

const context = createContext<Papers>();

/** The papers around the component, if it stands in a hall. */
export function papersAround(): Papers | undefined {
  return useContext(context);
}

/** The papers around the component. */
export function usePapers(): Papers {
  const papers = useContext(context);
  if (!papers) throw new Error('a part of the papers outside of HallWithPapers');
  return papers;
}

/** The queue and the claims: who types in which paper. To be called inside a Solid owner. */
function createQueue(hall: Hall) {
  const { doc, awareness } = hall.register;
  const board = hall.board.doc;
  const all = yjsList(() => allPapers(doc), papersOf(doc));
  const waiting = createMemo(() => all().filter(({ state }) => state === 'waiting'));
  const claims = followClaims(awareness);
  const [mineId, setMineId] = createSignal('');
  const [draftId, setDraftId] = createSignal('');
  const [message, say] = createSignal('');
  const paperOf = (id: string) => all().find((paper) => paper.id === id) ?? null;
  const mine = createMemo(() => (mineId() ? paperOf(mineId()) : null));
  const petitionId = createMemo(() => mine()?.petitionId || draftId());
  const mayAdd = () => {
    const role = session()?.role;
    return role !== undefined && may(role, 'addPapers') && !hall.readOnly();
  };
  const isThere = (id: string) => petitionsOf(board).get(id) instanceof Y.Map;
  const exists = yjsSignal(() => isThere(petitionId()), petitionsOf(board));
  const hasContent = yjsSignal(() => {
    const map = petitionsOf(board).get(petitionId());
    return map instanceof Y.Map && (petitionText(map, 'content')?.toString().trim() ?? '') !== '';
  }, petitionsOf(board));

  const claimOf = (id: string) => {
    const found = claims().get(id);
    return found ? { ...found, isMine: found.client === awareness.clientID } : null;
  };
  let viewBefore: HallView | '' = '';
  const setMine = (id: string) => {
    if (!id && viewBefore && hall.view() === 'board') hall.setView(viewBefore);
    if (!id) viewBefore = '';
    setMineId(id);
    setDraftId('');
    claim(awareness, id);
  };
  // The petition came into the document with its first letter: the paper is linked to it from then on.
  createEffect(() => {
    const [id, draft] = [mineId(), draftId()];
    if (id && draft && exists()) setPaper(doc, id, { petitionId: draft });
  });
  // Of two claims at one time the lower client id stays; typed in or set aside by another, it is nobody's.
  createEffect(() => {
    const id = mineId();
    if (!id) return;
    const holder = claimOf(id);
    const paper = mine();
    if (holder && !holder.isMine) say(t().lostClaim(holder.name));
    else if (paper && paper.state === 'waiting') return;
    untrack(() => setMine(''));
  });

  const open = (paper: Paper) => {
    if (paper.petitionId && isThere(paper.petitionId)) return hall.openPetition(paper.petitionId);
    setDraftId(hall.startPetition({ channel: 'paper' }));
  };
  const take = (id: string) => {
    const paper = paperOf(id);
    const holder = claimOf(id);
    if (!mayAdd() || !paper || paper.state !== 'waiting') return false;
    if (holder && !holder.isMine) {
      say(t().takenBy(holder.name));
      return false;
    }
    say('');
    setMine(id);
    if (hall.view() === 'both') {
      viewBefore = 'both';
      hall.setView('board');
    }
    open(paper);
    return true;
  };
  const takeNext = () => {
    const free = waiting().find(({ id }) => id !== mineId() && (claimOf(id)?.isMine ?? true));
    if (free) take(free.id);
    else say(t().noneFree);
  };
  const doneWith = (id: string) => {
    if (id === mineId()) setMine('');
  };
  return {
    all,
    waiting,
    mayAdd,
    claimOf,
    mine,
    petitionId,
    hasContent,
    message,
    say,
    take,
    takeNext,
    openMine() {
      const paper = mine();
      if (paper) open(paper);
    },
    release: () => setMine(''),
    finish() {
      const [id, petition] = [mineId(), petitionId()];
      if (!id || !hasContent()) return;
      setPaper(doc, id, { petitionId: petition, state: 'typed' });
      setMine('');
      say(t().done);
      // On a phone the form took the drawer's place.
      hall.setDrawer('papers');
    },
    setAside(id: string, note: string) {
      setPaper(doc, id, { state: 'setAside', note });
      doneWith(id);
    },
    link(id: string, petition: string) {
      setPaper(doc, id, { petitionId: petition, state: 'typed' });
      doneWith(id);
    },
    unlink(id: string) {
      setPaper(doc, id, { petitionId: '', state: 'waiting' });
    },
  };
}

function createPapers(hall: Hall): Papers {
  const { id: dialogueId } = hall.dialogue;
  const store = new PaperStore();
  onCleanup(() => void store.close());
  const uploader = createUploader(dialogueId, store);
  void store.waiting(dialogueId).then(({ length }) => tellPapers(dialogueId, length));
  createEffect(on(uploader.uploads, ({ length }) => tellPapers(dialogueId, length), { defer: true }));
  // A paper that was erased leaves this device too, sent or not.
  const erased = erasedPapersOf(hall.register.doc);
  const erasedHashes = yjsSignal(() => [...erased.keys()], erased);
  createEffect(() => {
    for (const hash of erasedHashes()) store.remove(dialogueId, hash).catch(() => undefined);
  });
  const files = createPaperFiles(dialogueId, store);
  const { say, ...queue } = createQueue(hall);

  const add = async ({ hash, type, bytes, width, height }: PreparedPaper, petitionId: string) => {
    const { doc } = hall.register;
    const known = allPapers(doc).find((paper) => paper.hash === hash);
    if (known) {
      if (petitionId && !known.petitionId) setPaper(doc, known.id, { petitionId, state: 'typed' });
      return 'known';
    }
    // The bytes are on the disk before anything says that they are here.
    const isKept = await store.put(dialogueId, hash, bytes);
    addPaper(doc, {
      id: newId(),
      hash,
      type,
      size: bytes.length,
      width,
      height,
      addedAt: new Date().toISOString(),
      addedBy: hall.person(),
      petitionId,
      state: petitionId ? 'typed' : 'waiting',
      note: '',
    });
    uploader.wake();
    return isKept ? 'added' : 'inTabOnly';
  };

  const drawer = () => hall.setDrawer(hall.drawer() === 'papers' ? '' : 'papers');
  offerCommands([
    {
      id: 'papers.open',
      label: () => hallTexts().papers,
      group: 'papers',
      keys: ['KeyG', 'Alt+KeyG'],
      run: drawer,
    },
    {
      id: 'papers.next',
      label: () => t().takeNext,
      group: 'papers',
      enabled: () => queue.mayAdd() && queue.waiting().length > 0,
      run() {
        hall.setDrawer('papers');
        queue.takeNext();
      },
    },
    {
      id: 'papers.done',
      label: () => t().finish,
      group: 'papers',
      enabled: () => queue.mine() !== null && queue.hasContent(),
      run: queue.finish,
    },
    {
      id: 'papers.release',
      label: () => t().release,
      group: 'papers',
      enabled: () => queue.mine() !== null,
      run: queue.release,
    },
  ]);
  say('');
  return { ...queue, files, uploader, add };
}

/** The hall with its papers for all parts inside; uploads go on as long as it is on the page. */
export function HallWithPapers(props: ParentProps<{ hall: Hall }>) {
  return (
    <HallProvider value={props.hall}>
      <context.Provider value={createPapers(props.hall)}>{props.children}</context.Provider>
    </HallProvider>
  );
}
