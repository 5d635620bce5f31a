import { petitionsOf } from '../../shared/docs/board.ts';
import type { Hall } from '../hall/hall-context.ts';
import { together as t } from '../i18n/together.ts';
import { type PersonHere, sectionAtCaret } from './people.ts';

/** What somebody does now, in words: `đang ở KN-03`, `đang ghi mục II.2. Ý kiến …`. */
export function createDoing(hall: Hall): (person: PersonHere) => string {
  const numberOf = (id: string) => {
    const number: unknown = petitionsOf(hall.board.doc).get(id)?.get('number');
    return typeof number === 'string' && number ? number : 'KN-…';
  };
  return ({ petition, writes, caret }) => {
    if (writes) return t().writesPetition(numberOf(petition));
    if (caret) {
      const section = sectionAtCaret(hall.minutes.doc, caret);
      if (!section?.number) return t().atMinutes;
      return t().atSection([`${section.number}.`, section.title].filter(Boolean).join(' '));
    }
    return petition ? t().atPetition(numberOf(petition)) : t().atHall;
  };
}
