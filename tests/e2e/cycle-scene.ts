import { readFileSync } from 'node:fs';
import { parsePlan } from '../../shared/plan/parse.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import { squeeze } from '../server/documents/pdf.ts';

/** What happens in the cycle: the commune's own plan, moved into this year, and the people of a village's lists. */

export const today = dayInVietnam(new Date());
export const year = Number(today.slice(0, 4));
const quarterNow = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
/** This quarter, in which the first dialogue is held; the report on it counts to today. */
export const quarter = (['I', 'II', 'III', 'IV'] as const)[quarterNow] ?? 'IV';
const otherQuarter = quarter === 'III' ? 'IV' : 'III';

const numerals: Record<string, string> = { II: quarter, III: otherQuarter };
/** The plan of 2023 as it would be written this year, its first dialogue in this quarter. */
export const planText = readFileSync(new URL('../samples/plan/plan-2023.txt', import.meta.url), 'utf8')
  .normalize()
  .replace(/(quý) (III?)\//giu, (_, word: string, old: string) => `${word} ${numerals[old]}/`)
  .replaceAll('2023', String(year))
  .replaceAll('2022', String(year - 1));
export const plan = parsePlan(planText).plan;

const glyphs = /^[\s*+-]*(?:(?:[IVX]+\.|\d+(?:\.\d+)*\.)\s+)?|\*\*/gu;
/** Every line of the plan without its numbers, bullets and signs of emphasis, and without spaces. */
export const planLines = planText
  .split('\n')
  .map((line) => squeeze(line.replace(glyphs, '')))
  .filter((line) => line !== '');

export const units = {
  office: 'Văn phòng – thống kê',
  land: 'Địa chính – nông nghiệp',
  social: 'Lao động, Thương binh – xã hội',
};
export const authority = 'Sở Nông nghiệp và Môi trường';

/** Of one of them; its beginning alone may stand in a code. */
export const phone = '0905111222';

/** The list of poor and nearly poor households as the office gets it from the villages. */
export const listHead = [
  'STT',
  'Họ và tên',
  'Năm sinh',
  'Quan hệ với chủ hộ',
  'Thôn',
  'Đối tượng',
  'Điện thoại',
];
export const listRows = [
  ['1', 'A Lăng Dũng', '1971', 'Chủ hộ', 'Đăk Vang', 'Hộ nghèo', phone],
  ['', 'Y Lăng Mai', '1999', 'Con', 'Đăk Vang', '', ''],
  ['2', 'Y Hlơi', '1985', 'Chủ hộ', 'Đăk Vang', 'Hộ cận nghèo', ''],
  ['3', 'Nguyễn Văn Ước', '1966', 'Chủ hộ', 'Hào Lý', 'Hộ nghèo', ''],
  ['4', 'Trần Thị Đào', '1990', 'Chủ hộ', 'Hào Lý', 'Hộ cận nghèo', ''],
  ['5', 'Lê Quang Khuyến', '1958', 'Chủ hộ', 'Giang Lố 1', 'Hộ mới thoát nghèo', ''],
];

/** The petitions in the order of their numbers. The first is handed in before the day by the head of the village. */
export const petitions = [
  {
    number: 'KN-01',
    name: 'A Lăng Dũng',
    village: 'Đăk Vang',
    field: 'Giảm nghèo',
    content: 'Hộ nghèo mới tách hộ đã được cấp thẻ bảo hiểm y tế chưa?',
    answer: 'Thẻ bảo hiểm y tế đã chuyển về thôn, trưởng thôn phát trong tuần này.',
    outcome: 'answered',
  },
  {
    number: 'KN-02',
    name: 'Trần Thị Đào',
    village: 'Hào Lý',
    field: 'Giảm nghèo',
    content: 'Vì sao hộ có xe máy cũ bị đưa ra khỏi danh sách hộ cận nghèo?',
    answer: 'Việc rà soát tính theo chuẩn nghèo đa chiều, xe máy không phải tiêu chí duy nhất.',
    outcome: 'explained',
  },
  {
    number: 'KN-03',
    name: 'Nguyễn Văn Ước',
    village: 'Hào Lý',
    field: 'Lao động – việc làm',
    content: 'Muốn vay vốn đi làm việc ở nước ngoài thì nộp giấy tờ ở đâu?',
    answer: 'Nộp tại bộ phận một cửa, mang theo hợp đồng và giấy xác nhận của thôn.',
    outcome: 'guided',
  },
  {
    number: 'KN-04',
    name: 'Y Hlơi',
    village: 'Đăk Vang',
    field: 'Giảm nghèo',
    content: 'Đề nghị xét lại hỗ trợ nhà ở cho hộ có người khuyết tật.',
    answer: 'Giao bộ phận lao động xác minh và trả lời bằng văn bản.',
    outcome: 'deferred',
  },
  {
    number: 'KN-05',
    name: 'Lê Quang Khuyến',
    village: 'Giang Lố 1',
    field: 'Lao động – việc làm',
    content: 'Đề nghị nạo vét hồ thủy lợi Đăk Long do tỉnh quản lý.',
    answer: 'Ủy ban nhân dân xã chuyển cơ quan của tỉnh xem xét.',
    outcome: 'escalated',
  },
  {
    number: 'KN-06',
    name: 'A Thiết Bốn',
    village: 'Đăk Vang',
    field: 'Giảm nghèo',
    content: 'Xin hỗ trợ làm lại mái nhà bị tốc.',
    answer: 'Xã kiểm tra mức hư hại rồi trả lời.',
    outcome: 'deferred',
  },
] as const;
export type Told = (typeof petitions)[number];
export const [handedIn, explained, guided, promised, escalated, last] = petitions;

/** What the recorder writes under the conclusion of the minutes. */
export const conclusion = 'Chủ trì yêu cầu các đơn vị trả lời đúng hạn.';
