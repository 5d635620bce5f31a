import { demoOffice } from '../../../server/demo/office.ts';
import type { Attendee } from '../../../shared/docs/register.ts';
import type { SourceOf } from '../../../shared/documents/source.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';
import { emptyPreparation, type Preparation } from '../../../shared/preparation.ts';
import { sampleRecord } from './sample.ts';

/** A dialogue in preparation with invented people, for the tests of the papers made before it. */

export const madeAt = '2023-06-05T02:00:00.000Z';

export const preparation: Preparation = {
  ...emptyPreparation,
  date: '2023-06-05',
  startsAt: '07:30',
  notes: ['Đại biểu mang theo giấy mời'],
  guests: ['Thường trực Đảng ủy xã'],
  groups: ['Bí thư Chi bộ'],
};

export const office = { ...demoOffice, villages: ['Đăk Vang', 'Hào Lý'] };

const person = (id: string, name: string, more: Partial<Attendee> = {}): Attendee => ({
  id,
  name,
  title: '',
  village: '',
  group: '',
  category: 'other',
  phone: '0900000789',
  present: false,
  walkIn: false,
  checkedInAt: '',
  ...more,
});

export const people: Attendee[] = [
  person('a', 'Nguyễn Văn Ước', {
    title: 'Bí thư Chi bộ',
    village: 'Hào Lý',
    group: 'Bí thư Chi bộ',
    present: true,
  }),
  person('b', 'Y Đào', { village: 'Đăk Vang', group: 'Hộ nghèo', present: true }),
  person('c', 'A Dũng', { title: 'Bí thư Chi bộ', village: 'Đăk Vang', group: 'Bí thư Chi bộ' }),
  person('d', 'Trần Thị Ánh', { village: 'Hào Lý', group: 'Bí thư Chi bộ', present: true, walkIn: true }),
];

export function live(changes: Partial<SourceOf<'live'>> = {}): SourceOf<'live'> {
  return {
    from: 'live',
    dialogue: { ...sampleRecord.dialogue, state: 'open', heldOn: '2023-06-14' },
    office,
    preparation,
    attendees: people,
    plan: { ...plan2023, number: '05/KH-UBND', date: '2023-02-05' },
    madeAt,
    ...changes,
  };
}
