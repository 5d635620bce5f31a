import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Where a command stands in the palette and in the list of keys. */
export const commandGroups = ['record', 'speakers', 'papers', 'view', 'go'] as const;
export type CommandGroup = (typeof commandGroups)[number];

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
  run: () => void;
}

const [commands, setCommands] = createSignal<readonly Command[]>([]);

/** The commands that the parts of the page on show offer now. */
export const offeredCommands: Accessor<readonly Command[]> = () =>
  commands().filter((command) => command.enabled?.() ?? true);

/** Offers commands until the Solid owner ends. */
export function offerCommands(offered: readonly Command[]): void {
  setCommands((all) => [...all, ...offered]);
  onCleanup(() => setCommands((all) => all.filter((command) => !offered.includes(command))));
}

/** The name of a key press, as `Command.keys` has it. */
export function keyName(event: KeyboardEvent): string {
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
  const command = offeredCommands().findLast(({ keys }) => keys?.includes(name));
  if (!command) return false;
  event.preventDefault();
  command.run();
  return true;
}
