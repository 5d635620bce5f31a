import type * as Y from 'yjs';
import type { Dialogue } from '../../shared/dialogue.ts';
import { allPetitions, readMoment, type SessionMoment } from '../../shared/docs/board.ts';
import type { Petitioner } from '../../shared/docs/register.ts';
import type {
  PublicCounts,
  PublicHead,
  PublicIssue,
  PublicQueue,
  PublicScreen,
  PublicSpeech,
} from '../../shared/docs/screen.ts';
import { isReleased, programmeLength, readStageSettings } from '../../shared/docs/stage.ts';
import type { Petition } from '../../shared/petition.ts';
import { isPetitionId } from '../board/contract.ts';
import { among, instant, typedLine, typedLines } from './allowed.ts';
import { publicCounts } from './counts.ts';
import type { Redactor } from './redact.ts';
import { publicScreens } from './screens.ts';
import { publicQueue, publicSpeech } from './speech.ts';

/** What the screen needs beside the live documents. */
export interface ScreenContext {
  dialogue: Dialogue;
  /** The office's villages; no other text is ever shown as a village. */
  villages: readonly string[];
  /** The body that holds the dialogue, as its documents print it. */
  body: string;
  /** ISO 8601 instant of the freeze, or empty. */
  frozenAt: string;
}

/** The screen's document as plain data. */
export interface PublicState {
  head: PublicHead;
  issues: ReadonlyMap<string, PublicIssue>;
  screens: readonly PublicScreen[];
  speech: PublicSpeech | null;
  queue: PublicQueue;
  counts: PublicCounts;
}

export interface ProjectionParts {
  context: ScreenContext;
  board: Y.Doc;
  register: Y.Doc;
  stage: Y.Doc;
  /** The public list's address, checked to be that; or empty. */
  publicLink: string;
  petitioners: ReadonlyMap<string, Petitioner>;
  redactor: Redactor;
  /** What the screen shows now. */
  shown: ReadonlyMap<string, PublicIssue>;
  /** The text as it was when it last stood still, or null when it has not since the server started. */
  released(key: string, text: string): string | null;
}

/** Longest matter on the screen, in characters; what is beyond would not be legible. */
const matterLength = 500;
/** Longest answer: the public list shows all of it, a screen what fits. */
const answerLength = 1500;
/** Longest texts that are looked at. */
const sourceLength = 2000;
const answerSourceLength = 4000;

/**
 * The public projection of a dialogue: made field by field, each from a closed list (numbers, states, the
 * dialogue's fields, the office's villages), through the redactor, or typed for the screen by the organizer;
 * nothing is copied over whole. Petitions that were not released, were withdrawn or merged, and those without
 * text, are counted at most.
 */
export function project(parts: ProjectionParts): PublicState {
  const petitions = allPetitions(parts.board);
  const issues = new Map<string, PublicIssue>();
  for (const petition of petitions) {
    const issue = publicIssue(petition, parts);
    if (issue) issues.set(issue.id, issue);
  }
  const moment = readMoment(parts.board);
  const speech = publicSpeech(parts);
  return {
    head: publicHead(parts, moment, issues, speech),
    issues,
    screens: publicScreens(parts.stage, moment.currentPetition, issues),
    speech,
    queue: publicQueue(parts),
    counts: publicCounts(petitions, parts.context),
  };
}

function publicIssue(petition: Petition, parts: ProjectionParts): PublicIssue | null {
  const { id, content, state, outcome } = petition;
  if (!isPetitionId(id) || state === 'withdrawn' || state === 'merged') return null;
  // Looked at before it is released, too, so that a text that stands still is shown at once when it is.
  const texts = {
    matter: publicMatter(petition, parts),
    answer: publicAnswer(petition, parts),
    name: publicName(id, parts),
  };
  if (!isReleased(parts.stage, id)) return null;
  const { matter } = texts;
  if (content.trim() === '' && matter === '') return null;
  return {
    id,
    number: /^KN-\d{2,6}$/.test(petition.number) ? petition.number : '',
    ...texts,
    field: among(parts.context.dialogue.fields, petition.field),
    village: among(parts.context.villages, petition.village),
    state,
    outcome,
    raisedAt: instant(petition.raisedAt),
  };
}

