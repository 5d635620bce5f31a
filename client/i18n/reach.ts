import type { LetterState, MailFailure } from '../../shared/mail.ts';
import { texts } from './index.ts';

/** Where citizens ask, and letters to units and authorities. */
export const reachTexts = texts(
  {
    title: 'Liên hệ với người dân và thư nhắc việc',
    contact: 'Người dân hỏi ở đâu',
    contactHint: 'Nơi, điện thoại, giờ làm việc; in trên phiếu biên nhận và hiện ở trang tra cứu.',
    pageAt: 'Trang tra cứu của người dân:',
    pageOnlyHere:
      'Mã trên phiếu dẫn tới địa chỉ này, chỉ mở được trong mạng của hội trường. Để người dân tra cứu từ nhà, máy chủ cần một tên miền: đặt PUBLIC_URL.',
    mailTitle: 'Thư nhắc việc',
    mailLead:
      'Mỗi ngày làm việc, mỗi đơn vị có địa chỉ và còn kiến nghị quá hạn hoặc sắp đến hạn nhận một thư; cơ quan cấp trên nhận vào ngày làm việc đầu tuần. Thư không ghi tên người dân.',
    notSetUp:
      'Máy chủ chưa có máy chủ thư nên chưa gửi được: người phụ trách máy chủ đặt SMTP_URL và MAIL_FROM rồi khởi động lại.',
    setUp: (host: string, from: string) => `Gửi qua ${host}, từ ${from}.`,
    isOn: 'Gửi thư nhắc việc hằng ngày',
    sendAt: 'Gửi từ lúc',
    units: 'Địa chỉ thư của đơn vị',
    authorities: 'Địa chỉ thư của cơ quan cấp trên (để trống nếu không gửi)',
    noNames: 'Chưa có đơn vị nào trong danh sách ở trên.',
    badAddress: 'Chưa đúng dạng địa chỉ thư.',
    save: 'Lưu liên hệ và địa chỉ thư',
    lastSent: (when: string, name: string) => `Thư gần nhất đã gửi: ${when}, tới ${name}.`,
    noneSent: 'Chưa gửi thư nào.',
    lastFailure: (when: string, name: string) => `Lần chưa gửi được gần nhất: ${when}, tới ${name}.`,
    letters: (day: string) => `Thư ngày ${day}`,
    counts: (overdue: number, due: number) => `${overdue} quá hạn, ${due} sắp đến hạn`,
    state: (state: LetterState) =>
      ({
        sending: 'Đang gửi',
        sent: 'Đã gửi',
        failed: 'Chưa gửi được, sẽ thử lại',
        givenUp: 'Không gửi được, hôm nay không thử nữa',
        unsure: 'Không rõ đã đến chưa, không gửi lại để khỏi trùng',
      })[state],
    failure: (failure: MailFailure) =>
      ({
        unreachable: 'Không kết nối được với máy chủ thư. Kiểm tra mạng và SMTP_URL.',
        notEncrypted:
          'Máy chủ thư không mã hóa được, hoặc chứng thư của nó không được tin cậy, nên không gửi gì.',
        signIn: 'Máy chủ thư không nhận tên hoặc mật khẩu trong SMTP_URL.',
        recipient: 'Máy chủ thư không biết địa chỉ này. Kiểm tra địa chỉ.',
        refused: 'Máy chủ thư từ chối thư. Kiểm tra MAIL_FROM và quyền gửi.',
        busy: 'Máy chủ thư đang bận.',
        timeout: 'Máy chủ thư không trả lời kịp.',
        unsure: 'Mất kết nối đúng lúc máy chủ thư nhận thư.',
        other: 'Lỗi chưa rõ. Xem nhật ký máy chủ.',
      })[failure],
    test: 'Gửi thư thử',
    testTo: 'Gửi thư thử tới',
    testing: 'Đang gửi…',
    tested: (to: string) => `Máy chủ thư đã nhận thư thử gửi tới ${to}. Hãy kiểm tra hộp thư.`,
  },
  {
    title: 'How citizens reach the office, and letters of reminder',
    contact: 'Where citizens ask',
    contactHint: 'Place, telephone, hours; printed on receipts and shown on the page for citizens.',
    pageAt: 'The page for citizens:',
    pageOnlyHere:
      'The codes on receipts lead to this address, which opens in the hall’s network only. For citizens to look from home the server needs a name: set PUBLIC_URL.',
    mailTitle: 'Letters of reminder',
    mailLead:
      'Each working day, each unit that has an address and petitions overdue or due soon gets one letter; higher authorities on the first working day of a week. No letter names a citizen.',
    notSetUp:
      'The server has no mail server, so nothing is sent: whoever keeps the server sets SMTP_URL and MAIL_FROM and starts it anew.',
    setUp: (host, from) => `Sent by ${host}, from ${from}.`,
    isOn: 'Send the daily letters',
    sendAt: 'From',
    units: 'Addresses of units',
    authorities: 'Addresses of higher authorities (empty: none is sent)',
    noNames: 'There are no units in the list above yet.',
    badAddress: 'This is no e-mail address.',
    save: 'Save contact and addresses',
    lastSent: (when, name) => `Last letter sent: ${when}, to ${name}.`,
    noneSent: 'No letter was sent yet.',
    lastFailure: (when, name) => `Last one that did not go: ${when}, to ${name}.`,
    letters: (day) => `Letters of ${day}`,
    counts: (overdue, due) => `${overdue} overdue, ${due} due soon`,
    state: (state) =>
      ({
        sending: 'On its way',
        sent: 'Sent',
        failed: 'Not sent, will be tried again',
        givenUp: 'Not sent, not tried again today',
        unsure: 'May have arrived; not sent again, so that it does not come twice',
      })[state],
    failure: (failure) =>
      ({
        unreachable: 'The mail server cannot be reached. Check the network and SMTP_URL.',
        notEncrypted:
          'The mail server cannot encrypt, or nobody vouches for its certificate; nothing was sent.',
        signIn: 'The mail server does not take the name or password in SMTP_URL.',
        recipient: 'The mail server does not know this address. Check it.',
        refused: 'The mail server refused the letter. Check MAIL_FROM and the right to send.',
        busy: 'The mail server is busy.',
        timeout: 'The mail server did not answer in time.',
        unsure: 'The connection broke just when the mail server took the letter.',
        other: 'An unknown fault. See the server’s log.',
      })[failure],
    test: 'Send a letter to try',
    testTo: 'Send it to',
    testing: 'Sending…',
    tested: (to) => `The mail server took the letter to ${to}. Look into the mailbox.`,
  },
);
