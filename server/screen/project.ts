import type * as Y from 'yjs';
import type { Dialogue } from '../../shared/dialogue.ts';
import { allPetitions, readMoment, type SessionMoment } from '../../shared/docs/board.ts';
import type { Petitioner } from '../../shared/docs/register.ts';
import type { PublicHead, PublicIssue } from '../../shared/docs/screen.ts';
import type { Petition } from '../../shared/petition.ts';
import { isPetitionId } from '../board/contract.ts';
import type { Redactor } from './redact.ts';

/** What the screen needs beside the live documents. */
export interface ScreenContext {
  dialogue: Dialogue;
  /** The office's villages; no other text is ever shown as a village. */
  villages: readonly string[];
  /** ISO 8601 instant of the freeze, or empty. */
  frozenAt: string;
}

/** The screen's document as plain data. */
export interface PublicState {
  head: PublicHead;
  issues: ReadonlyMap<string, PublicIssue>;
}

export interface ProjectionParts {
  context: ScreenContext;
  board: Y.Doc;
  petitioners: ReadonlyMap<string, Petitioner>;
  redactor: Redactor;
  /** What the screen shows now. */
  shown: ReadonlyMap<string, PublicIssue>;
  /** The text as it was when it last stood still, or null when it has not since the server started. */
  released(key: string, text: string): string | null;
}

/** Longest matter on the screen, in characters; what is beyond would not be legible. */
const matterLength = 500;
/** Longest text that is looked at. */
const sourceLength = 2000;

/**
 * The public projection of a board: made field by field, each from a closed list (numbers, states, the
 * dialogue's fields, the office's villages) or through the redactor; nothing is copied over whole.
 * Petitions that were withdrawn or merged, and those without text, are not shown.
 */
export function project(parts: ProjectionParts): PublicState {
  const issues = new Map<string, PublicIssue>();
  for (const petition of allPetitions(parts.board)) {
    const issue = publicIssue(petition, parts);
    if (issue) issues.set(issue.id, issue);
  }
  return { head: publicHead(parts.context, readMoment(parts.board), issues), issues };
}

function publicIssue(petition: Petition, parts: ProjectionParts): PublicIssue | null {
  const { id, content, state, outcome } = petition;
  if (!isPetitionId(id) || state === 'withdrawn' || state === 'merged') return null;
  const matter = publicMatter(petition, parts);
  if (content.trim() === '' && matter === '') return null;
  return {
    id,
    number: /^KN-\d{2,6}$/.test(petition.number) ? petition.number : '',
    matter,
    field: among(parts.context.dialogue.fields, petition.field),
    village: among(parts.context.villages, petition.village),
    name: publicName(id, parts),
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
function publicMatter(petition: Petition, parts: ProjectionParts): string {
  const { id, content } = petition;
  const source = parts.released(`content/${id}`, content) ?? parts.shown.get(id)?.matter ?? '';
  const redacted = parts.redactor.redact(source.slice(0, sourceLength), consentedName(id, parts));
  return clip(redacted.replace(/\s+/g, ' ').trim());
}

function clip(text: string): string {
  if (text.length <= matterLength) return text;
  const cut = text.slice(0, matterLength);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > 0 ? space : matterLength)}…`;
}

/** `value` if it is one of `known`, else empty. */
function among(known: readonly string[], value: string): string {
  const wanted = value.normalize('NFC').trim();
  return (
    known
      .find((one) => one.normalize('NFC').trim() === wanted)
      ?.normalize('NFC')
      .trim() ?? ''
  );
}

function instant(value: string): string {
  const ms = Date.parse(value);
  return Number.isFinite(ms) ? new Date(ms).toISOString() : '';
}

function publicHead(
  { dialogue, villages, frozenAt }: ScreenContext,
  moment: SessionMoment,
  issues: ReadonlyMap<string, PublicIssue>,
): PublicHead {
  const current = issues.get(moment.currentPetition);
  return {
    title: dialogue.title.normalize('NFC'),
    topic: dialogue.topic.normalize('NFC'),
    place: dialogue.place.normalize('NFC'),
    heldOn: dialogue.heldOn,
    speaker: speakerOf(current, among(villages, moment.speakerVillage), moment),
    current: current?.id ?? '',
    frozen: dialogue.state === 'frozen' ? instant(frozenAt) || 'frozen' : '',
  };
}

/** The name that was agreed to, when it is this petition's citizen who speaks; else at most the village. */
function speakerOf(current: PublicIssue | undefined, village: string, moment: SessionMoment): string {
  if (current?.name && (village === '' || village === current.village)) return current.name;
  const where = village || current?.village;
  if (where) return `Người dân ${villagePhrase(where)}`;
  return current || moment.speakerVillage || moment.speakerGroup ? 'Người dân' : '';
}

/** `thôn Giang Lố 1`, whether or not the office's list writes the kind of place before the name. */
function villagePhrase(village: string): string {
  const kind = /^(?:thôn|làng|bản|buôn|ấp|khu|tổ|xóm|phum|sóc)(?=\s)/iu.exec(village);
  return kind ? kind[0].toLowerCase() + village.slice(kind[0].length) : `thôn ${village}`;
}
