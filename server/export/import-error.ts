/** Why a session's file was not taken, in both languages; holds nothing of what stands in the file. */
const sentences = {
  notJson: [
    'Tệp này không phải là tệp JSON đọc được: có thể tải chưa trọn hoặc không phải tệp hồ sơ. Hãy tải lại.',
    'This file is no readable JSON: it may be cut off, or be something else. Download it again.',
  ],
  notSession: [
    'Tệp JSON này không phải là hồ sơ một buổi đối thoại do phần mềm Đối Thoại xuất ra.',
    'This JSON file is no session of a dialogue exported by Đối Thoại.',
  ],
  newer: [
    'Hồ sơ này do một phiên bản phần mềm mới hơn xuất ra. Hãy nâng cấp phần mềm rồi nhập lại.',
    'This session was exported by a newer version. Update this installation, then import it again.',
  ],
  wrongShape: [
    'Hồ sơ thiếu hoặc sai ở mục dưới đây nên không nhập được.',
    'The session lacks something, or has it wrong, at the place below; it was not imported.',
  ],
  changed: [
    'Nội dung hồ sơ không khớp với mã băm hoặc chữ ký ghi kèm: tệp đã bị sửa hoặc hỏng sau khi xuất. Không nhập.',
    'The record does not match its hash or signature: the file was changed or damaged after its export. Not imported.',
  ],
  mixed: [
    'Các bản chốt trong tệp không thuộc cùng một buổi đối thoại, hoặc bị lặp. Không nhập.',
    'The records of the file are not of one dialogue, or one occurs twice. Not imported.',
  ],
  brokenState: [
    'Trạng thái Yjs trong hồ sơ không đọc được nên không nhập.',
    'The Yjs states of the record cannot be read; it was not imported.',
  ],
  alreadyThere: [
    'Buổi đối thoại này đã có trong máy chủ này; không nhập đè lên.',
    'This dialogue is in this installation already; nothing is written over it.',
  ],
} as const satisfies Record<string, readonly [vi: string, en: string]>;

export type ImportProblem = keyof typeof sentences;

/** A session's file was refused; nothing was stored. */
export class ImportError extends Error {
  readonly code: ImportProblem;
  readonly vi: string;
  constructor(code: ImportProblem, place = '') {
    const [vi, en] = sentences[code];
    const where = place === '' ? '' : ` (${place})`;
    super(en + where);
    this.name = 'ImportError';
    this.code = code;
    this.vi = vi + where;
  }
}
