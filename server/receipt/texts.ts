import type { Outcome } from '../../shared/petition.ts';
import type { Standing } from '../../shared/receipt/standing.ts';
import { numericDate } from '../../shared/vietnamese/dates.ts';

/** Texts of the page on which a citizen looks up the own petition; Vietnamese and English. */
export interface ReceiptTexts {
  title: string;
  language: string;
  intro: string;
  code: string;
  hint: string;
  look: string;
  another: string;
  typo: string;
  unknown: string;
  tooMany: (seconds: number) => string;
  failed: string;
  petition: (number: string) => string;
  mergedInto: (number: string) => string;
  status: string;
  rows: {
    dialogue: string;
    received: string;
    field: string;
    matter: string;
    unit: string;
    authority: string;
    due: string;
    paper: string;
    told: string;
  };
  day: (day: string) => string;
  paper: (number: string, day: string) => string;
  stage: Record<Exclude<Standing['stage'], 'answered'>, string>;
  outcome: Record<Outcome, string>;
  due: (day: string, left: number) => string;
  answer: string;
  next: string;
  nextOf: Record<Standing['stage'], string>;
  late: string;
  ask: string;
  askAt: (where: string) => string;
  office: (body: string) => string;
  privacy: string;
}

const n = (count: number) => String(Math.abs(count));

