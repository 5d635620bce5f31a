import { texts } from './index.ts';

/** What is said of the pages on this device: whether they open with no network, and how the device installs them. */
export const keptPagesTexts = texts(
  {
    title: 'Mở khi không có mạng',
    here: 'Các trang đã nằm sẵn trên máy này: mất mạng, tắt máy rồi mở lại vẫn vào được.',
    fetching: 'Đang tải các trang về máy này. Tải xong thì mất mạng vẫn mở được.',
    none: 'Trình duyệt này không giữ được các trang trên máy: khi mất mạng, đừng đóng trang đang mở.',
    plain:
      'Địa chỉ này (http) không giữ được các trang trên máy: khi mất mạng, đừng đóng trang đang mở. Muốn mở được khi không có mạng, hãy hỏi Văn phòng địa chỉ https.',
    left: 'Bản mới không chạy được trên máy này, đang dùng bản trước.',
    tryAgain: 'Thử lại bản mới',
    install: 'Cài vào máy này',
    installLead: 'Đối Thoại có biểu tượng riêng, mở trong cửa sổ riêng như một ứng dụng. Không bắt buộc.',
    installed: 'Đối Thoại đã được cài vào máy này.',
    installIos:
      'Trên iPhone, iPad: bấm nút Chia sẻ của trình duyệt, chọn “Thêm vào MH chính” để có biểu tượng riêng. Không bắt buộc.',
    cannotSignIn:
      'Vì vậy chưa đăng nhập được: mã PIN, khóa truy cập và liên kết đều do máy chủ kiểm tra. Chữ đã gõ trên máy này vẫn còn.',
    cannotJoin: 'Vì vậy chưa mở được liên kết. Hãy để nguyên trang này; đóng trang thì phải mở lại liên kết.',
  },
  {
    title: 'Opening with no network',
    here: 'The pages lie on this device: they open with no network, also after a restart.',
    fetching: 'The pages are being brought to this device. Once that is done they open with no network.',
    none: 'This browser cannot keep the pages on the device: with no network, do not close the page that is open.',
    plain:
      'At this address (http) the pages cannot be kept on the device: with no network, do not close the page that is open. Ask the office for the https address if they are to open with no network.',
    left: 'The new version did not work on this device, the one before is in use.',
    tryAgain: 'Try the new version again',
    install: 'Install on this device',
    installLead: 'Đối Thoại gets an icon and a window of its own, like an app. You need not.',
    installed: 'Đối Thoại is installed on this device.',
    installIos:
      'On an iPhone or iPad: press the browser’s Share button and choose “Add to Home Screen” for an icon of its own. You need not.',
    cannotSignIn:
      'So nobody can sign in: it is the server that checks PINs, passkeys and links. What was typed on this device is still here.',
    cannotJoin:
      'So the link could not be opened. Leave this page open; once it is closed, the link has to be opened again.',
  },
);
