import { demoOffice } from '../../server/demo/office.ts';
import { farmerPetitions } from '../../server/demo/petitions-farmers.ts';
import { povertyPetitions } from '../../server/demo/petitions-poverty.ts';
import { workPetitions } from '../../server/demo/petitions-work.ts';
import { outcomes, type Petition, petitionNumber } from '../../shared/petition.ts';
import { Random } from '../server/relay/random.ts';

/** Many petitions and paragraphs from the sentences of the demonstration, mixed anew; the same seed gives the same. */

const answered = [...povertyPetitions, ...workPetitions];
const split = (text: string) => text.split(/(?<=[.?!;])\s+|,\s+/).filter((part) => part.length > 12);
const asked = [...answered, ...farmerPetitions].flatMap(({ content }) => split(content));
const replies = answered.flatMap(({ answer }) => split(answer));
const fields = [...new Set(answered.map(({ field }) => field))];
const families = 'Nguyễn Trần Lê Phạm Hoàng Y A Bùi Vũ Đỗ Đặng Hà'.split(' ');
const given = 'Hương Khiêm Lan Phúc Thảo Giấu Kín Thêm Hải Quý Sơn Bình Yến Nga Tuấn Điệp'.split(' ');

export interface Maker {
  /** The n-th petition (n from 1) of a dialogue. */
  petition(id: string, n: number): Petition;
  paragraph(): string;
  /** Name of a citizen. */
  person(): string;
}

export function petitionMaker(seed: number): Maker {
  const random = new Random(seed);
  const some = (from: readonly string[], count: number) =>
    Array.from({ length: count }, () => random.pick(from)).join(' ');
  return {
    petition: (id, n) => ({
      id,
      number: petitionNumber(n),
      raisedAt: '2023-02-05T01:00:00.000Z',
      raisedBy: 'Thư ký',
      content: `${some(asked, 1 + random.below(4))} Số nhà ${random.below(900)}.`,
      answer: random.chance(0.8) ? some(replies, 1 + random.below(4)) : '',
      field: random.pick(fields),
      village: random.pick(demoOffice.villages),
      unit: random.pick(demoOffice.units),
      state: random.pick(outcomes),
      outcome: random.pick(outcomes),
      channel: 'spoken',
      category: 'other',
      dueDate: '',
      dueReason: '',
      authority: '',
      answeredBy: '',
      replyWish: 'none',
      replyDate: '',
      replyNumber: '',
      toldHow: '',
      toldAt: '',
      mergedInto: '',
      history: [],
    }),
    paragraph: () => some(random.chance(0.5) ? asked : replies, 1 + random.below(6)),
    person: () => `${random.pick(families)} ${random.pick(families)} ${random.pick(given)}`,
  };
}
