import type { Dialogue } from '../../shared/dialogue.ts';
import { clean, cleanLine } from '../../shared/documents/plain.ts';
import {
  type InboxCitizen,
  type InboxEntry,
  isWaiting,
  type LikeItem,
  openQuestion,
  type PreparedAnswer,
  type SentItem,
  type ToPrepare,
} from '../../shared/inbox.ts';
import type { Petition } from '../../shared/petition.ts';
import type { WorkPetition } from '../../shared/work.ts';
import { type Hider, preparedView } from '../work/views.ts';
import type { StoredItem } from './contract.ts';

/** What is known of an item besides itself. */
export interface About {
  dialogues: ReadonlyMap<string, Dialogue>;
  citizen: InboxCitizen | undefined;
  /** On its board; null while it is on none. */
  petition: Petition | null;
}

/** The dialogue that the sender meant is frozen, and the item still waits. */
function waitsForNext(item: StoredItem, dialogues: ReadonlyMap<string, Dialogue>): boolean {
  return isWaiting(item) && dialogues.get(item.wish)?.state === 'frozen';
}

/** An item as the organizer sees it. */
export function entryOf(
  { settled: _, leaving: __, ...item }: StoredItem,
  { dialogues, citizen, petition }: About,
  more: { like: LikeItem[]; usualUnit: string; prepared: PreparedAnswer | null },
): InboxEntry {
  const stored = { ...item, settled: true, leaving: '' };
  return {
    ...item,
    content: petition?.content ?? item.content,
    field: petition?.field ?? item.field,
    village: petition?.village ?? item.village,
    unit: petition?.unit ?? item.unit,
    name: citizen?.name ?? '',
    phone: citizen?.phone ?? '',
    number: petition?.number ?? '',
    petitionState: petition?.state ?? '',
    waits: waitsForNext(stored, dialogues),
    ...more,
  };
}

/** What became of an item, for whoever handed it in. `main` is the item that it was joined into, else itself. */
export function sentView(
  item: StoredItem,
  main: StoredItem,
  {
    dialogues,
    citizen,
    petition,
    content,
  }: {
    dialogues: ReadonlyMap<string, Dialogue>;
    /** For the head of the village alone. */
    citizen: InboxCitizen | undefined;
    /** What the sender may see of the petition. */
    petition: WorkPetition | null;
    /** The matter in the words of the board, hidden as the sender may see them; empty: it is not there. */
    content: string;
  },
): SentItem {
  const question = openQuestion(item);
  const dialogue = main.state === 'taken' ? dialogues.get(main.dialogueId) : undefined;
  return {
    id: item.id,
    state: main.state === 'declined' || main.state === 'taken' ? main.state : item.state,
    at: item.at,
    sentBy: item.sentBy,
    content: item.content || content,
    field: item.field,
    village: item.village,
    wishTitle: dialogues.get(item.wish)?.title ?? '',
    waits: waitsForNext(main, dialogues) || waitsForNext(item, dialogues),
    question: question?.text ?? '',
    askedAt: question?.at ?? '',
    talk: item.history
      .filter(({ act }) => act === 'asked' || act === 'replied')
      .map(({ at, act, text }) => ({ at, act, text })),
    reason:
      main.state === 'declined' ? (main.history.findLast(({ act }) => act === 'declined')?.text ?? '') : '',
    joined: item.id !== main.id,
    dialogueTitle: dialogue?.title ?? '',
    heldOn: dialogue?.heldOn ?? '',
    petition,
    name: citizen?.name ?? '',
    phone: citizen?.phone ?? '',
  };
}

/** An item whose answer a unit prepares: no citizen's name or number, whatever somebody typed. */
export function prepareView(
  item: StoredItem,
  content: string,
  hider: Hider,
  dialogues: ReadonlyMap<string, Dialogue>,
): ToPrepare {
  return {
    id: item.id,
    content: clean(hider.redact(content)),
    field: cleanLine(hider.redact(item.field)),
    village: cleanLine(hider.redact(item.village)),
    wishTitle: dialogues.get(item.wish)?.title ?? '',
    prepared: item.prepared && preparedView(item.prepared, hider),
  };
}
