import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/** How long after the last letter a one-line field is written into the document, in milliseconds. */
const writeDelay = 300;

/** What is being typed into a one-line field of a shared value. */
export interface LiveDraft {
  /** The text as it is typed, or null while the field shows the shared value. */
  text: Accessor<string | null>;
  /** Takes what the field holds now; `live`: it is also written after a short rest. */
  type: (text: string, live: boolean) => void;
  /** Forgets what was typed. */
  drop: () => void;
  /** Writes what was typed, tidied; from then on the field shows the shared value. Returns it, or null. */
  finish: () => string | null;
}

/** Brings typed text to NFC with single spaces. */
function clean(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ');
}

/**
 * The draft of a one-line field: what is typed is written after a short rest, and by `leave` when the page or the
 * field goes; while there is a draft, what comes from others does not overwrite it. To be called in a Solid owner.
 */
export function createLiveDraft(
  value: () => string,
  write: (value: string) => void,
  leave: () => void,
): LiveDraft {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const [text, setText] = createSignal<string | null>(null);
  const writeNow = () => {
    clearTimeout(timer);
    const typed = text();
    if (typed !== null && clean(typed) !== value()) write(clean(typed));
  };
  onMount(() => window.addEventListener('pagehide', leave));
  onCleanup(() => {
    window.removeEventListener('pagehide', leave);
    leave();
  });
  return {
    text,
    type: (typed, live) => {
      setText(typed);
      clearTimeout(timer);
      if (live) timer = setTimeout(writeNow, writeDelay);
    },
    drop: () => {
      clearTimeout(timer);
      setText(null);
    },
    finish: () => {
      const typed = text();
      if (typed === null) return null;
      const tidy = clean(typed).trim();
      setText(tidy);
      writeNow();
      setText(null);
      return tidy;
    },
  };
}
