import { texts } from './index.ts';

/** What is said where something needs the hall's server while it is out of reach, and of what this device holds. */
export const offlineTexts = texts(
  {
    needs: 'Việc này cần máy chủ hội trường. Đang mất kết nối; làm được ngay khi nối lại.',
    pageTitle: 'Trang này cần máy chủ hội trường',
    page: 'Máy này chưa giữ bản nào của trang. Trang tự mở khi nối lại được; các trang của buổi đối thoại vẫn làm việc bình thường.',
    keptPage: 'Đang mất kết nối: đây là bản máy này đã giữ, có thể đã cũ.',
    freeze:
      'Chốt biên bản cần máy chủ hội trường: chỉ máy chủ có đủ bản của mọi máy và cấp số chính thức cho kiến nghị. Việc chốt không tự chạy khi có mạng; nối lại rồi hãy bấm.',
    reopen: 'Mở lại biên bản đã chốt cần máy chủ hội trường. Đang mất kết nối; nối lại rồi hãy làm.',
    sign: 'Ký cần máy chủ hội trường, vì chữ ký gắn với hồ sơ trên máy chủ. Đang mất kết nối; nối lại rồi hãy ký.',
    comment:
      'Góp ý cần máy chủ hội trường. Cứ viết: nội dung còn trong ô này; nút gửi dùng được khi nối lại.',
    save: 'Lưu cần máy chủ hội trường. Đang mất kết nối: nội dung đã gõ còn trên trang, nối lại rồi hãy lưu.',
    saveKept:
      'Lưu cần máy chủ hội trường. Đang mất kết nối: nội dung đã gõ được giữ trên máy này, nối lại rồi hãy lưu.',
    documents:
      'Tệp PDF, Word do máy chủ hội trường làm. Đang mất kết nối: chỉ xem trước được bản máy này tự dựng.',
    files: 'Tệp này do máy chủ hội trường làm. Đang mất kết nối; tải được khi nối lại.',
    links: 'Cấp, thu hồi liên kết và quyền truy cập cần máy chủ hội trường. Đang mất kết nối.',
    people: 'Thêm, sửa, cho nghỉ và phát liên kết cần máy chủ hội trường. Đang mất kết nối.',
    settings: 'Cài đặt chung do máy chủ hội trường giữ. Đang mất kết nối: chỉ xem, nối lại rồi hãy lưu.',
    privacy: 'Xóa dữ liệu cá nhân và xem nhật ký cần máy chủ hội trường. Đang mất kết nối.',
    account: 'Mã PIN, khóa và phiên làm việc do máy chủ hội trường giữ. Đang mất kết nối.',
    direct:
      'Máy chủ hội trường dựng nội dung màn hình. Đang mất kết nối: màn hình giữ hình cuối cùng, điều khiển được khi nối lại.',
    newDialogue: 'Tạo buổi đối thoại cần máy chủ hội trường. Đang mất kết nối; làm được khi nối lại.',
    ahead: 'Máy này làm việc được khi mất mạng',
    aheadAt: (time: string) => `Bản đầy đủ lúc ${time}`,
    aheadBusy: 'Đang tải về để làm việc khi mất mạng…',
    aheadWhy: 'Biên bản, kiến nghị, điểm danh và các trang của buổi này đã có trên máy.',
    holds: 'Máy này giữ',
    holdsNothing: 'Máy này chưa giữ gì của buổi này; mở khi có kết nối một lần.',
    minutes: 'biên bản',
    board: 'kiến nghị',
    register: 'điểm danh',
    waiting: 'còn nội dung chờ gửi',
    offlineHome: 'Đang mất kết nối với máy chủ hội trường. Các buổi dưới đây mở được từ máy này.',
    queued: 'Đang chờ gửi: máy này giữ và tự gửi khi nối lại.',
    queuedSend: 'Gửi khi có kết nối',
    queuedTake: 'Lấy lại để sửa',
    queuedSent: (number: string) => `Đã gửi phần chờ: ${number}.`,
    queuedRefused: (number: string) =>
      `${number}: phần chờ gửi chưa được máy chủ nhận. Hãy mở ra xem lại rồi gửi.`,
    handInRefused: 'Kiến nghị ghi khi mất mạng chưa được nhận. Hãy xem lại rồi gửi.',
    queuedCount: (n: number) => `${n} việc đang chờ gửi`,
  },
  {
    needs: 'This needs the hall’s server. It is out of reach; you can do it as soon as it is back.',
    pageTitle: 'This page needs the hall’s server',
    page: 'This device holds no copy of the page. It opens by itself once the hall is in reach; the pages of the dialogue go on working.',
    keptPage: 'Out of reach of the hall: this is the copy that this device holds, it may be old.',
    freeze:
      'Freezing needs the hall’s server: only it has what every device wrote and gives petitions their final numbers. A freeze never runs by itself later; do it once you are connected.',
    reopen: 'Reopening needs the hall’s server, which is out of reach. Do it once you are connected.',
    sign: 'Signing needs the hall’s server: a signature is tied to the record there. It is out of reach; sign once you are connected.',
    comment:
      'Comments need the hall’s server. Go on writing: the words stay in this box, and can be sent once you are connected.',
    save: 'Saving needs the hall’s server, which is out of reach. What you typed stays on the page; save once you are connected.',
    saveKept:
      'Saving needs the hall’s server, which is out of reach. What you typed is kept on this device; save once you are connected.',
    documents:
      'PDF and Word files are made by the hall’s server, which is out of reach. The preview is made on this device.',
    files: 'This file is made by the hall’s server, which is out of reach. Get it once you are connected.',
    links: 'Giving and revoking links and access needs the hall’s server, which is out of reach.',
    people:
      'Adding, changing and ending people and their links needs the hall’s server, which is out of reach.',
    settings:
      'The settings are kept by the hall’s server, which is out of reach: read them, save once you are connected.',
    privacy: 'Erasing personal data and reading the log needs the hall’s server, which is out of reach.',
    account: 'PIN, keys and sessions are kept by the hall’s server, which is out of reach.',
    direct:
      'The hall’s server makes what the screens show. It is out of reach: screens keep their last picture, and follow you once it is back.',
    newDialogue: 'A new dialogue needs the hall’s server, which is out of reach.',
    ahead: 'This device works without a network',
    aheadAt: (time) => `Complete at ${time}`,
    aheadBusy: 'Getting ready to work without a network…',
    aheadWhy: 'Minutes, petitions, attendance and the pages of this dialogue are on this device.',
    holds: 'On this device',
    holdsNothing: 'Nothing of this dialogue is on this device; open it once while connected.',
    minutes: 'minutes',
    board: 'petitions',
    register: 'attendance',
    waiting: 'something waits to be sent',
    offlineHome: 'The hall’s server is out of reach. The dialogues below open from this device.',
    queued: 'Waiting: kept on this device and sent by itself once connected.',
    queuedSend: 'Send once connected',
    queuedTake: 'Take back to edit',
    queuedSent: (number) => `What waited was sent: ${number}.`,
    queuedRefused: (number) => `${number}: what waited was not taken. Open it, look again, and send.`,
    handInRefused: 'A petition written without a network was not taken. Look at it again and send it.',
    queuedCount: (n) => (n === 1 ? '1 thing waits to be sent' : `${n} things wait to be sent`),
  },
);
