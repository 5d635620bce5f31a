import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Where a command stands in the palette and in the list of keys. */
export const commandGroups = ['record', 'speakers', 'papers', 'view', 'go'] as const;
export type CommandGroup = (typeof commandGroups)[number];
/** Where keys stand that belong to a place and are no commands. */
export const keyGroups = ['form', 'cards', 'minutes'] as const;
export type KeyGroup = (typeof keyGroups)[number];

/** Something that can be done from anywhere on the page, by its keys or from the palette. */
export interface Command {
  id: string;
  /** Its words in the user's language; reactive. */
  label: () => string;
  group: CommandGroup;
  /**
   * The keys, as `KeyboardEvent.code` names them with modifiers before: `KeyN`, `Alt+KeyN`, `Ctrl+KeyK`, `Shift+Slash`.
   * A key without Alt or Ctrl is heard only while nobody types.
   */
  keys?: readonly string[];
  /** False: neither heard nor offered now. */
  enabled?: () => boolean;
  /** True: its keys are explained although it is not enabled now, as they are at another moment. */
  explained?: () => boolean;
  run: () => void;
}

/** Keys that do something at one place only: on a card, in a text. They are explained with the commands' keys. */
export interface PlaceKeys {
  group: KeyGroup;
  label: () => string;
  keys: readonly string[];
}

/** Something besides commands that the palette finds: a petition, a person. */
export interface Entry {
  id: string;
  label: string;
  /** What stands beside it. */
  detail: string;
  run: () => void;
}

/** Finds entries of one kind. The question is not empty; the answer has the best first. */
export interface Finder {
  id: string;
  label: () => string;
  find: (question: string, limit: number) => readonly Entry[];
  /** Makes ready for the first question until `until` (of `performance.now()`); true when there is more to do. */
  prepare?: (until: number) => boolean;
}

/**
 * What the living parts of the page offer. Kept beside Solid's signals: a page change runs as a transition, and what
 * is taken back while one is under way would come back with its end.
 */
function createRegistry<T>() {
  const offered = new Set<T>();
  const [version, setVersion] = createSignal(0);
  const changed = () => {
    setVersion((count) => count + 1);
  };
  return {
    all: (): readonly T[] => {
      version();
      return [...offered];
    },
    offer(items: readonly T[]): void {
      for (const item of items) offered.add(item);
      changed();
      onCleanup(() => {
        for (const item of items) offered.delete(item);
        changed();
      });
    },
  };
}

const commands = createRegistry<Command>();
const keysOfPlaces = createRegistry<PlaceKeys>();
const offeredFinders = createRegistry<Finder>();

/** The keys of places that are explained now. */
export const placeKeys: Accessor<readonly PlaceKeys[]> = keysOfPlaces.all;
/** What the palette finds besides commands. */
export const finders: Accessor<readonly Finder[]> = offeredFinders.all;

/** The commands that the parts of the page on show offer now. */
export const offeredCommands: Accessor<readonly Command[]> = () =>
  commands.all().filter((command) => command.enabled?.() ?? true);

/** The commands whose keys are explained now, in the order in which they were offered. */
export const explainedCommands: Accessor<readonly Command[]> = () =>
  commands.all().filter((command) => (command.enabled?.() ?? true) || command.explained?.());

/** Offers commands until the Solid owner ends. */
export function offerCommands(offered: readonly Command[]): void {
  commands.offer(offered);
}

/** Explains keys until the Solid owner ends. */
export function offerKeys(offered: readonly PlaceKeys[]): void {
  keysOfPlaces.offer(offered);
}

/** Lets the palette find more until the Solid owner ends. */
export function offerFinders(offered: readonly Finder[]): void {
  offeredFinders.offer(offered);
}

/** Runs an offered command; false when it is not offered now. */
export function runCommand(id: string): boolean {
  const command = offeredCommands().findLast((each) => each.id === id);
  command?.run();
  return command !== undefined;
}

/** The name of a key press, as `Command.keys` has it. */
export function keyName(event: KeyboardEvent): string {
  // Where the question mark stands differs from keyboard to keyboard.
  if (event.key === '?' && !event.ctrlKey && !event.altKey && !event.metaKey) return 'Shift+Slash';
  const modifiers = [
    (event.ctrlKey || event.metaKey) && 'Ctrl',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
  ].filter(Boolean);
  return [...modifiers, event.code].join('+');
}

/** True when a key pressed at `target` belongs to what is being typed or to an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, dialog') !== null)
  );
}

/** Runs the command behind a key press; returns whether there was one. For one listener on the document. */
export function pressKey(event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented) return false;
  const name = keyName(event);
  const withModifier = event.altKey || event.ctrlKey || event.metaKey;
  if (!withModifier && isTyping(event.target)) return false;
  // What is under an open dialog waits.
  if (document.querySelector('dialog:modal')) return false;
  const command = offeredCommands().findLast(({ keys }) => keys?.includes(name));
  if (!command) return false;
  event.preventDefault();
  command.run();
  return true;
}
