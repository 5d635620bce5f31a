import type { DialogueRecord } from '../../shared/record.ts';
import { h, node, p, sampleRecord, t } from '../server/documents/sample.ts';
import { petitionMaker } from './petition-maker.ts';

/** How long petitions are: `short` ones make 200 of them a report of 60 pages, `real` ones are the demonstration's. */
export const lengths = {
  short: { content: 60, answer: 40, answered: 0.5 },
  real: { content: 230, answer: 200, answered: 0.8 },
} as const;

function cut(text: string, letters: number): string {
  if (text.length <= letters) return text;
  return `${text.slice(0, text.lastIndexOf(' ', letters))}.`;
}

/** A frozen record with so many petitions of its own; the same seed gives the same. */
export function reportRecord(seed: number, petitions: number, length: keyof typeof lengths): DialogueRecord {
  const { content: most, answer: mostAnswer, answered } = lengths[length];
  const maker = petitionMaker(seed);
  const citizen = () => ({ name: maker.person(), phone: '', address: '', attendeeId: '', showName: false });
  return {
    ...sampleRecord,
    id: `record${seed}`,
    minutes: {
      ...sampleRecord.minutes,
      body: node(
        'doc',
        h(1, 'Diễn biến hội nghị'),
        ...Array.from({ length: 60 }, () => p(t(maker.paragraph()))),
      ),
    },
    petitions: Array.from({ length: petitions }, (_, n) => {
      const petition = maker.petition(`petition${String(n).padStart(4, '0')}`, n + 1);
      const content = cut(petition.content, most);
      const answer = n % 20 < answered * 20 ? cut(petition.answer, mostAnswer) : '';
      return { ...petition, content, answer, petitioner: citizen() };
    }),
  };
}