export const receiptTexts: Record<'vi' | 'en', ReceiptTexts> = {
  vi: {
    title: 'Tra cứu kiến nghị',
    language: 'English',
    intro: 'Gõ mã in trên phiếu mà ông/bà nhận ở buổi đối thoại, hoặc quét mã vuông trên phiếu.',
    code: 'Mã tra cứu',
    hint: '10 chữ và số. Chữ hoa hay chữ thường, có dấu gạch hay không đều được.',
    look: 'Xem kết quả',
    another: 'Tra cứu mã khác',
    typo: 'Mã gõ chưa đúng: thiếu, thừa hoặc sai một ký tự. Hãy so lại từng ký tự với phiếu.',
    unknown:
      'Không tìm thấy kiến nghị nào có mã này. Hãy so lại từng ký tự với phiếu; nếu vẫn không được, hãy hỏi nơi ghi dưới đây và nói số kiến nghị.',
    tooMany: (seconds) => `Có quá nhiều lần thử từ mạng của ông/bà. Hãy đợi ${seconds} giây rồi thử lại.`,
    failed: 'Máy chủ đang bận hoặc gặp lỗi. Hãy thử lại sau ít phút.',
    petition: (number) => (number ? `Kiến nghị ${number}` : 'Kiến nghị của ông/bà'),
    mergedInto: (number) =>
      number
        ? `Kiến nghị này cùng nội dung với ${number} nên được gộp lại và giải quyết chung. Kết quả dưới đây là của ${number}.`
        : 'Kiến nghị này được gộp với một kiến nghị cùng nội dung và giải quyết chung.',
    status: 'Tình trạng',
    rows: {
      dialogue: 'Buổi đối thoại',
      received: 'Ngày tiếp nhận',
      field: 'Lĩnh vực',
      matter: 'Nội dung',
      unit: 'Đơn vị phụ trách',
      authority: 'Cơ quan có thẩm quyền',
      due: 'Hạn trả lời',
      paper: 'Văn bản trả lời',
      told: 'Đã báo cho người dân',
    },
    day: numericDate,
    paper: (number, day) =>
      [number && `số ${number}`, day && `ngày ${numericDate(day)}`].filter(Boolean).join(', '),
    stage: {
      received: 'Đã tiếp nhận, chờ giao đơn vị trả lời',
      assigned: 'Đã giao đơn vị trả lời',
      promised: 'Đã ghi nhận, đang giải quyết',
      forwarded: 'Đã trình cấp có thẩm quyền',
      replied: 'Đã có văn bản trả lời',
      closed: 'Đã giải quyết xong',
      withdrawn: 'Người nêu đã rút kiến nghị',
    },
    outcome: {
      answered: 'Đã trả lời trực tiếp',
      explained: 'Đã giải thích',
      guided: 'Đã hướng dẫn lập thủ tục',
      deferred: 'Ghi nhận, giải trình sau',
      escalated: 'Trình cấp có thẩm quyền',
    },
    due: (day, left) => {
      const until = numericDate(day);
      if (left > 0) return `${until} (còn ${n(left)} ngày làm việc)`;
      return left === 0 ? `${until} (đến hạn)` : `${until} (quá hạn ${n(left)} ngày làm việc)`;
    },
    answer: 'Nội dung trả lời',
    next: 'Tiếp theo',
    nextOf: {
      received: 'Ủy ban nhân dân xã giao cho một đơn vị trả lời. Hãy xem lại trang này sau vài ngày.',
      assigned: 'Đơn vị phụ trách đang xem xét để trả lời. Hãy xem lại trang này sau vài ngày.',
      answered:
        'Kiến nghị đã được trả lời. Nếu chưa rõ hoặc chưa đồng ý, hãy hỏi nơi ghi dưới đây và nói số kiến nghị.',
      promised:
        'Đơn vị phụ trách trả lời chậm nhất vào ngày hạn. Khi có văn bản, trưởng thôn hoặc xã sẽ báo cho ông/bà.',
      forwarded:
        'Việc này thuộc thẩm quyền cấp trên. Xã đã chuyển kiến nghị và theo dõi; khi có văn bản trả lời, trưởng thôn hoặc xã sẽ báo cho ông/bà.',
      replied:
        'Đã có văn bản trả lời; trưởng thôn hoặc xã sẽ báo cho ông/bà. Có thể đến nơi ghi dưới đây để xem hoặc nhận văn bản.',
      closed: 'Việc đã xong. Nếu chưa rõ hoặc chưa đồng ý, hãy hỏi nơi ghi dưới đây và nói số kiến nghị.',
      withdrawn:
        'Xã không giải quyết tiếp kiến nghị này. Nếu không phải do ông/bà rút, hãy hỏi nơi ghi dưới đây.',
    },
    late: 'Hạn trả lời đã qua mà chưa có văn bản. Hãy hỏi nơi ghi dưới đây và nói số kiến nghị.',
    ask: 'Hỏi thêm',
    askAt: (where) => where,
    office: (body) => `Văn phòng ${body}, trong giờ hành chính`,
    privacy:
      'Trang này không có tên, số điện thoại của ai, và không lưu mã đã gõ. Ai có phiếu đều xem được: hãy giữ phiếu.',
  },
  en: {
    title: 'Look up a petition',
    language: 'Tiếng Việt',
    intro: 'Type the code printed on the slip that you were given at the dialogue, or scan its square code.',
    code: 'Code of the slip',
    hint: '10 letters and digits. Capitals or not, with the dash or without.',
    look: 'Look up',
    another: 'Look up another code',
    typo: 'The code is not typed right: a sign is missing, wrong, or one too many. Compare it with the slip.',
    unknown:
      'There is no petition with this code. Compare each sign with the slip; if it still is not found, ask at the place below and tell the petition’s number.',
    tooMany: (seconds) => `Too many tries from your network. Wait ${seconds} seconds and try again.`,
    failed: 'The server is busy or has failed. Try again in a few minutes.',
    petition: (number) => (number ? `Petition ${number}` : 'Your petition'),
    mergedInto: (number) =>
      number
        ? `This petition is about the same as ${number} and is dealt with together with it. What follows is of ${number}.`
        : 'This petition is dealt with together with another one about the same.',
    status: 'State',
    rows: {
      dialogue: 'Dialogue',
      received: 'Received on',
      field: 'Field',
      matter: 'Matter',
      unit: 'Unit in charge',
      authority: 'Authority',
      due: 'Answer due',
      paper: 'Written answer',
      told: 'Citizen told on',
    },
    day: numericDate,
    paper: (number, day) =>
      [number && `no. ${number}`, day && `of ${numericDate(day)}`].filter(Boolean).join(' '),
    stage: {
      received: 'Received; a unit is to be put in charge',
      assigned: 'A unit is in charge',
      promised: 'Noted; being worked on',
      forwarded: 'Forwarded to the authority in charge',
      replied: 'Answered in writing',
      closed: 'Closed',
      withdrawn: 'Taken back by its citizen',
    },
    outcome: {
      answered: 'Answered in the hall',
      explained: 'Explained',
      guided: 'Guided to a procedure',
      deferred: 'Noted, to be explained later',
      escalated: 'Forwarded to the authority in charge',
    },
    due: (day, left) => {
      const until = numericDate(day);
      if (left > 0) return `${until} (${n(left)} working days left)`;
      return left === 0 ? `${until} (due now)` : `${until} (${n(left)} working days overdue)`;
    },
    answer: 'Answer',
    next: 'What comes next',
    nextOf: {
      received: 'The commune puts a unit in charge of the answer. Look again in a few days.',
      assigned: 'The unit in charge is working on the answer. Look again in a few days.',
      answered:
        'The petition has been answered. If it is not clear to you, ask at the place below and tell the petition’s number.',
      promised:
        'The unit in charge answers by the due date. Once there is a written answer, the village head or the commune tells you.',
      forwarded:
        'A higher authority decides on this. The commune has forwarded the petition and follows it; once there is an answer, the village head or the commune tells you.',
      replied:
        'There is a written answer; the village head or the commune tells you. You can read or get it at the place below.',
      closed:
        'This is done. If it is not clear to you, ask at the place below and tell the petition’s number.',
      withdrawn: 'The commune does not go on with it. If you did not take it back, ask at the place below.',
    },
    late: 'The due date is over and there is no written answer yet. Ask at the place below and tell the petition’s number.',
    ask: 'Ask',
    askAt: (where) => where,
    office: (body) => `The office of ${body}, in office hours`,
    privacy:
      'This page holds no names or phone numbers and keeps nothing that is typed. Whoever has the slip can look: keep it.',
  },
};
