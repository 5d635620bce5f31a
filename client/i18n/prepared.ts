import { texts } from './index.ts';

/** What a unit prepared for a petition, where the board, the chair and the unit read it. */
export const preparedTexts = texts(
  {
    prepared: 'Chuẩn bị của đơn vị',
    by: (unit: string, when: string) => [unit, when].filter(Boolean).join(', '),
    takeOver: 'Lấy làm câu trả lời',
    isTaken: 'Đã lấy vào câu trả lời.',
  },
  {
    prepared: 'Prepared by the unit',
    by: (unit, when) => [unit, when].filter(Boolean).join(', '),
    takeOver: 'Take it as the answer',
    isTaken: 'It is in the answer.',
  },
);
