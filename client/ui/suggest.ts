import { type Accessor, createMemo, createSignal, untrack } from 'solid-js';
import { type Found, find, isFinished, isShortFor, type Searchable, searchable } from './ranking.ts';

/** Something that a field may be filled with. */
export interface Suggestion {
  /** What the field holds once it is taken. */
  value: string;
  /** How it is shown, when that is not the value itself. */
  label?: string;
  /** What stands beside it and is found too: a village, a title. */
  detail?: string;
  /** Why it is offered; not searched. */
  note?: string;
  /** Whose it is, e.g. an attendee's id, when several have the same value. */
  id?: string;
  /** The value is a person's name. */
  person?: boolean;
}

/** As many as are of use; the list scrolls. */
const most = 40;

/** Suggestions are values that never change, so each is folded once. */
const folded = new WeakMap<Suggestion, Searchable>();

function textOf(suggestion: Suggestion): Searchable {
  let text = folded.get(suggestion);
  if (!text) {
    const { label, value, detail = '', person = false } = suggestion;
    text = searchable(label ?? value, { beside: detail, person });
    folded.set(suggestion, text);
  }
  return text;
}

/** What is offered for a typed text, best first. */
export function suggest(typed: string, suggestions: readonly Suggestion[]): Found<Suggestion>[] {
  return find(typed, suggestions, textOf, most);
}

/** Another mark makes another person; a village or a field is the one of the list however it is spelled. */
function mayMean(typed: string, { label, value, person }: Suggestion): boolean {
  return !person || isShortFor(typed, label ?? value);
}

/** A text that nothing is to be made of unasked: it is a free one, and says more than a few letters do. */
function standsForItself(typed: string, first: Found<Suggestion>, strict: boolean): boolean {
  return !strict && !first.exact && isFinished(typed, first.item.label ?? first.item.value);
}

/**
 * The one suggestion that a typed text can mean, or null: it is all of it, or the only one that the text may be
 * short for. A `strict` text must mean one; a free one that reads as finished is what it is.
 */
export function meaning(
  typed: string,
  found: readonly Found<Suggestion>[],
  strict: boolean,
): Suggestion | null {
  const [first, second] = found;
  if (!first || typed.trim() === '' || first.weak) return null;
  const alone = first.exact ? !second?.exact : !second;
  return alone && mayMean(typed, first.item) && !standsForItself(typed, first, strict) ? first.item : null;
}

/** What Enter would take without a step to it: the best match, unless the free text may be meant as it stands. */
export function bestGuess(typed: string, found: readonly Found<Suggestion>[], strict: boolean): number {
  const [first, second] = found;
  if (!first) return -1;
  if (strict) return 0;
  const twice = first.exact && second?.exact;
  const unsure = first.weak || twice || !mayMean(typed, first.item) || standsForItself(typed, first, strict);
  return unsure ? -1 : 0;
}

interface Source {
  /** The text as it is typed, or null. */
  typed: Accessor<string | null>;
  value: Accessor<string>;
  suggestions: Accessor<readonly Suggestion[]>;
  offer: Accessor<Suggestion | null>;
  strict: Accessor<boolean>;
}

/** The list under a field: what it offers, whether it is open, and which one is marked. */
export type SuggestionsList = ReturnType<typeof createSuggestions>;

/** Follows what is typed. To be called inside a Solid owner. */
export function createSuggestions(source: Source) {
  const [wanted, setWanted] = createSignal(false);
  /** Where the person moved to, or null. */
  const [moved, setMoved] = createSignal<number | null>(null);
  const [refused, setRefused] = createSignal('');

  const listFor = (typed: string): Found<Suggestion>[] => {
    const suggestions = source.suggestions();
    if (typed !== '') return suggest(typed, suggestions);
    const offer = source.value() === '' ? source.offer() : null;
    const others = suggestions.filter((each) => each.value !== offer?.value);
    return suggest('', offer ? [offer, ...others] : others);
  };
  const found = createMemo<Found<Suggestion>[]>(() => {
    const typed = source.typed()?.trim() ?? '';
    // While nothing is typed the list stands still, whoever comes in: Enter takes what was seen.
    return wanted() ? untrack(() => listFor(typed)) : [];
  });
  const open = createMemo(() => wanted() && found().length > 0);
  const markedAt = () => {
    if (!open()) return -1;
    const [at, typed] = [moved(), source.typed()];
    if (at !== null) return Math.min(at, found().length - 1);
    if (typed !== null && typed.trim() !== '') return bestGuess(typed, found(), source.strict());
    return source.offer() && source.value() === '' ? 0 : -1;
  };
  const close = () => {
    setWanted(false);
    setMoved(null);
  };
  /** The place a step leads to. An untouched list starts at the value the field holds. */
  const stepFrom = (step: 1 | -1): number => {
    const count = found().length;
    const now = markedAt();
    const at =
      now >= 0 || source.typed() !== null
        ? now
        : found().findIndex(({ item }) => item.value === source.value());
    if (at < 0) return step > 0 ? 0 : count - 1;
    return (at + step + count) % count;
  };
  return {
    found,
    open,
    markedAt,
    marked: () => found()[markedAt()]?.item ?? null,
    /** What leaving the field takes: what the person moved to, or the one thing the text can mean. */
    meant: (): Suggestion | null => {
      const [at, typed] = [moved(), source.typed()];
      if (open() && at !== null) return found()[at]?.item ?? null;
      if (typed === null || (!open() && !source.strict())) return null;
      return meaning(typed, suggest(typed, source.suggestions()), source.strict());
    },
    move: (step: 1 | -1) => {
      if (!wanted()) setWanted(true);
      if (found().length > 0) setMoved(stepFrom(step));
    },
    /** The text changed: what matches it is shown, and nothing is chosen yet. */
    ask: () => {
      setMoved(null);
      setRefused('');
      setWanted(true);
    },
    show: () => setWanted(true),
    close,
    /** The field is done with; `unknown` is what was typed and is no choice. */
    reset: (unknown = '') => {
      setRefused(unknown.trim());
      close();
    },
    /** What was typed last and is no choice, or empty. */
    refused,
  };
}
