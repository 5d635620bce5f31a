import { texts } from './index.ts';

/** Texts of the papers of petitions and of what follows a dialogue. */
export const followUpTexts = texts(
  {
    petitionPapers: 'Văn bản của kiến nghị này',
    draftHint: 'Khi biên bản chưa chốt và ký đủ, văn bản in ra có chữ BẢN DỰ THẢO.',
    note: 'Phiếu ghi ý kiến',
    noteHint: 'Điền sẵn từ kiến nghị, để người dân đọc và ký',
    reply: 'Văn bản trả lời',
    replyHint: 'Công văn gửi người dân, lấy nội dung trả lời',
    blankNote: 'Phiếu ghi ý kiến (mẫu trống)',
    blankNoteShort: 'Mẫu phiếu ý kiến',
    blankNoteHint: 'In sẵn để người dân ghi tại hội trường',
    afterPapers: 'Văn bản sau đối thoại',
    conclusion: 'Thông báo kết luận',
    conclusionHint: 'Từ phần kết luận của biên bản và trả lời của từng kiến nghị',
    transfers: 'Phiếu chuyển kiến nghị',
    transfersHint: (authorities: number) => `${authorities} cơ quan, mỗi cơ quan một phiếu, chung một tệp`,
    transferTo: (authority: string, petitions: number) =>
      `${authority || 'Chưa xác định cơ quan'} (${petitions} kiến nghị)`,
    noTransfers: 'Không có kiến nghị vượt thẩm quyền nên không có phiếu chuyển.',
    progress: 'Báo cáo kết quả giải quyết',
    progressLead:
      'Đếm trên mọi buổi đối thoại trong năm: tiếp nhận, đã giải quyết, đúng hạn, trễ hạn, đang giải quyết.',
    year: 'Năm',
    period: 'Kỳ báo cáo',
    quarter: (quarter: string) => (quarter ? `Quý ${quarter}` : 'Cả năm'),
  },
  {
    petitionPapers: 'Papers of this petition',
    draftHint: 'Until the record is frozen and signed by both, papers bear BẢN DỰ THẢO (draft).',
    note: 'Opinion note',
    noteHint: 'Filled from the petition, for the citizen to read and sign',
    reply: 'Letter of reply',
    replyHint: 'An official letter to the citizen with the answer',
    blankNote: 'Opinion note (blank)',
    blankNoteShort: 'Blank opinion note',
    blankNoteHint: 'To print for citizens who write in the hall',
    afterPapers: 'Papers after the dialogue',
    conclusion: 'Notice of conclusions',
    conclusionHint: 'From the conclusion in the minutes and the answer to each petition',
    transfers: 'Transfer sheets',
    transfersHint: (authorities: number) =>
      authorities === 1 ? 'For one authority' : `${authorities} authorities, a sheet for each, in one file`,
    transferTo: (authority: string, petitions: number) =>
      `${authority || 'Authority not named yet'} (${petitions} ${petitions === 1 ? 'petition' : 'petitions'})`,
    noTransfers: 'No petition is beyond authority, so there are no transfer sheets.',
    progress: 'Progress report',
    progressLead: 'Counts every dialogue of the year: received, solved, in time, late, open.',
    year: 'Year',
    period: 'Period',
    quarter: (quarter: string) => (quarter ? `Quarter ${quarter}` : 'Whole year'),
  },
);