function consentedName(id: string, parts: ProjectionParts): string {
  const petitioner = parts.petitioners.get(id);
  return petitioner?.showName ? petitioner.name.trim() : '';
}

function publicName(id: string, parts: ProjectionParts): string {
  const name = consentedName(id, parts);
  const released = parts.released(`name/${id}`, name);
  const shown = released ?? (parts.shown.get(id)?.name === name ? name : '');
  return name === '' ? '' : parts.redactor.redactNumbers(shown).slice(0, 80);
}

/**
 * Redacted anew each time, with the names known by now. After a start the text shown before stays, itself
 * redacted anew, until the board's own has stood still.
 */
function publicMatter({ id, content }: Petition, parts: ProjectionParts): string {
  const source = parts.released(`content/${id}`, content) ?? parts.shown.get(id)?.matter ?? '';
  return redacted(source.slice(0, sourceLength), id, matterLength, parts);
}

/** An answer is shown once the chair has decided: before that its text is a recorder's draft. */
function publicAnswer({ id, answer, outcome }: Petition, parts: ProjectionParts): string {
  const source = parts.released(`answer/${id}`, answer) ?? parts.shown.get(id)?.answer ?? '';
  return outcome === '' ? '' : redacted(source.slice(0, answerSourceLength), id, answerLength, parts);
}

function redacted(source: string, id: string, length: number, parts: ProjectionParts): string {
  const text = parts.redactor.redact(source, consentedName(id, parts));
  return clip(text.replace(/\s+/g, ' ').trim(), length);
}

function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > 0 ? space : length)}…`;
}

function publicHead(
  parts: ProjectionParts,
  moment: SessionMoment,
  issues: ReadonlyMap<string, PublicIssue>,
  speech: PublicSpeech | null,
): PublicHead {
  const { dialogue, villages, body, frozenAt } = parts.context;
  const current = issues.get(moment.currentPetition);
  return {
    body: typedLine(body, 200),
    title: dialogue.title.normalize('NFC'),
    topic: dialogue.topic.normalize('NFC'),
    place: dialogue.place.normalize('NFC'),
    heldOn: dialogue.heldOn,
    chair: [dialogue.chairName, dialogue.chairTitle]
      .map((text) => typedLine(text, 120))
      .filter(Boolean)
      .join(' – '),
    programme: typedLines(readStageSettings(parts.stage).programme, programmeLength),
    publicLink: parts.publicLink,
    speaker: speech
      ? speech.name || citizenOf(speech.village)
      : speakerOf(current, among(villages, moment.speakerVillage), moment),
    current: current?.id ?? '',
    frozen: dialogue.state === 'frozen' ? instant(frozenAt) || 'frozen' : '',
  };
}

/** The name that was agreed to, when it is this petition's citizen who speaks; else at most the village. */
function speakerOf(current: PublicIssue | undefined, village: string, moment: SessionMoment): string {
  if (current?.name && (village === '' || village === current.village)) return current.name;
  const where = village || current?.village;
  if (where) return citizenOf(where);
  return current || moment.speakerVillage || moment.speakerGroup ? 'Người dân' : '';
}

function citizenOf(village: string): string {
  return village ? `Người dân ${villagePhrase(village)}` : 'Người dân';
}

/** `thôn Giang Lố 1`, whether or not the office's list writes the kind of place before the name. */
function villagePhrase(village: string): string {
  const kind = /^(?:thôn|làng|bản|buôn|ấp|khu|tổ|xóm|phum|sóc)(?=\s)/iu.exec(village);
  return kind ? kind[0].toLowerCase() + village.slice(kind[0].length) : `thôn ${village}`;
}
