import { texts } from './index.ts';

/** The plan's tasks on the page of a unit's officer. */
export const taskTexts = texts(
  {
    title: (year: number) => `Việc của đơn vị trong kế hoạch năm ${year}`,
    lead: 'Đánh dấu khi đã xong; Văn phòng thấy ngay ai đánh dấu, lúc nào.',
    due: (day: string) => `Hạn: ${day}`,
    noDue: 'Không ghi hạn',
    overdue: 'Quá hạn',
    doneBy: (name: string, when: string) => ['Đã xong', name, when].filter(Boolean).join(' – '),
    marked: (task: string) => `Đã đánh dấu xong: ${task}`,
    unmarked: (task: string) => `Đã bỏ dấu xong: ${task}`,
    calendar: 'Tải lịch của đơn vị (.ics)',
  },
  {
    title: (year) => `Tasks of the unit in the plan of ${year}`,
    lead: 'Mark what is done; the office sees at once who marked it and when.',
    due: (day) => `Due: ${day}`,
    noDue: 'No due date',
    overdue: 'Overdue',
    doneBy: (name, when) => ['Done', name, when].filter(Boolean).join(' – '),
    marked: (task) => `Marked as done: ${task}`,
    unmarked: (task) => `No longer marked as done: ${task}`,
    calendar: 'Download the unit’s calendar (.ics)',
  },
);
