import type { HolidayName } from '../../shared/holidays.ts';
import { numericDate } from '../../shared/vietnamese/dates.ts';
import { texts } from './index.ts';

const weekdaysVi = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];
const weekdaysEn = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `Thứ Ba, 24/11/2026`. */
function dayWith(weekdays: readonly string[]) {
  return (day: string) => {
    const at = new Date(`${day}T00:00:00Z`).getUTCDay();
    return [weekdays[at], numericDate(day) || day].filter(Boolean).join(', ');
  };
}

/** The office's calendar: holidays, days worked in exchange. */
export const calendarTexts = texts(
  {
    title: 'Ngày nghỉ và ngày làm bù',
    lead: 'Hạn trả lời tính theo ngày làm việc: bỏ thứ Bảy, Chủ nhật và ngày nghỉ, tính cả ngày làm bù.',
    day: dayWith(weekdaysVi),
    holidays: 'Ngày nghỉ',
    noHolidays: 'Chưa có ngày nghỉ nào.',
    workdays: 'Ngày làm bù (thứ Bảy, Chủ nhật đi làm)',
    noWorkdays: 'Chưa có ngày làm bù nào.',
    newHoliday: 'Thêm ngày nghỉ',
    newWorkday: 'Thêm ngày làm bù',
    add: 'Thêm',
    remove: (day: string) => `Bỏ ${day}`,
    removed: (day: string) => `Đã bỏ ${day}`,
    weekdayWorked: 'Ngày này vốn là ngày làm việc. Ngày làm bù là thứ Bảy, Chủ nhật hoặc ngày nghỉ.',
    year: 'Năm',
    propose: (year: number) => `Đề xuất ngày nghỉ lễ năm ${year}`,
    proposed: (year: number) => `Ngày nghỉ lễ năm ${year}: hãy so với thông báo của Nhà nước rồi chọn`,
    proposeLead:
      'Theo Điều 112 Bộ luật Lao động 2019; Tết và Giỗ Tổ tính theo âm lịch Việt Nam. Nhà nước công bố từng năm ngày nghỉ quanh Tết, ngày liền kề 2/9 và ngày làm bù.',
    name: (name: HolidayName) =>
      ({
        newYear: 'Tết Dương lịch',
        tetEve: 'Tết Âm lịch (trước mùng 1)',
        tet: 'Tết Âm lịch',
        hungKings: 'Giỗ Tổ Hùng Vương (10/3 âm lịch)',
        reunification: 'Ngày Chiến thắng',
        labour: 'Quốc tế Lao động',
        nationalDay: 'Quốc khánh',
        culture: 'Ngày Văn hóa Việt Nam (Nghị quyết 80-NQ/TW; xem luật đã có quy định chưa)',
        inLieu: 'Nghỉ bù',
      })[name],
    already: 'đã có',
    take: (n: number) => `Thêm ${n} ngày đã chọn`,
    taken: (n: number) => `Đã thêm ${n} ngày. Bấm Lưu ở cuối trang để giữ.`,
    cancel: 'Thôi',
    touched: (n: number) =>
      `${n} kiến nghị đang chờ trả lời bị ảnh hưởng. Hạn đã hẹn với người dân không tự đổi; nếu cần, hãy dời hạn của từng kiến nghị và ghi lý do.`,
    touchedMore: (n: number) => `… và ${n} kiến nghị nữa.`,
    columnNumber: 'Kiến nghị',
    columnUnit: 'Đơn vị',
    columnDue: 'Hạn đã hẹn',
    columnNew: 'Theo lịch mới',
    closed: 'rơi vào ngày nghỉ',
    unsaved: 'Lịch đã đổi, chưa lưu.',
  },
  {
    title: 'Holidays and days worked in exchange',
    lead: 'Due dates count working days: Saturdays, Sundays and holidays are skipped, days worked in exchange count.',
    day: dayWith(weekdaysEn),
    holidays: 'Holidays',
    noHolidays: 'No holidays yet.',
    workdays: 'Days worked in exchange (Saturdays, Sundays)',
    noWorkdays: 'None yet.',
    newHoliday: 'Add a holiday',
    newWorkday: 'Add a day that is worked',
    add: 'Add',
    remove: (day) => `Remove ${day}`,
    removed: (day) => `Removed ${day}`,
    weekdayWorked:
      'That is a working day anyway. A day worked in exchange is a Saturday, a Sunday or a holiday.',
    year: 'Year',
    propose: (year) => `Propose the holidays of ${year}`,
    proposed: (year) => `Holidays of ${year}: compare with the State’s announcement, then choose`,
    proposeLead:
      'By art. 112 of the Labour Code 2019; Tết and the Hùng Kings’ day by the Vietnamese lunar calendar. The State announces each year which days stand around Tết and beside 2 September, and which are worked in exchange.',
    name: (name) =>
      ({
        newYear: 'New Year',
        tetEve: 'Lunar New Year (before its first day)',
        tet: 'Lunar New Year',
        hungKings: 'Hùng Kings’ day (10th of the 3rd lunar month)',
        reunification: 'Victory day',
        labour: 'Labour day',
        nationalDay: 'National day',
        culture: 'Vietnam Culture Day (resolution 80-NQ/TW; see whether the law has it)',
        inLieu: 'In lieu',
      })[name],
    already: 'there already',
    take: (n) => `Add ${n} chosen days`,
    taken: (n) => `${n} days added. Save at the end of the page to keep them.`,
    cancel: 'Cancel',
    touched: (n) =>
      `${n} petitions that wait for an answer are touched. What was promised to a citizen does not change by itself; where it has to, move each due date and say why.`,
    touchedMore: (n) => `… and ${n} more.`,
    columnNumber: 'Petition',
    columnUnit: 'Unit',
    columnDue: 'Promised',
    columnNew: 'By the new calendar',
    closed: 'on a day off',
    unsaved: 'The calendar was changed and is not saved yet.',
  },
);
