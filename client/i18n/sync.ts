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
    late: (n: number) => `${n} thay đổi sau khi chốt`,
    lateWhy: 'Gõ sau khi biên bản đã chốt: chỉ còn trên máy này, không có trong hồ sơ.',
    noStorage:
      'Trình duyệt không cho lưu trên máy này. Đừng đóng trang khi chưa thấy “Đã lưu tại hội trường”.',
    quota: 'Máy này hết chỗ lưu. Hãy xóa bớt dữ liệu; đừng đóng trang khi chưa thấy “Đã lưu tại hội trường”.',
    paused: 'Máy chủ hội trường hết chỗ lưu. Nội dung gõ được giữ trên máy này và sẽ gửi sau.',
    noSession: 'Phiên làm việc đã hết. Mở lại liên kết đã được cấp; nội dung chưa gửi vẫn còn trên máy này.',
    notAllowed:
      'Liên kết này không được ghi tài liệu. Hãy hỏi văn phòng; nội dung chưa gửi vẫn còn trên máy này.',
    tooLarge:
      'Nội dung vừa thêm quá lớn để gửi về hội trường. Hoàn tác phần vừa dán rồi thử lại; trên máy này vẫn còn đủ.',
    refused: 'Hội trường không nhận nội dung của máy này. Trên máy này vẫn còn đủ; hãy tải lại trang.',
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
    late: (n) => (n === 1 ? '1 change after the freeze' : `${n} changes after the freeze`),
    lateWhy: 'Typed after the minutes were frozen: on this device only, not in the record.',
    noStorage:
      'This browser does not let the page save on this device. Do not close it before “Saved in the hall” shows.',
    quota: 'This device has no room left. Free some; do not close the page before “Saved in the hall” shows.',
    paused: 'The hall’s server has no room left. What you type is kept on this device and sent later.',
    noSession: 'Your session has ended. Open your link again; what was not sent is still on this device.',
    notAllowed:
      'This link may not write the document. Ask the office; what was not sent is still on this device.',
    tooLarge:
      'What was added is too large to send to the hall. Undo the paste and try again; this device still has it all.',
    refused: 'The hall does not take what this device sends. It is all still here; reload the page.',
    retry: 'Try again',
  },
);
