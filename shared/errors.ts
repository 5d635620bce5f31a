/**
 * Every refusal has a code; the server sends the code, the page says the sentence in the user's language.
 * The terminal says both.
 */
export const errorSentences = {
  noSession: [
    'Phiên làm việc đã hết hoặc chưa có. Hãy mở lại liên kết mà Văn phòng đã cấp.',
    'There is no session, or it has ended. Open the link that the office gave you again.',
  ],
  notAllowed: ['Vai trò của bạn không được làm việc này.', 'Your role may not do this.'],
  badLink: [
    'Liên kết này không đúng. Hãy chép lại đầy đủ, hoặc xin Văn phòng cấp liên kết mới.',
    'This link is not right. Copy it in full, or ask the office for a new one.',
  ],
  linkUsed: [
    'Liên kết này chỉ dùng một lần và đã được dùng. Hãy xin Văn phòng cấp liên kết mới.',
    'This link works once and has been used. Ask the office for a new one.',
  ],
  linkExpired: [
    'Liên kết này đã hết hạn hoặc đã bị thu hồi. Hãy xin Văn phòng cấp liên kết mới.',
    'This link has expired or was revoked. Ask the office for a new one.',
  ],
  notFound: ['Không tìm thấy nội dung này.', 'This was not found.'],
  badInput: [
    'Dữ liệu gửi lên chưa đúng. Hãy kiểm tra lại các ô đã nhập.',
    'What was sent is not right. Check the fields you filled in.',
  ],
  badOrigin: [
    'Yêu cầu đến từ một trang khác nên đã bị từ chối.',
    'The request came from another site and was refused.',
  ],
  tooLarge: [
    'Nội dung quá lớn nên chưa được nhận. Hãy chia nhỏ rồi gửi lại.',
    'This is too large and was not taken. Split it and send it again.',
  ],
  tooMany: [
    'Có quá nhiều lần thử trong thời gian ngắn. Hãy đợi một phút rồi thử lại.',
    'Too many tries in a short time. Wait a minute and try again.',
  ],
  notDocx: [
    'Tệp này không phải là tệp Word (.docx) đọc được. Hãy mở bằng Word, lưu lại dạng .docx, hoặc dán văn bản.',
    'This file is no readable Word file (.docx). Open it in Word and save it as .docx, or paste the text.',
  ],
  badEncoding: [
    'Tệp văn bản này không phải mã Unicode (UTF-8). Hãy lưu lại dạng UTF-8, hoặc dán văn bản.',
    'This text file is not in Unicode (UTF-8). Save it as UTF-8, or paste the text.',
  ],
  empty: ['Không có nội dung nào để đọc.', 'There is nothing to read.'],
  alreadyFrozen: [
    'Buổi đối thoại này đã chốt; biên bản không thay đổi được nữa.',
    'This dialogue is frozen already; its minutes can no longer be changed.',
  ],
  recordChanged: [
    'Hồ sơ đã có bản mới hoặc đang được mở lại để sửa, nên bản này không ký, không mở được nữa. Hãy tải lại trang.',
    'The record has a newer version or is open for corrections; this one can no longer be signed or opened. Reload the page.',
  ],
  alreadySigned: [
    'Bản này đã được ký với tư cách đó; mỗi bản chỉ ký một lần.',
    'This version is signed in that capacity already; each is signed once.',
  ],
  needsReason: [
    'Bản này đã ký, là bản chính thức. Muốn thay đổi phải đính chính và ghi rõ lý do.',
    'This version is signed and final. To change it, make an amendment and give the reason.',
  ],
  changedMeanwhile: [
    'Người khác đã lưu nội dung này trong lúc bạn sửa. Nội dung bạn sửa còn nguyên trên trang; hãy mở bản mới để so lại rồi lưu.',
    'Somebody else saved this while you were editing. Your text is still on the page; open the new version, compare, and save again.',
  ],
  notEmpty: [
    'Đã có dữ liệu nên không nạp dữ liệu minh họa, để không lẫn với dữ liệu thật.',
    'There are data already; the demonstration was not loaded, so that it does not mix with real data.',
  ],
  storeFull: [
    'Đĩa của máy chủ đã đầy, việc này chưa lưu được. Hãy giải phóng dung lượng rồi thử lại.',
    'The server’s disk is full; this could not be stored. Free some space and try again.',
  ],
  notPaper: [
    'Tệp này không phải ảnh JPEG, PNG, WebP hay tệp PDF đọc được, dù tên tệp có thể ghi như vậy. Hãy chụp lại hoặc lưu lại rồi thêm.',
    'This file is no readable JPEG, PNG, WebP or PDF, whatever its name says. Photograph or save it again, then add it.',
  ],
  paperTooLarge: [
    'Tệp lớn hơn 20 MB nên chưa được nhận. Hãy chụp lại ở cỡ nhỏ hơn hoặc tách tệp PDF.',
    'The file is larger than 20 MB and was not taken. Photograph it at a smaller size, or split the PDF.',
  ],
  paperMetadata: [
    'Tệp còn mang thông tin ẩn (nơi chụp, máy chụp) nên máy chủ không nhận. Hãy thêm lại tệp từ trang này.',
    'The file still carries hidden facts (where and by what it was taken), so the server refused it. Add it again on this page.',
  ],
  paperBroken: [
    'Phần đã gửi không khớp với tệp nên đã bỏ đi; máy này gửi lại từ đầu.',
    'What arrived does not match the file and was thrown away; this device sends it anew.',
  ],
  paperOffset: [
    'Máy chủ đang chờ một phần khác của tệp; máy này gửi tiếp từ phần đó.',
    'The server waits for another part of the file; this device goes on from there.',
  ],
  papersFull: [
    'Buổi này đã có quá nhiều phiếu giấy nên chưa nhận thêm được. Tệp vẫn giữ trên máy này.',
    'This dialogue holds too many papers to take another. The file is kept on this device.',
  ],
  nothingToTransfer: [
    'Không có kiến nghị vượt thẩm quyền nào để chuyển.',
    'There is no petition beyond authority to transfer.',
  ],
  documentFailed: [
    'Chưa tạo được văn bản từ hồ sơ này. Hồ sơ vẫn nguyên vẹn; hãy thử lại.',
    'The document could not be made from this record. The record is whole; try again.',
  ],
  unreachable: [
    'Không kết nối được với máy chủ của hội trường. Hãy kiểm tra Wi-Fi rồi thử lại.',
    'The hall’s server cannot be reached. Check the Wi-Fi and try again.',
  ],
  internal: [
    'Máy chủ gặp lỗi ngoài dự kiến; sự việc đã được ghi lại. Hãy thử lại.',
    'The server met an unexpected error and has logged it. Try again.',
  ],
} as const satisfies Record<string, readonly [vi: string, en: string]>;

export type ErrorCode = keyof typeof errorSentences;

/** Whether a value from outside is a known code. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorSentences, code);
}

/** The sentence of a code. */
export function errorSentence(code: ErrorCode, language: 'vi' | 'en'): string {
  return errorSentences[code][language === 'vi' ? 0 : 1];
}
