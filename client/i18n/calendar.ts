import type { CalendarDialogue, CalendarTask } from '../../shared/plan/calendar.ts';
import type { Conflict } from '../../shared/plan/conflicts.ts';
import { shortDay } from '../board/days.ts';
import { texts } from './index.ts';

/** The calendar of a year, and what stands in one another's way in it. */
export const calendarTexts = texts(
  {
    lead: 'Các buổi đối thoại và hạn hoàn thành việc của các đơn vị, theo quý và tháng.',
    year: 'Năm',
    quarter: (quarter: string) => `Quý ${quarter}`,
    month: (month: number) => `Tháng ${month}`,
    noDay: 'Chưa rõ ngày',
    noQuarter: 'Chưa rõ quý',
    nothing: 'Chưa có buổi đối thoại hay hạn nào.',
    nothingInMonth: 'Không có gì.',
    dialogue: 'Buổi đối thoại',
    due: 'Hạn',
    overdue: 'Quá hạn',
    done: 'Đã xong',
    planned: 'Chưa tạo buổi',
    frozen: 'Đã chốt',
    allDay: 'cả ngày',
    from: (time: string) => `từ ${time}`,
    fromTo: (from: string, to: string) => `${from}–${to}`,
    place: 'Địa điểm',
    chair: 'Chủ trì',
    files: 'Tệp lịch (.ics)',
    filesLead:
      'Mở tệp này bằng lịch của máy tính hoặc điện thoại. Tải lại khi kế hoạch đổi: lịch sẽ cập nhật các buổi đã có, không thêm lần nữa.',
    wholePlan: 'Toàn bộ kế hoạch',
    ofUnit: (unit: string) => `Riêng ${unit}`,
    download: (name: string) => `Tải tệp lịch: ${name}`,
    conflicts: (n: number) => `${n} chỗ cần xem lại về ngày, giờ, địa điểm:`,
    toPlan: 'Mở kế hoạch',
    toCalendar: 'Lịch của năm',
    samePlace: (one: string, other: string, day: string) =>
      `“${one}” và “${other}” cùng địa điểm, trùng giờ ngày ${day}.`,
    sameChair: (one: string, other: string, day: string) =>
      `“${one}” và “${other}” cùng người chủ trì, trùng giờ ngày ${day}.`,
    weekend: (one: string, day: string) => `“${one}”: ngày ${day} là thứ Bảy hoặc Chủ nhật.`,
    holiday: (one: string, day: string) => `“${one}”: ngày ${day} là ngày nghỉ lễ.`,
    outside: (one: string, day: string) => `“${one}”: ngày ${day} không thuộc quý hoặc năm đã ghi.`,
    differs: (one: string, day: string, planned: string) =>
      `“${one}”: kế hoạch ghi ngày ${planned}, nhưng trang của buổi đã đặt ${day ? `ngày ${day}` : 'là chưa rõ ngày'}; ngày ở trang của buổi được dùng.`,
    hours: (one: string) => `“${one}”: giờ kết thúc không sau giờ bắt đầu.`,
    taskDay: (one: string, day: string) => `Hạn của việc “${one}” (${day}) là ngày không làm việc.`,
    unnamed: '(chưa có tên)',
  },
  {
    lead: 'The dialogues and the due dates of the units’ tasks, by quarter and month.',
    year: 'Year',
    quarter: (quarter) => `Quarter ${quarter}`,
    month: (month) => `Month ${month}`,
    noDay: 'Day not known',
    noQuarter: 'Quarter not known',
    nothing: 'There is no dialogue and no due date yet.',
    nothingInMonth: 'Nothing.',
    dialogue: 'Dialogue',
    due: 'Due',
    overdue: 'Overdue',
    done: 'Done',
    planned: 'Not made yet',
    frozen: 'Frozen',
    allDay: 'all day',
    from: (time) => `from ${time}`,
    fromTo: (from, to) => `${from}–${to}`,
    place: 'Venue',
    chair: 'Chair',
    files: 'Calendar files (.ics)',
    filesLead:
      'Open such a file with the calendar of a computer or phone. Download it again when the plan changed: the calendar then updates what it has instead of adding it once more.',
    wholePlan: 'The whole plan',
    ofUnit: (unit) => `${unit} only`,
    download: (name) => `Download the calendar file: ${name}`,
    conflicts: (n) =>
      n === 1 ? '1 day, time or place to look at:' : `${n} days, times or places to look at:`,
    toPlan: 'Open the plan',
    toCalendar: 'Calendar of the year',
    samePlace: (one, other, day) => `“${one}” and “${other}” are at one place at the same time on ${day}.`,
    sameChair: (one, other, day) => `“${one}” and “${other}” have one chair at the same time on ${day}.`,
    weekend: (one, day) => `“${one}”: ${day} is a Saturday or Sunday.`,
    holiday: (one, day) => `“${one}”: ${day} is a holiday.`,
    outside: (one, day) => `“${one}”: ${day} is not in the quarter or year that it is planned for.`,
    differs: (one, day, planned) =>
      `“${one}”: the plan says ${planned}, but the dialogue’s own page says ${day || 'no day'}; the dialogue’s own counts.`,
    hours: (one) => `“${one}”: it ends no later than it begins.`,
    taskDay: (one, day) => `The task “${one}” is due on ${day}, when nobody works.`,
    unnamed: '(no name yet)',
  },
);

interface Known {
  dialogues: readonly CalendarDialogue[];
  tasks: readonly CalendarTask[];
}

/** A conflict as a sentence. */
export function conflictWords({ kind, of, other, day }: Conflict, { dialogues, tasks }: Known): string {
  const words = calendarTexts();
  const named = (key: string) =>
    dialogues.find((one) => one.key === key)?.title ||
    tasks.find(({ taskId }) => taskId === key)?.text ||
    words.unnamed;
  const when = shortDay(day);
  switch (kind) {
    case 'place':
      return words.samePlace(named(of), named(other), when);
    case 'chair':
      return words.sameChair(named(of), named(other), when);
    case 'weekend':
      return words.weekend(named(of), when);
    case 'holiday':
      return words.holiday(named(of), when);
    case 'quarter':
      return words.outside(named(of), when);
    case 'differs': {
      const planned = dialogues.find((one) => one.key === of)?.plannedDay ?? '';
      return words.differs(named(of), when, shortDay(planned));
    }
    case 'hours':
      return words.hours(named(of));
    case 'taskDay':
      return words.taskDay(named(of), when);
  }
}
