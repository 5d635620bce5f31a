import { texts } from './index.ts';

/** The words of the status bar: where what was typed is now. */
export const syncTexts = texts(
  {
    label: 'Tình trạng lưu',
    opening: 'Đang mở…',
    connecting: 'Đang kết nối hội trường…',
    savedInHall: 'Đã lưu tại hội trường',
    savedHere: 'Đã lưu trên máy này',
    savingHere: 'Đang lưu trên máy này…',
    waiting: (n: number) => `${n} thay đổi đang chờ`,
    offlineSince: (time: string) => `Mất kết nối từ ${time}`,
    backOnline: 'Đã kết nối lại với hội trường.',
    wentOffline: 'Mất kết nối với hội trường. Cứ gõ tiếp, nội dung được giữ trên máy này.',
    portal:
      'Mạng này đang chặn máy chủ hội trường; có lẽ cần đăng nhập Wi-Fi. Hãy mở một trang web khác để đăng nhập, hoặc đổi sang mạng khác.',
    late: (n: number) => `${n} thay đổi sau khi chốt`,
    lateWhy: 'Gõ sau khi biên bản đã chốt: chỉ còn trên máy này, không có trong hồ sơ.',
    noStorage:
      'Trình duyệt không cho lưu trên máy này. Đừng đóng trang khi chưa thấy “Đã lưu tại hội trường”.',
    quota: 'Máy này hết chỗ lưu. Hãy xóa bớt dữ liệu; đừng đóng trang khi chưa thấy “Đã lưu tại hội trường”.',
    paused:
      'Đĩa của máy chủ hội trường đã đầy hoặc bị lỗi nên chưa lưu thêm được. Cứ gõ tiếp: nội dung được giữ trên máy này và tự gửi khi máy chủ có chỗ.',
    resumed: 'Máy chủ hội trường lại lưu được; nội dung đang được gửi tiếp.',
    noSession:
      'Quyền truy cập của máy này đã kết thúc: đã đăng xuất, liên kết bị thu hồi, nhiệm vụ đã xong hoặc hết hạn. Hãy đăng nhập lại, hoặc xin Văn phòng liên kết mới; nội dung chưa gửi vẫn còn trên máy này.',
    notAllowed:
      'Liên kết này không được ghi tài liệu. Hãy hỏi văn phòng; nội dung chưa gửi vẫn còn trên máy này.',
    tooLarge:
      'Nội dung vừa thêm quá lớn để gửi về hội trường. Hoàn tác phần vừa dán rồi thử lại; trên máy này vẫn còn đủ.',
    refused: 'Hội trường không nhận nội dung của máy này. Trên máy này vẫn còn đủ; hãy tải lại trang.',
    otherVersion: 'Khác phiên bản với máy chủ: chưa gửi, nội dung được giữ trên máy này.',
    retry: 'Thử lại',
  },
  {
    label: 'Saving status',
    opening: 'Opening…',
    connecting: 'Connecting to the hall…',
    savedInHall: 'Saved in the hall',
    savedHere: 'Saved on this device',
    savingHere: 'Saving on this device…',
    waiting: (n) => (n === 1 ? '1 change waiting' : `${n} changes waiting`),
    offlineSince: (time) => `Offline since ${time}`,
    backOnline: 'Connected to the hall again.',
    wentOffline: 'The hall is out of reach. Keep typing; it is kept on this device.',
    portal:
      'This network blocks the hall’s server; it may want you to sign in to the Wi-Fi. Open another web page to sign in, or change the network.',
    late: (n) => (n === 1 ? '1 change after the freeze' : `${n} changes after the freeze`),
    lateWhy: 'Typed after the minutes were frozen: on this device only, not in the record.',
    noStorage:
      'This browser does not let the page save on this device. Do not close it before “Saved in the hall” shows.',
    quota: 'This device has no room left. Free some; do not close the page before “Saved in the hall” shows.',
    paused:
      'The disk of the hall’s server is full or fails, and takes nothing more. Keep typing: it is kept on this device and sent by itself once there is room.',
    resumed: 'The hall’s server stores again; what waited is being sent.',
    noSession:
      'This device’s access has ended: it was signed out, the link was revoked, the duty is over, or its time is up. Sign in again, or ask the office for a new link; what was not sent is still on this device.',
    notAllowed:
      'This link may not write the document. Ask the office; what was not sent is still on this device.',
    tooLarge:
      'What was added is too large to send to the hall. Undo the paste and try again; this device still has it all.',
    refused: 'The hall does not take what this device sends. It is all still here; reload the page.',
    otherVersion: 'Not of the server’s version: nothing is sent, all is kept on this device.',
    retry: 'Try again',
  },
);
