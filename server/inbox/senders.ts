import { readPrepared } from '../../shared/docs/prepared.ts';
import {
  type HandIn,
  type InboxCitizen,
  isWaiting,
  openQuestion,
  type SenderKind,
  type SentItem,
} from '../../shared/inbox.ts';
import type { Petition } from '../../shared/petition.ts';
import { isSameName } from '../../shared/same-name.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import { Redactor } from '../screen/redact.ts';
import type { Session } from '../store/store.ts';
import { prepare } from '../work/acts.ts';
import { petitionOf } from '../work/rooms.ts';
import { villageView, workView } from '../work/views.ts';
import type { InboxBase } from './base.ts';
import { type Inbox, InboxError, type StoredItem } from './contract.ts';
import { eventOf, mainOf, newItem, next } from './items.ts';
import type { Actor } from './settle.ts';
import { prepareView, sentView } from './views.ts';

interface Scope {
  kind: SenderKind;
  name: string;
  /** Whether a name that somebody wrote is this village or unit. */
  isOwn: (written: string) => boolean;
}

/** The inbox as villages and units use it, each in the scope of its session. */
export function createSenders(base: InboxBase): Pick<Inbox, 'own' | 'handIn' | 'reply' | 'prepare'> {
  const { book, registers, redactors } = base;

  async function scopeOf({ role, unit, village }: Session): Promise<Scope> {
    if (role !== 'village' && role !== 'officer') throw new InboxError('notYours');
    const { villages, units, formerVillages } = await base.office.read();
    const [kind, name, known]: [SenderKind, string, string[]] =
      role === 'village' ? ['village', village, villages] : ['unit', unit, units];
    const former = kind === 'village' ? formerVillages : undefined;
    return { kind, name, isOwn: (written) => isSameName(written, name, known, former) };
  }

  const isFrom = ({ kind, isOwn }: Scope, item: StoredItem) => item.sender === kind && isOwn(item.senderName);

  async function itemOf(scope: Scope, session: Session, id: string): Promise<StoredItem> {
    const item = await base.settled(id, base.actorOf(session));
    if (!isFrom(scope, item)) throw new InboxError('notYours');
    return item;
  }

  /** Everything known of what was handed in, read once for all views. */
  async function reading(scope: Scope) {
    const all = new Map((await book.list()).map((item) => [item.id, item]));
    const dialogues = await base.dialogueMap();
    const citizens = await book.citizens();

    const petitions = base.petitions();
    const onBoard = async (main: StoredItem): Promise<Petition | null> =>
      main.state === 'taken' ? petitions(main.dialogueId, main.id) : null;

    async function citizenOf(item: StoredItem): Promise<InboxCitizen | undefined> {
      if (scope.kind !== 'village') return undefined;
      if (item.state !== 'taken') return citizens.get(item.id);
      return citizens.get(item.id) ?? (await registers.of(item.dialogueId)).get(item.id);
    }

    return {
      all: [...all.values()],
      dialogues,
      async sent(item: StoredItem): Promise<SentItem> {
        const main = mainOf(item, all);
        const petition = await onBoard(main);
        const citizen = await citizenOf(item);
        const dialogue = dialogues.get(main.dialogueId);
        const hider = petition && dialogue ? await redactors.of(dialogue) : null;
        const own = item.id === main.id ? citizen : undefined;
        const view =
          petition && hider
            ? scope.kind === 'village'
              ? villageView(petition, hider, own)
              : workView(petition, (text) => hider.redact(text))
            : null;
        return sentView(item, main, { dialogues, citizen, petition: view, content: view?.content ?? '' });
      },
      hider: () =>
        new Redactor({
          citizens: [...citizens.values()].map(({ name }) => name),
          officials: [...dialogues.values()].map(({ chairName }) => chairName),
          phones: [...citizens.values()].map(({ phone }) => phone),
        }),
    };
  }

  /** Where and for which year a session hands in. */
  async function placeOf(session: Session, given: HandIn) {
    const dialogues = await base.dialogueMap();
    const own = dialogues.get(session.dialogueId);
    const wish = given.wish !== '' && given.wish === own?.id ? given.wish : '';
    const now = base.now?.() ?? new Date();
    const open = [...dialogues.values()].filter(({ state, id }) => state === 'open' || id === own?.id);
    const field = open.flatMap(({ fields }) => fields).find((each) => each === given.field) ?? '';
    const year = own && wish !== '' ? own.year : Number(dayInVietnam(now).slice(0, 4));
    return { wish, field, year, planId: own?.year === year ? own.planId : '' };
  }

  type Preparing = Parameters<Inbox['prepare']>[2];

  /** The item was taken into a dialogue meanwhile, or long ago: what was prepared goes to its petition. */
  async function prepareOnBoard(scope: Scope, actor: Actor, item: StoredItem, given: Preparing) {
    const dialogues = await base.dialogueMap();
    const dialogue = dialogues.get(item.dialogueId);
    if (!dialogue) throw new InboxError('notYours');
    if (dialogue.state === 'frozen') throw new InboxError('alreadyFrozen');
    const hider = await redactors.of(dialogue);
    return base.write({ id: actor.sessionId }, dialogue, 'board', actor.by, (doc) => {
      const { map, petition } = petitionOf(doc, item.id) ?? {};
      if (!map || !petition || !scope.isOwn(petition.unit)) throw new InboxError('notYours');
      prepare(doc, map, hider, given, { by: scope.name, at: actor.at });
      const { content, field, village } = petition;
      return prepareView({ ...item, field, village, prepared: readPrepared(map) }, content, hider, dialogues);
    });
  }

  async function prepareHere(scope: Scope, actor: Actor, item: StoredItem, { text, seen }: Preparing) {
    if (!isWaiting(item) || !scope.isOwn(item.unit)) throw new InboxError('notYours');
    const read = await reading(scope);
    const hider = read.hider();
    const shown = prepareView(item, item.content, hider, read.dialogues).prepared?.text ?? '';
    if (shown !== seen && shown !== text) throw new InboxError('changedMeanwhile', { prepared: shown });
    const prepared = text.trim() === '' ? null : { text, by: scope.name, at: actor.at };
    const now = shown === text ? item : next(item, { prepared });
    if (now !== item) await base.store({ item: now });
    return prepareView(now, now.content, hider, read.dialogues);
  }

  return {
    async own(session) {
      const scope = await scopeOf(session);
      const read = await reading(scope);
      const sent: SentItem[] = [];
      for (const item of read.all) if (isFrom(scope, item)) sent.push(await read.sent(item));
      const hider = read.hider();
      const prepareFor =
        scope.kind === 'unit' ? read.all.filter((item) => isWaiting(item) && scope.isOwn(item.unit)) : [];
      return {
        sent: sent.reverse(),
        prepare: prepareFor.map((item) => prepareView(item, item.content, hider, read.dialogues)),
      };
    },

    handIn: (session, given) =>
      base.inTurn(async () => {
        const scope = await scopeOf(session);
        if (given.content.trim() === '') throw new InboxError('notReady', { problems: ['content'] });
        const actor = base.actorOf(session);
        const { name, phone, ...matter } = given;
        const { wish, field, year, planId } = await placeOf(session, given);
        const { villages } = await base.office.read();
        const village =
          scope.kind === 'village'
            ? scope.name
            : (villages.find((each) => each === given.village.normalize('NFC')) ?? '');
        const usual = field === '' ? undefined : (await book.usualUnits()).get(fold(field));
        const unit = usual ?? (scope.kind === 'unit' ? scope.name : '');
        const from = { sender: scope.kind, senderName: scope.name, village, year, planId, unit };
        const item = newItem({ ...matter, wish, field }, from, actor);
        const citizen = name || phone ? { name, phone, address: '' } : null;
        await book.add(item, citizen);
        // What had come already stays as it is.
        const stored = await itemOf(scope, session, given.id);
        return (await reading(scope)).sent(stored);
      }),

    reply: (session, id, askedAt, text) =>
      base.inTurn(async () => {
        const scope = await scopeOf(session);
        const item = await itemOf(scope, session, id);
        const actor = base.actorOf(session);
        if (text.trim() === '') throw new InboxError('notReady', { problems: ['content'] });
        const asked = item.history.findIndex(({ act, at }) => act === 'asked' && at === askedAt);
        const before = item.history.slice(asked + 1).find(({ act }) => act === 'replied');
        const wasSent = asked >= 0 && before?.text === text;
        if (!wasSent) {
          if (openQuestion(item)?.at !== askedAt) throw new InboxError('changedMeanwhile');
          await base.store({ item: next(item, { state: 'new' }, eventOf(actor, 'replied', { text })) });
        }
        return (await reading(scope)).sent((await book.read(id)) ?? item);
      }),

    prepare: (session, id, given) =>
      base.inTurn(async () => {
        const scope = await scopeOf(session);
        const actor = base.actorOf(session);
        const item = await base.settled(id, actor);
        if (scope.kind !== 'unit') throw new InboxError('notYours');
        const write = item.state === 'taken' ? prepareOnBoard : prepareHere;
        return write(scope, actor, item, given);
      }),
  };
}
