import { texts } from './index.ts';

/** What is said when page and server are of different versions. */
export const versionTexts = texts(
  {
    label: 'Phiên bản',
    newer: 'Có phiên bản mới. Tải lại khi tiện; chữ đang gõ đã lưu trên máy này.',
    incompatible:
      'Máy chủ đã đổi phiên bản nên trang này ngừng gửi. Cứ gõ tiếp, chữ được giữ trên máy này; tải lại thì sẽ được gửi.',
    left: 'Bản mới không chạy được, đang dùng bản trước. Vẫn làm việc bình thường; hãy báo người phụ trách máy chủ.',
    leftIncompatible:
      'Máy chủ đã đổi phiên bản nhưng bản mới không chạy được trên máy này, nên trang ngừng gửi. Cứ gõ tiếp, chữ được giữ trên máy này; hãy báo người phụ trách máy chủ.',
    heard: 'Đã rõ',
    tryAgain: 'Thử lại bản mới',
    fetching: 'Đang tải bản mới về máy này…',
    notFetched:
      'Chưa tải được bản mới nên chưa tải lại trang. Cứ gõ tiếp, chữ được giữ trên máy này; khi mạng tốt hãy thử lại.',
    reload: 'Tải lại',
    later: 'Để sau',
    keeping: 'Đang lưu nốt trên máy này…',
    notKept:
      'Có chữ chưa lưu được trên máy này nên chưa tải lại. Hãy đợi đến khi thấy “Đã lưu tại hội trường”, hoặc chép phần vừa gõ ra nơi khác.',
    draft: 'Còn biểu mẫu đang điền dở, chưa lưu. Tải lại bây giờ sẽ mất phần đó.',
    toDraft: 'Đến biểu mẫu',
    reloadAnyway: 'Vẫn tải lại',
    goneTitle: 'Cần tải lại trang',
    gone: 'Máy chủ có phiên bản mới, phần này của trang cũ không còn. Hãy tải lại; chữ đã gõ vẫn còn trên máy này.',
    missingTitle: 'Chưa mở được phần này',
    missing:
      'Phần này của trang chưa tải được. Hãy kiểm tra Wi-Fi rồi tải lại; chữ đã gõ vẫn còn trên máy này.',
  },
  {
    label: 'Version',
    newer: 'There is a new version. Reload when it suits you; what you typed is saved on this device.',
    incompatible:
      'The server is of another version, so this page sends nothing. Keep typing, it is kept on this device; after a reload it is sent.',
    left: 'The new version did not work, the one before is in use. You can go on working; tell whoever looks after the server.',
    leftIncompatible:
      'The server is of another version, and its page did not work on this device, so nothing is sent. Keep typing, it is kept on this device; tell whoever looks after the server.',
    heard: 'I see',
    tryAgain: 'Try the new version again',
    fetching: 'Bringing the new version to this device…',
    notFetched:
      'The new version could not be fetched, so the page was not reloaded. Keep typing, it is kept on this device; try again when the network is better.',
    reload: 'Reload',
    later: 'Later',
    keeping: 'Saving the rest on this device…',
    notKept:
      'Some of what was typed could not be saved on this device, so the page was not reloaded. Wait for “Saved in the hall”, or copy what you typed elsewhere.',
    draft: 'A form is filled in and not saved. Reloading now would lose it.',
    toDraft: 'Go to the form',
    reloadAnyway: 'Reload anyway',
    goneTitle: 'The page must be reloaded',
    gone: 'The server has a new version, and this part of the old page is gone. Reload; what you typed is still on this device.',
    missingTitle: 'This part could not be opened',
    missing:
      'This part of the page could not be loaded. Check the Wi-Fi, then reload; what you typed is still on this device.',
  },
);
