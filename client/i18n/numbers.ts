import type { Standing } from '../../shared/numbers.ts';
import type { ShownDimension } from '../../shared/numbers-counts.ts';
import type { StandingGroup } from '../../shared/numbers-filter.ts';
import { dimensionWords, groupWords } from '../../shared/numbers-words.ts';
import { language, texts } from './index.ts';

/** What the pages of figures say. */
export const numbersTexts = texts(
  {
    title: 'Số liệu',
    listTitle: 'Danh sách kiến nghị',
    lead: 'Ý kiến, kiến nghị qua các buổi đối thoại. Chọn một con số để xem danh sách đứng sau nó.',
    leadChair: 'Ý kiến, kiến nghị của buổi đối thoại này. Chọn một con số để xem danh sách đứng sau nó.',
    countedTo: (day: string) => `Tính đến hết ngày ${day}`,
    filters: 'Lọc số liệu',
    filtered: (what: string) => `Đang lọc: ${what}`,
    year: 'Năm',
    quarter: 'Quý',
    everything: 'Tất cả',
    noQuarter: 'Chưa rõ quý',
    noMatter: 'Cùng một vấn đề',
    to: 'Tính đến ngày',
    clear: 'Bỏ lọc',
    takeAway: (what: string) => `Bỏ lọc theo ${what}`,
    received: 'Tiếp nhận',
    median: 'Ngày làm việc đến khi trả lời',
    medianHint: (n: number) => `trung vị của ${n} kiến nghị trả lời sau hội nghị`,
    noMedian: 'chưa có kiến nghị trả lời sau hội nghị',
    share: (text: string) => `${text} số phải giải quyết`,
    overall: 'Tổng hợp',
    overallChart: 'Tình trạng các kiến nghị đã tiếp nhận',
    by: 'Số liệu theo',
    byChart: (what: string) => `Số kiến nghị theo ${what}`,
    chartHint: 'Bảng dưới biểu đồ có cùng số liệu.',
    onlyFirst: (shown: number, all: number) =>
      `Biểu đồ vẽ ${shown} dòng nhiều nhất trong ${all} dòng; bảng có đủ.`,
    trends: 'Xu hướng',
    trendChart: 'Số kiến nghị tiếp nhận theo quý',
    trendOnlyLast: (shown: number) => `Biểu đồ vẽ ${shown} quý gần nhất; bảng có đủ.`,
    period: 'Quý',
    matters: 'Vấn đề lặp lại',
    mattersLead:
      'Kiến nghị có nội dung gần giống nhau được nêu ở từ hai buổi đối thoại trở lên. Máy so chữ, không hiểu nghĩa: hãy mở danh sách để xem có đúng là một vấn đề.',
    sorting: (n: number) => `Đang so các kiến nghị với nhau, còn ${n}…`,
    noMatters: 'Không có vấn đề nào được nêu ở hai buổi trở lên.',
    sessions: (n: number) => `${n} buổi`,
    petitions: (n: number) => `${n} kiến nghị`,
    unsolved: (n: number) => `${n} đang giải quyết`,
    fromTo: (from: string, to: string) => (from === to ? from : `${from} đến ${to}`),
    moreMatters: (shown: number, all: number) => `Hiện ${shown} trong ${all} vấn đề lặp lại nhiều nhất.`,
    figuresFile: 'Tải bảng số liệu (Excel)',
    listFile: 'Tải danh sách (Excel)',
    print: 'In trang này',
    back: 'Về trang số liệu',
    total: (n: number) => (n === 0 ? 'Không có kiến nghị nào.' : `${n} kiến nghị.`),
    more: 'Xem tiếp',
    allRows: (n: number) => `Xem cả ${n} dòng`,
    fewer: 'Thu gọn',
    number: 'Số',
    dialogue: 'Buổi đối thoại',
    matter: 'Nội dung',
    unit: 'Đơn vị',
    village: 'Thôn',
    due: 'Thời hạn',
    standing: 'Tình trạng',
    solvedOn: (day: string, days: number | null) =>
      days === null ? `ngày ${day}` : `ngày ${day}, sau ${days} ngày làm việc`,
    allOf: (what: string, figure: string, n: number) => `${what} – ${figure}: ${n} kiến nghị`,
    nothing: 'Chưa có kiến nghị nào để tính.',
    definitions: 'Các con số được tính thế nào',
    needsHall: 'Số liệu cần máy chủ của hội trường.',
  },
  {
    title: 'Figures',
    listTitle: 'List of petitions',
    lead: 'Petitions over the dialogues. Choose a figure to see the list behind it.',
    leadChair: 'Petitions of this dialogue. Choose a figure to see the list behind it.',
    countedTo: (day) => `Counted to the end of ${day}`,
    filters: 'Filter',
    filtered: (what) => `Filtered by: ${what}`,
    year: 'Year',
    quarter: 'Quarter',
    everything: 'All',
    noQuarter: 'Quarter not known',
    noMatter: 'One matter',
    to: 'Counted to',
    clear: 'Clear the filter',
    takeAway: (what) => `Do not filter by ${what}`,
    received: 'Received',
    median: 'Working days to an answer',
    medianHint: (n) => `median of ${n} petitions answered after the hall`,
    noMedian: 'no petition was answered after the hall yet',
    share: (text) => `${text} of those to solve`,
    overall: 'In all',
    overallChart: 'How the petitions received stand',
    by: 'Figures by',
    byChart: (what) => `Petitions by ${what}`,
    chartHint: 'The table under the chart has the same figures.',
    onlyFirst: (shown, all) => `The chart draws the ${shown} longest of ${all} rows; the table has all.`,
    trends: 'Trends',
    trendChart: 'Petitions received by quarter',
    trendOnlyLast: (shown) => `The chart draws the last ${shown} quarters; the table has all.`,
    period: 'Quarter',
    matters: 'Matters that return',
    mattersLead:
      'Petitions with nearly the same wording that came up in two dialogues or more. Words are compared, not meanings: open the list to see whether it is one matter.',
    sorting: (n) => `Comparing the petitions, ${n} to go…`,
    noMatters: 'No matter came up in two dialogues or more.',
    sessions: (n) => `${n} dialogues`,
    petitions: (n) => `${n} petitions`,
    unsolved: (n) => `${n} not solved`,
    fromTo: (from, to) => (from === to ? from : `${from} to ${to}`),
    moreMatters: (shown, all) => `The first ${shown} of ${all} matters.`,
    figuresFile: 'Download the figures (Excel)',
    listFile: 'Download the list (Excel)',
    print: 'Print this page',
    back: 'Back to the figures',
    total: (n) => (n === 0 ? 'No petitions.' : `${n} petitions.`),
    more: 'Show more',
    allRows: (n) => `Show all ${n}`,
    fewer: 'Show fewer',
    number: 'Number',
    dialogue: 'Dialogue',
    matter: 'Matter',
    unit: 'Unit',
    village: 'Village',
    due: 'Due',
    standing: 'Standing',
    solvedOn: (day, days) => (days === null ? `on ${day}` : `on ${day}, after ${days} working days`),
    allOf: (what, figure, n) => `${what} – ${figure}: ${n} petitions`,
    nothing: 'There are no petitions to count yet.',
    definitions: 'How the figures are counted',
    needsHall: 'Figures need the hall’s server.',
  },
);

