import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { SpeakingPhase } from '../../shared/speaking-time.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { followHallTime } from '../time/hall-clock.ts';
import { createSpeakersModel, type SpeakersModel } from './model.ts';
import { createSpeechClock, type SpeechClock } from './speech-clock.ts';

/** The queue of speakers and the present speech, as one page sees them. */
export interface HallSpeakers {
  model: SpeakersModel;
  clock: SpeechClock;
  /** The caret was last in the minutes' text; dialogs such as the palette do not count. */
  inMinutes: Accessor<boolean>;
}

function followCaret(): Accessor<boolean> {
  const [inMinutes, setInMinutes] = createSignal(false);
  const look = ({ target }: FocusEvent) => {
    if (target instanceof Element && !target.closest('dialog'))
      setInMinutes(target.closest('.ProseMirror') !== null);
  };
  document.addEventListener('focusin', look);
  onCleanup(() => document.removeEventListener('focusin', look));
  return inMinutes;
}

/**
 * Opens the queue of a register for a page. To be called inside a Solid owner.
 * @param frozen the dialogue's own reason to read only; the register's door is asked as well
 * @param onPhase told when the warning comes and when a speech's time is over
 */
export function createHallSpeakers(
  register: OpenDocument,
  frozen: Accessor<boolean>,
  onPhase?: (phase: SpeakingPhase) => void,
): HallSpeakers {
  const model = createSpeakersModel(register, () => frozen() || register.mode() !== 'write');
  return {
    model,
    clock: createSpeechClock(model.speaking, model.seconds, followHallTime(), onPhase),
    inMinutes: followCaret(),
  };
}
