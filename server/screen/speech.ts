import type * as Y from 'yjs';
import type { Petitioner } from '../../shared/docs/register.ts';
import {
  type PublicQueue,
  type PublicSpeaker,
  type PublicSpeech,
  queueShown,
} from '../../shared/docs/screen.ts';
import { allSpeakers, type Speaker, speakingNow, speakingSeconds } from '../../shared/docs/speakers.ts';
import { among, instant } from './allowed.ts';
import { nameKey } from './name-index.ts';
import type { Redactor } from './redact.ts';

/** What is needed to tell who speaks. */
export interface SpeechParts {
  register: Y.Doc;
  petitioners: ReadonlyMap<string, Petitioner>;
  redactor: Redactor;
  context: { villages: readonly string[] };
  /** The text as it was when it last stood still, or null. */
  released(key: string, text: string): string | null;
}

/** Who speaks, since when and for how long; null when nobody does. */
export function publicSpeech(parts: SpeechParts): PublicSpeech | null {
  const speaker = speakingNow(allSpeakers(parts.register));
  const startedAt = speaker ? instant(speaker.startedAt) : '';
  if (!speaker || startedAt === '') return null;
  return { ...publicSpeaker(speaker, parts), startedAt, seconds: speakingSeconds(parts.register) };
}

/** Who comes next: whoever is called, then the queue in its order. */
export function publicQueue(parts: SpeechParts): PublicQueue {
  const speakers = allSpeakers(parts.register);
  const called = speakers.filter(({ state }) => state === 'called');
  const next = [...called, ...speakers.filter(({ state }) => state === 'waiting')];
  return {
    next: next
      .slice(0, queueShown)
      .map((speaker) => ({ ...publicSpeaker(speaker, parts), called: speaker.state === 'called' })),
    waiting: next.length,
  };
}

/** At most the village; never the group, which may say that somebody is poor. */
function publicSpeaker(speaker: Speaker, parts: SpeechParts): PublicSpeaker {
  return {
    village: among(parts.context.villages, speaker.village),
    name: speakerName(speaker, parts),
  };
}

function speakerName(speaker: Speaker, parts: SpeechParts): string {
  if (!agreed(speaker, parts.petitioners.get(speaker.petitionId))) return '';
  const name = parts.released(`name/speaker/${speaker.id}`, speaker.name.trim()) ?? '';
  return parts.redactor.redactNumbers(name).slice(0, 80);
}

/** Agreed as a speaker, or as the citizen of the petition that the speech is, when that is the same person. */
function agreed(speaker: Speaker, petitioner: Petitioner | undefined): boolean {
  if (speaker.showName) return true;
  if (!petitioner?.showName || speaker.name.trim() === '') return false;
  const sameEntry = speaker.attendeeId !== '' && speaker.attendeeId === petitioner.attendeeId;
  return sameEntry || nameKey(speaker.name) === nameKey(petitioner.name);
}
