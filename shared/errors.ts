/**
 * Every refusal has a code; the server sends the code, the page says the sentence in the user's language.
 * The terminal says both.
 */
export const errorSentences = {
  noSession: [
    'Phiên làm việc đã hết hoặc chưa có. Hãy đăng nhập lại, hoặc mở lại liên kết mà Văn phòng đã cấp.',
    'There is no session, or it has ended. Sign in again, or open the link that the office gave you.',
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
  noDuty: [
    'Bạn chưa được giao nhiệm vụ nào, hoặc nhiệm vụ đã kết thúc. Hãy liên hệ Văn phòng.',
    'You have no duty here, or it has ended. Ask the office.',
  ],
  noPerson: [
    'Liên kết bạn đang dùng không gắn với tên ai, nên không đặt được mã PIN hay khóa truy cập. Hãy xin Văn phòng liên kết của riêng bạn.',
    'The link you use is nobody’s own, so no PIN or passkey can be set. Ask the office for a link of your own.',
  ],
  badPin: ['Mã PIN gồm 6 đến 12 chữ số.', 'A PIN has 6 to 12 digits.'],
  easyPin: [
    'Mã PIN này dễ đoán: chữ số lặp lại, liền nhau, hoặc là một ngày (ngày sinh). Hãy chọn mã khác.',
    'This PIN is easy to guess: repeated digits, digits in a row, or a date (a birthday). Choose another.',
  ],
  wrongPin: [
    'Mã PIN không đúng, hoặc người này chưa đăng nhập trên máy này bao giờ.',
    'The PIN is wrong, or this person has never signed in on this device.',
  ],
  pinLocked: [
    'Mã PIN đã nhập sai nhiều lần nên tạm khóa. Hãy đợi, hoặc xin Văn phòng liên kết mới.',
    'The PIN was wrong too often and is locked for a while. Wait, or ask the office for a new link.',
  ],
  signInAgain: [
    'Bạn đăng nhập đã lâu. Để chắc chắn là bạn, hãy ghi mã PIN hiện tại, hoặc đăng xuất và đăng nhập lại rồi làm việc này.',
    'You signed in some time ago. To be sure that it is you, give the present PIN, or sign out, sign in again, and then do this.',
  ],
  noPasskeyHere: [
    'Khóa truy cập chỉ dùng được khi mở trang bằng tên miền qua https. Ở địa chỉ này hãy dùng mã PIN.',
    'Passkeys work only when the page is opened by a name over https. At this address use the PIN.',
  ],
  badPasskey: [
    'Khóa truy cập này không dùng được ở đây: đã bị xóa, của trang khác, hoặc để quá lâu. Hãy thử lại, hoặc đăng nhập cách khác.',
    'This passkey does not open here: it was removed, is another site’s, or it took too long. Try again, or sign in another way.',
  ],
  manyPasskeys: [
    'Bạn đã có quá nhiều khóa truy cập. Hãy xóa những khóa không dùng nữa.',
    'You have too many passkeys. Remove those that are no longer used.',
  ],
  accountUnreachable: [
    'Không liên lạc được với nơi cấp tài khoản của cơ quan. Đăng nhập bằng liên kết, mã PIN, khóa truy cập vẫn dùng được.',
    'The provider of the office’s accounts cannot be reached. Links, PIN and passkeys still work.',
  ],
  accountFailed: [
    'Đăng nhập bằng tài khoản cơ quan không thành công. Hãy thử lại từ đầu, hoặc đăng nhập cách khác.',
    'Sign-in by the office’s account failed. Begin again, or sign in another way.',
  ],
  accountAgain: [
    'Lần đăng nhập bằng tài khoản này đã dùng rồi, đã quá lâu, hoặc bắt đầu ở trình duyệt khác. Hãy bắt đầu lại từ đây.',
    'This sign-in by account was used, took too long, or was begun in another browser. Begin again here.',
  ],
  accountDenied: [
    'Bạn đã không cho phép đăng nhập ở trang tài khoản của cơ quan.',
    'You did not allow the sign-in at the page of the office’s account.',
  ],
  accountUnverified: [
    'Địa chỉ thư điện tử của tài khoản này chưa được xác minh ở nơi cấp tài khoản. Hãy xác minh rồi thử lại.',
    'The e-mail address of this account is not verified at its provider. Verify it and try again.',
  ],
  unknownAccount: [
    'Tài khoản này chưa gắn với ai trong danh sách người dùng. Hãy nhờ Văn phòng ghi tài khoản của bạn vào danh sách.',
    'This account belongs to nobody in the list of persons. Ask the office to put your account there.',
  ],
  accountTaken: [
    'Tài khoản này đã gắn với một người khác. Hãy kiểm tra lại.',
    'This account belongs to another person already. Check it again.',
  ],
  ownName: [
    'Tên của bạn do Văn phòng ghi trong danh sách người dùng. Hãy nhờ Văn phòng sửa.',
    'Your name stands in the office’s list of persons. Ask the office to change it.',
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
  tooManyDocuments: [
    'Bạn đang tạo quá nhiều văn bản cùng lúc. Hãy đợi các văn bản trước tạo xong rồi thử lại.',
    'You are making too many documents at once. Wait until those before are ready and try again.',
  ],
  unknownHost: [
    'Máy chủ này không nhận tên địa chỉ trong yêu cầu. Hãy mở bằng địa chỉ IP, hoặc nhờ người quản trị ghi tên đó vào HOSTS khi khởi động.',
    'This server does not know the name it was asked by. Open it by its IP address, or have the name put into HOSTS at the start.',
  ],
  notAnswer: [
    'Tệp này không phải là PDF, Word (.docx) hay ảnh (JPEG, PNG) đọc được, hoặc có kèm chương trình (macro). Hãy lưu lại dạng PDF rồi gửi.',
    'This file is no readable PDF, Word file (.docx) or picture (JPEG, PNG), or it holds a program (macro). Save it as a PDF and send that.',
  ],
  answerTooLarge: [
    'Tệp văn bản lớn hơn 15 MB nên chưa được nhận. Hãy quét lại ở độ phân giải thấp hơn, hoặc chia nhỏ.',
    'The file of the document is larger than 15 MB and was not taken. Scan it at a lower resolution, or split it.',
  ],
  answersFull: [
    'Buổi đối thoại này đã có quá nhiều tệp văn bản trả lời. Hãy liên hệ người quản trị.',
    'This dialogue has too many files of answers. Ask who keeps the server.',
  ],
  noSuperior: [
    'Máy chủ này không có đơn vị cấp trên nào của xã: chỉ chuyển được khi xã và cấp trên dùng chung một hệ thống, và hệ thống đã ghi cấp trên của xã.',
    'This server has no superior of the commune: petitions go there only when both are in one installation, and it names the superior.',
  ],
  escalationOver: [
    'Kiến nghị này đã được trả lời, trả lại hoặc thu hồi, nên không làm được việc này nữa. Hãy tải lại trang.',
    'This petition was answered, declined or withdrawn already. Reload the page.',
  ],
  nothingToList: [
    'Không có kiến nghị nào phù hợp nên không có danh sách để in.',
    'No petition fits, so there is no list to print.',
  ],
  notDocx: [
    'Tệp này không phải là tệp Word (.docx) đọc được. Hãy mở bằng Word, lưu lại dạng .docx, hoặc dán văn bản.',
    'This file is no readable Word file (.docx). Open it in Word and save it as .docx, or paste the text.',
  ],
  notList: [
    'Tệp này không phải là danh sách đọc được. Hãy lưu lại dạng Excel (.xlsx) hoặc CSV.',
    'This file is no readable list. Save it as Excel (.xlsx) or CSV.',
  ],
  oldExcel: [
    'Đây là tệp Excel kiểu cũ (.xls) hoặc tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu nếu có, rồi lưu lại dạng .xlsx.',
    'This is an Excel file of the old kind (.xls), or one with a password. Open it in Excel, take off the password, and save it as .xlsx.',
  ],
  nothingNew: [
    'Danh sách này không có gì mới so với những gì đã lưu.',
    'This list says nothing that is not stored already.',
  ],
  villageTaken: ['Đã có thôn khác mang tên này.', 'Another village has this name.'],
  villageLived: [
    'Thôn này đang có hộ dân nên chưa xóa được. Hãy chuyển các hộ sang thôn khác trước.',
    'Households live in this village, so it cannot be removed. Move them to another village first.',
  ],
  badEncoding: [
    'Tệp văn bản này không phải mã Unicode (UTF-8). Hãy lưu lại dạng UTF-8, hoặc dán văn bản.',
    'This text file is not in Unicode (UTF-8). Save it as UTF-8, or paste the text.',
  ],
  empty: ['Không có nội dung nào để đọc.', 'There is nothing to read.'],
  auditNotWritten: [
    'Máy chủ chưa ghi được nhật ký truy cập nên chưa đưa dữ liệu cá nhân ra. Hãy báo người quản trị máy chủ (thường là đầy ổ đĩa), rồi thử lại.',
    'The server could not write its access log, so it did not give out personal data. Tell whoever keeps the server (often its disk is full) and try again.',
  ],
  erasureCutShort: [
    'Máy chủ chưa xóa xong (thường là đầy ổ đĩa). Phần còn lại sẽ được xóa nốt khi máy chủ khởi động lại, hoặc khi bấm “Xóa nốt”.',
    'The server could not erase all of it (often its disk is full). The rest is erased when the server starts again, or with “Go on erasing”.',
  ],
  noteNamesPerson: [
    'Ghi chú này có tên của người được xóa; nhật ký không xóa được nên không được ghi tên vào đó. Hãy ghi số văn bản thay cho tên.',
    'This note says the name of the person who is erased; the log cannot be erased, so no name may stand there. Give the number of the request instead.',
  ],
  paperErased: [
    'Phiếu này đã được xóa theo yêu cầu của người dân nên không được nhận lại.',
    'This paper was erased at the request of its citizen and is not taken again.',
  ],
  exchangeRefused: [
    'Tệp này không dùng để dựng lại buổi đối thoại được.',
    'A dialogue cannot be made of this file.',
  ],
  noReceipts: [
    'Chưa có kiến nghị nào có số để in biên nhận. Hãy đợi máy chủ cấp số rồi thử lại.',
    'No petition has a number yet that a receipt could be printed for. Wait until the server gave it one and try again.',
  ],
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
  maybeMade: [
    'Máy chủ vừa bị ngắt giữa chừng khi làm việc này: có thể việc đã được ghi. Hãy tải lại trang và xem trước khi làm lại.',
    'The server was interrupted in the middle of this: it may have been recorded. Reload the page and look before you do it again.',
  ],
  notYours: [
    'Kiến nghị này không có trong phần việc của bạn; có thể vừa được chuyển cho đơn vị hoặc thôn khác. Nội dung bạn soạn còn nguyên trên trang.',
    'This petition is not among your work; it may just have been given to another unit or village. What you wrote is still on the page.',
  ],
  taskNotYours: [
    'Việc này không có trong phần việc của đơn vị bạn; kế hoạch có thể vừa đổi.',
    'This task is not among those of your unit; the plan may just have changed.',
  ],
  notReady: [
    'Chưa ghi được vì còn thiếu hoặc chưa đúng. Hãy xem các ô được đánh dấu.',
    'This was not recorded: something is missing or not right. See the marked fields.',
  ],
  notEmpty: [
    'Đã có dữ liệu nên không nạp dữ liệu minh họa, để không lẫn với dữ liệu thật.',
    'There are data already; the demonstration was not loaded, so that it does not mix with real data.',
  ],
  storeFull: [
    'Đĩa của máy chủ đã đầy, việc này chưa lưu được. Hãy giải phóng dung lượng rồi thử lại.',
    'The server’s disk is full; this could not be stored. Free some space and try again.',
  ],
  storeAway: [
    'Máy chủ tạm thời không kết nối được với cơ sở dữ liệu. Những gì đang gõ vẫn được giữ trên máy này; hãy thử lại sau ít giây.',
    'The server cannot reach its database at present. What is being typed stays on this device; try again in a few seconds.',
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
  devicesHold: [
    'Có máy còn giữ, hoặc có thể còn giữ, nội dung chưa về hội trường. Hãy xem tên các máy, chờ các máy đó, hoặc xác nhận là vẫn chốt.',
    'Some devices hold, or may hold, what the hall has not got. See which, wait for them, or confirm that you freeze all the same.',
  ],
  archiveFrozen: [
    'Chỉ đưa vào lưu trữ được buổi đối thoại đã chốt.',
    'Only a frozen dialogue can be put into the archive.',
  ],
  archived: [
    'Buổi đối thoại này đã đưa vào lưu trữ. Muốn sửa, Văn phòng lấy ra khỏi lưu trữ trước.',
    'This dialogue is in the archive. To change it, the office takes it out first.',
  ],
  notFrozen: [
    'Buổi đối thoại này đang mở, nên nội dung tự về hội trường như thường lệ.',
    'This dialogue is open, so what was typed goes to the hall as usual.',
  ],
  alreadyDecided: [
    'Đề nghị này đã được quyết định rồi. Hãy tải lại trang để xem.',
    'This proposal was decided already. Reload the page to see how.',
  ],
  manyDevices: [
    'Phiên làm việc này đã khai quá nhiều máy. Hãy thử lại sau một giờ.',
    'This session made too many devices known. Try again in an hour.',
  ],
  newerRecord: [
    'Hồ sơ này do phiên bản phần mềm mới hơn lập nên phiên bản này chưa mở được. Hồ sơ vẫn nguyên; hãy nâng cấp phần mềm.',
    'This record was made by a newer version and cannot be opened by this one. The record is whole; update the program.',
  ],
  otherVersion: [
    'Trang này không cùng phiên bản với máy chủ nên chưa lưu được. Hãy tải lại trang; chữ đã gõ vào biên bản vẫn còn trên máy này.',
    'This page is not of the server’s version, so this was not saved. Reload the page; what was typed into the minutes is still on this device.',
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
