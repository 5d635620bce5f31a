import { texts } from './index.ts';

/** Texts of what lies on this device: sealed by the PIN, kept for long, how much room is left. */
export const vaultTexts = texts(
  {
    unlockTitle: 'Mở dữ liệu trên máy này',
    unlockLead: (name: string) =>
      `Chào ${name}. Dữ liệu của bạn trên máy này được khóa bằng mã PIN. Gõ mã PIN để mở; không cần mạng.`,
    changedElsewhere:
      'Mã PIN của bạn đã đổi ở máy khác. Gõ một lần mã PIN cũ, là mã đã dùng trên máy này, để mở dữ liệu; từ lần sau dùng mã mới.',
    pin: 'Mã PIN',
    oldPin: 'Mã PIN cũ',
    open: 'Mở',
    wrong: 'Mã PIN không đúng. Dữ liệu trên máy này vẫn còn nguyên.',
    wrongHint: 'Nếu bạn vừa đổi mã PIN ở máy khác, hãy gõ mã PIN cũ đã dùng trên máy này.',
    wait: (time: string) => `Đã gõ sai nhiều lần. Thử lại sau ${time}. Dữ liệu trên máy này vẫn còn nguyên.`,
    forgot: 'Quên mã PIN?',
    forgotWhat: (waiting: number) =>
      waiting === 0
        ? 'Những gì đã gửi thì hội trường vẫn giữ đủ, và trên máy này không có gì chưa gửi: quên mã PIN không làm mất chữ nào.'
        : `Những gì đã gửi thì hội trường vẫn giữ đủ. Còn ${waiting} thay đổi chưa gửi nằm lại trên máy này, khóa bằng mã PIN cũ; nhớ ra mã cũ thì mở ở “Trang của tôi”.`,
    forgotNew:
      'Đặt mã PIN mới để làm việc tiếp (cần có mạng). Nếu bạn đăng nhập đã lâu, hãy xin Văn phòng một liên kết mới, mở liên kết trên máy này rồi đặt lại ở đây.',
    goOn: 'Làm việc tiếp với mã PIN mới',
    opening: 'Đang mở…',

    title: 'Dữ liệu trên máy này',
    sealed:
      'Đã khóa bằng mã PIN của bạn. Sau khi đóng trình duyệt, ai muốn xem văn bản, danh sách người dân, ảnh đơn thư lưu trên máy này đều phải gõ mã PIN trước.',
    plainNoPin:
      'Không khóa, vì bạn không có mã PIN. Ai mở được máy này đều có thể đọc những gì lưu ở đây. Đặt mã PIN ở trên để khóa.',
    plainNobody:
      'Không khóa, vì liên kết bạn dùng không phải của riêng ai và không có mã PIN. Ai mở được máy này đều có thể đọc những gì lưu ở đây. Xong việc hãy đăng xuất.',
    plainPin: 'Chưa khóa trên máy này. Gõ mã PIN của bạn một lần để khóa.',
    seal: 'Khóa dữ liệu trên máy này',
    oldLead: (waiting: number) =>
      waiting === 0
        ? 'Máy này còn dữ liệu khóa bằng một mã PIN cũ của bạn.'
        : `Máy này còn ${waiting} thay đổi chưa gửi, khóa bằng một mã PIN cũ của bạn. Gõ mã cũ để mở và gửi.`,
    oldOpened: 'Đã mở; những gì chưa gửi sẽ được gửi.',
    lasting: 'Trình duyệt giữ dữ liệu này lâu dài, không tự xóa khi máy gần hết chỗ.',
    notLasting:
      'Trình duyệt chưa hứa giữ lâu dài: khi máy gần hết chỗ nó có thể tự xóa. Những gì đã gửi thì hội trường vẫn giữ.',
    lastingUnknown:
      'Ở địa chỉ này (http) trình duyệt không cho hỏi việc giữ lâu dài và chỗ còn trống. Những gì đã gửi thì hội trường vẫn giữ.',
    room: (used: string, left: string) => `Đang dùng ${used}, còn trống ${left}.`,
    nearlyFull: (left: string) =>
      `Chỗ lưu của trình duyệt trên máy này sắp hết (còn ${left}). Dọn bớt ở “Trang của tôi”: những gì hội trường đã có.`,
    free: 'Dọn bớt',
    freeWhat:
      'Xóa khỏi máy này ảnh đơn thư và các buổi đối thoại mà hội trường đã có đủ; cần thì tải lại. Những gì chưa gửi vẫn ở lại.',
    freed: 'Đã dọn.',
  },
  {
    unlockTitle: 'Open the data on this device',
    unlockLead: (name) =>
      `Hello ${name}. Your data on this device are locked by your PIN. Type it to open them; no network is needed.`,
    changedElsewhere:
      'Your PIN was changed on another device. Type the old one, which was used on this device, once; from then on the new one.',
    pin: 'PIN',
    oldPin: 'Old PIN',
    open: 'Open',
    wrong: 'The PIN is wrong. Nothing on this device was touched.',
    wrongHint:
      'If you have just changed your PIN on another device, type the old one that was used on this device.',
    wait: (time) => `Too many wrong tries. Try again after ${time}. Nothing on this device was touched.`,
    forgot: 'Forgotten the PIN?',
    forgotWhat: (waiting) =>
      waiting === 0
        ? 'The hall has all that was sent, and nothing on this device waits: no letter is lost with the PIN.'
        : `The hall has all that was sent. ${waiting === 1 ? '1 change' : `${waiting} changes`} not sent stay on this device, locked by the old PIN; should you remember it, open them on “My page”.`,
    forgotNew:
      'Set a new PIN to go on (needs the network). If you signed in long ago, ask the office for a new link, open it on this device, and set the PIN here.',
    goOn: 'Go on with the new PIN',
    opening: 'Opening…',

    title: 'Data on this device',
    sealed:
      'Locked by your PIN. After the browser was closed, the texts, lists of citizens and pictures of papers kept here can be read only when the PIN is typed.',
    plainNoPin:
      'Not locked: you have no PIN. Whoever can open this device can read what is kept here. Set a PIN above to lock it.',
    plainNobody:
      'Not locked: you came by a link that is nobody’s own, so there is no PIN. Whoever can open this device can read what is kept here. Sign out when you are done.',
    plainPin: 'Not locked on this device yet. Type your PIN once to lock it.',
    seal: 'Lock the data on this device',
    oldLead: (waiting) =>
      waiting === 0
        ? 'This device still has data locked by an old PIN of yours.'
        : `This device still has ${waiting === 1 ? '1 change' : `${waiting} changes`} not sent, locked by an old PIN of yours. Type it to open and send them.`,
    oldOpened: 'Opened; what was not sent is being sent.',
    lasting: 'The browser keeps these data for long, also when the device runs out of room.',
    notLasting:
      'The browser has not promised to keep them for long: when the device runs out of room it may remove them. The hall has all that was sent.',
    lastingUnknown:
      'At this address (http) the browser cannot be asked whether it keeps them for long, nor for the room left. The hall has all that was sent.',
    room: (used, left) => `${used} used, ${left} left.`,
    nearlyFull: (left) =>
      `The browser’s room on this device is nearly used up (${left} left). Free some on “My page”: what the hall has already.`,
    free: 'Free some room',
    freeWhat:
      'Removes from this device pictures of papers and dialogues that the hall has whole; they can be fetched again. What was not sent stays.',
    freed: 'Done.',
  },
);
