import type { Attendee } from '../../shared/docs/register.ts';
import type { Petition } from '../../shared/petition.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { type Entry, type Finder, offerFinders, offerKeys } from '../commands/commands.ts';
import { t } from '../i18n/board.ts';
import { commandTexts } from '../i18n/commands.ts';
import { find, foldWords, type Searchable, searchable } from '../ui/ranking.ts';
import { type BoardModel, shownNumber } from './model.ts';

/** Petitions and attendees are values that never change, so each is folded once. */
function kept<T extends object>(make: (item: T) => Searchable): (item: T) => Searchable {
  const known = new WeakMap<T, Searchable>();
  return (item) => {
    let text = known.get(item);
    if (!text) {
      text = make(item);
      known.set(item, text);
    }
    return text;
  };
}

const petitionText = kept(({ number, content, village, field }: Petition) =>
  searchable(`${number} ${content}`, { beside: `${village} ${field}` }),
);
const personText = kept(({ name, title, village, group }: Attendee) =>
  searchable(name, { beside: `${title} ${village} ${group}`, person: true }),
);

/** Folds what was not folded yet until `until` (of `performance.now()`); true when some is left. */
function prepare<T>(items: readonly T[], textOf: (item: T) => Searchable, until: number): boolean {
  for (const item of items) {
    if (performance.now() > until) return true;
    textOf(item);
  }
  return false;
}

/** How far into a text a match may stand and still be seen on one line, in letters; and what is shown before it. */
const inSight = 40;
const before = 16;

/** The text from a little before what was asked for, when that stands far inside. */
function around(content: string, question: string): string {
  const text = content.normalize('NFC');
  const folded = fold(text);
  const places = foldWords(question).map((word) => folded.indexOf(word));
  const at = Math.min(...places.filter((place) => place >= 0));
  if (folded.length !== text.length || !Number.isFinite(at) || at < inSight) return text;
  return `…${text.slice(text.lastIndexOf(' ', at - before) + 1)}`;
}

/** What the palette finds on the board: petitions to open, and people of the attendance to write one down for. */
function boardFinders(model: BoardModel): Finder[] {
  return [
    {
      id: 'petitions',
      label: () => commandTexts().petitions,
      find: (question, limit): Entry[] =>
        find(question, model.petitions.all(), petitionText, limit).map(({ item }) => ({
          id: item.id,
          label: shownNumber(item),
          detail: [item.village, around(item.content, question) || t().noContent].filter(Boolean).join(' · '),
          run: () => model.props.onSelect(item.id),
        })),
      prepare: (until) => prepare(model.petitions.all(), petitionText, until),
    },
    {
      id: 'people',
      label: () => commandTexts().people,
      find: (question, limit): Entry[] =>
        model.props.readOnly
          ? []
          : find(question, model.attendees.all(), personText, limit).map(({ item }) => ({
              id: item.id,
              label: item.name,
              detail: [item.title, item.village, item.group].filter(Boolean).join(' · '),
              run: () => model.raise(item),
            })),
      prepare: (until) => prepare(model.attendees.all(), personText, until),
    },
  ];
}

/** Offers the board's petitions and people to the palette, and explains the keys of cards and form. */
export function offerBoard(model: BoardModel): void {
  const words = commandTexts;
  offerFinders(boardFinders(model));
  offerKeys([
    { group: 'form', label: () => words().nextField, keys: ['Tab'] },
    { group: 'form', label: () => words().takeSuggestion, keys: ['Enter'] },
    { group: 'form', label: () => words().chooseSuggestion, keys: ['ArrowDown', 'ArrowUp'] },
    { group: 'form', label: () => words().initials, keys: [] },
    { group: 'form', label: () => words().closePetition, keys: ['Escape'] },
    {
      group: 'cards',
      label: () => words().cardGo,
      keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
    },
    { group: 'cards', label: () => words().cardOpen, keys: ['Enter'] },
    { group: 'cards', label: () => words().cardMove, keys: ['KeyM'] },
    { group: 'cards', label: () => words().cardBeside, keys: ['Alt+ArrowLeft', 'Alt+ArrowRight'] },
  ]);
}
