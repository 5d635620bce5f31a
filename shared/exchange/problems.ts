/** Why something handed over by file or code was not taken, in both languages; holds nothing of what stands in it. */
const sentences = {
  notExchange: [
    'Đây không phải là tệp trao đổi của phần mềm Đối Thoại. Hãy chọn tệp có đuôi .doithoai do máy kia ghi ra.',
    'This is no exchange file of Đối Thoại. Choose the file ending in .doithoai that the other device wrote.',
  ],
  cut: [
    'Tệp chưa trọn: việc chép bị dừng giữa chừng. Hãy chép lại từ máy kia.',
    'The file is not whole: copying it was cut off. Copy it again from the other device.',
  ],
  broken: [
    'Nội dung tệp không khớp mã kiểm tra: tệp bị hỏng hoặc bị sửa. Hãy ghi lại ở máy kia.',
    'The file does not match its checksum: it was damaged or changed. Write it again on the other device.',
  ],
  newer: [
    'Tệp do một phiên bản phần mềm mới hơn ghi ra. Hãy nâng cấp phần mềm trên máy này, hoặc đợi tới khi có máy chủ.',
    'The file was written by a newer version. Update this device, or wait until there is a server again.',
  ],
  otherDialogue: [
    'Tệp này thuộc một buổi đối thoại khác. Hãy mở đúng buổi đó rồi đọc lại tệp.',
    'This file is of another dialogue. Open that dialogue, then read the file again.',
  ],
  tooLarge: [
    'Tệp quá lớn nên không đọc được trên máy này.',
    'The file is too large to be read on this device.',
  ],
  poisoned: [
    'Nội dung trong tệp không ghép được vào tài liệu của buổi này. Không có gì bị thay đổi. Hãy ghi lại ở máy kia.',
    'What stands in the file cannot be joined to this dialogue’s documents. Nothing was changed. Write it again on the other device.',
  ],
  incomplete: [
    'Tệp chỉ có phần thay đổi, mà máy này còn thiếu phần viết trước đó. Không có gì bị thay đổi. Hãy ghi lại ở máy kia với lựa chọn “Toàn bộ”.',
    'The file holds changes only, and this device lacks what was written before them. Nothing was changed. Write it again on the other device, choosing “Everything”.',
  ],
  sealed: [
    'Buổi đối thoại này đã chốt nên không nhận thêm. Nội dung gõ sau khi chốt cần được đưa vào bằng đính chính.',
    'This dialogue is frozen and takes nothing more. What was typed after the freeze has to become an amendment.',
  ],
  notForRole: [
    'Vai trò trên máy này chỉ được đọc những tài liệu trong tệp, nên không nhận được.',
    'The role on this device may only read the documents of this file, so it cannot take them in.',
  ],
  oldBrowser: [
    'Trình duyệt này quá cũ nên không mở được tệp nén. Hãy dùng trình duyệt mới hơn.',
    'This browser is too old to open a compressed file. Use a newer one.',
  ],
  notWhole: [
    'Tệp này chỉ có phần thay đổi, chưa đủ để dựng lại máy chủ. Hãy ghi tệp ở máy kia với lựa chọn “Toàn bộ”.',
    'This file holds changes only; a server cannot be made of it. Write the file on the other device choosing “Everything”.',
  ],
} as const satisfies Record<string, readonly [vi: string, en: string]>;

export type ExchangeProblem = keyof typeof sentences;

/** The sentence of a problem. */
export function exchangeSentence(problem: ExchangeProblem, language: 'vi' | 'en'): string {
  return sentences[problem][language === 'vi' ? 0 : 1];
}

/** What was handed over was refused as a whole; nothing of it was taken. */
export class ExchangeError extends Error {
  readonly problem: ExchangeProblem;
  constructor(problem: ExchangeProblem) {
    super(exchangeSentence(problem, 'en'));
    this.name = 'ExchangeError';
    this.problem = problem;
  }
}