const english: Record<StandingGroup, string> = {
  hall: 'Solved in the hall',
  inTime: 'Replied in time',
  late: 'Replied late',
  open: 'Open, in time',
  overdue: 'Overdue',
  withdrawn: 'Withdrawn',
  merged: 'Merged into another',
  toSolve: 'To be solved',
  solved: 'Solved',
  replied: 'Replied after the hall',
  unsolved: 'Not solved yet',
  untold: 'Replied, citizen not told',
};

/** How petitions stand, in words. */
export const standingName = (group: StandingGroup): string =>
  language() === 'vi' ? groupWords[group] : english[group];

/** A part of a chart in words: one standing, or those that are shown together. */
export const partName = (standings: readonly Standing[], label: string): string => {
  const [only] = standings;
  if (language() === 'vi') return label;
  return standings.length === 1 && only ? english[only] : 'Withdrawn, merged';
};

const englishDimensions: Record<ShownDimension, string> = {
  dialogue: 'Dialogue',
  field: 'Field',
  village: 'Village',
  unit: 'Unit in charge',
  category: 'Household category',
  channel: 'Channel',
  outcome: 'Outcome in the hall',
  authority: 'Authority',
  year: 'Year',
};

/** What petitions are told apart by, in words. */
export const dimensionName = (dimension: ShownDimension): string =>
  language() === 'vi' ? dimensionWords[dimension] : englishDimensions[dimension];

const englishNone: Partial<Record<ShownDimension, string>> = {
  field: 'No field yet',
  village: 'No village',
  unit: 'No unit (answered in the hall, or not assigned)',
  outcome: 'Not decided',
  authority: 'Authority not known yet',
};

/** What a row without a value is called in English. */
export const noneName = (dimension: ShownDimension): string => englishNone[dimension] ?? 'Not known';

/** How the figures are counted, a line each: the definitions of `shared/numbers.ts` in the office's words. */
export const definitions = texts(
  {
    received:
      'Tiếp nhận: mọi ý kiến, kiến nghị được ghi đến ngày tính, kể cả công dân đã rút và đã gộp vào kiến nghị khác.',
    hall: 'Giải quyết tại hội nghị: được trả lời, giải thích hoặc hướng dẫn ngay trong ngày đối thoại, không hẹn trả lời sau.',
    inTime:
      'Đúng hạn: có trả lời chậm nhất vào ngày đến hạn; kiến nghị không định thời hạn thì không thể trễ. Hạn đã dời có lý do thì tính theo hạn mới.',
    overdue:
      'Quá hạn: đã hẹn trả lời hoặc đã trình cấp trên, chưa có trả lời và thời hạn đã qua trước ngày tính.',
    gone: 'Công dân rút, đã gộp: được tính là tiếp nhận, không tính là phải giải quyết; kiến nghị đã gộp không tính thêm lần nữa ở kiến nghị nhận gộp.',
    unit: 'Kiến nghị chuyển qua nhiều đơn vị được tính một lần, cho đơn vị đang phụ trách.',
    days: 'Số ngày trả lời: số ngày làm việc từ ngày tiếp nhận đến ngày trả lời, trừ ngày nghỉ trong phần Cài đặt.',
    period: 'Năm và quý là của buổi đối thoại, không phải của ngày trả lời.',
  },
  {
    received:
      'Received: every petition raised up to the day counted to, those withdrawn and merged into others among them.',
    hall: 'Solved in the hall: answered, explained or guided on the day of the dialogue, without an answer having been promised.',
    inTime:
      'In time: answered on the due day or before; without a due date nothing is late. A due date that was moved with a reason counts as it stands now.',
    overdue:
      'Overdue: an answer was promised or asked of an authority, none is on file, and the due date is over on the day counted to.',
    gone: 'Withdrawn, merged: received, but not to be solved; a merged one is not counted again under the petition it went into.',
    unit: 'A petition that moved between units counts once, for the unit that has it now.',
    days: 'Days to an answer: working days from the day it was raised to the day of the answer, without the days off in the settings.',
    period: 'Year and quarter are those of the dialogue, not of the answer.',
  },
);
