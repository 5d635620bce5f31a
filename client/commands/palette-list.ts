import { find, type Searchable, searchable } from '../ui/ranking.ts';
import { type Command, commandGroups, type Entry, type Finder } from './commands.ts';

/** One line of the palette. */
export interface Line {
  id: string;
  label: string;
  detail: string;
  keys: readonly string[] | undefined;
  run: () => void;
}

export interface Section {
  id: string;
  label: string;
  lines: readonly Line[];
}

/** How many entries of a kind are shown. */
const mostEntries = 8;
const mostRecent = 4;

function lineOf(command: Command): Line {
  return { id: command.id, label: command.label(), detail: '', keys: command.keys, run: command.run };
}

function entryLine({ id, label, detail, run }: Entry): Line {
  return { id, label, detail, keys: undefined, run };
}

/**
 * What the palette shows for a question. Without one: the commands used last, then all by group. With one: the
 * commands it finds (equals: used last first), then what each finder finds.
 */
export function paletteSections(
  question: string,
  commands: readonly Command[],
  finders: readonly Finder[],
  recent: readonly string[],
  words: { recent: string; commands: string; group: (group: Command['group']) => string },
): Section[] {
  const used = recent.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  const rest = commands.filter((command) => !recent.includes(command.id));
  if (question.trim() === '') {
    const first = used.slice(0, mostRecent);
    const others = commands.filter((command) => !first.includes(command));
    return filled([
      { id: 'recent', label: words.recent, lines: first.map(lineOf) },
      ...commandGroups.map((group) => ({
        id: group,
        label: words.group(group),
        lines: others.filter((command) => command.group === group).map(lineOf),
      })),
    ]);
  }
  const textOf = (command: Command): Searchable =>
    searchable(command.label(), { beside: words.group(command.group) });
  const found = find(question, [...used, ...rest], textOf, mostEntries);
  return filled([
    { id: 'commands', label: words.commands, lines: found.map(({ item }) => lineOf(item)) },
    ...finders.map((finder) => ({
      id: finder.id,
      label: finder.label(),
      lines: finder.find(question, mostEntries).map(entryLine),
    })),
  ]);
}

function filled(sections: Section[]): Section[] {
  return sections.filter(({ lines }) => lines.length > 0);
}
