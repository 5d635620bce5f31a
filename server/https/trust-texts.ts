/** Texts of the page on which a device learns to trust the hall's server; Vietnamese and English. */

interface Guide {
  id: 'android' | 'apple' | 'windows' | 'mac' | 'firefox';
  title: string;
  steps: string[];
}

export interface TrustTexts {
  title: string;
  intro: string;
  limits: string;
  checking: string;
  trusted: string;
  notYet: string;
  open: string;
  openNow: string;
  compareTitle: string;
  compare: string;
  fingerprint: string;
  getTitle: string;
  getCertificate: string;
  getProfile: string;
  guidesTitle: string;
  guides: Guide[];
  otherTitle: string;
  other: string;
  codeTitle: string;
  code: string;
  language: string;
}

export const trustTexts: Record<'vi' | 'en', TrustTexts> = {
  vi: {
    title: 'Tin cậy máy chủ của hội trường',
    intro:
      'Máy chủ Đối Thoại trong hội trường dùng chứng thư do chính nó lập. Mỗi thiết bị cài chứng thư gốc một lần; từ đó trình duyệt nhận ra đúng máy chủ này, không còn cảnh báo, và mọi tính năng cần kết nối an toàn đều dùng được.',
    limits:
      'Chứng thư gốc này chỉ có giá trị với các máy trong mạng nội bộ; không dùng được để giả mạo trang nào khác trên Internet. Sau buổi đối thoại có thể gỡ nó trong phần Cài đặt của thiết bị.',
    checking: 'Đang xem thiết bị này đã tin cậy máy chủ chưa…',
    trusted: 'Thiết bị này đã tin cậy máy chủ.',
    notYet: 'Thiết bị này chưa tin cậy máy chủ. Hãy làm theo các bước dưới đây rồi quay lại trang này.',
    open: 'Mở Đối Thoại',
    openNow: 'Mở ngay, chấp nhận cảnh báo của trình duyệt',
    compareTitle: '1. So dấu vân tay',
    compare:
      'So dòng dưới đây với dòng mà máy chủ in ra trên màn hình của người tổ chức. Kẻ xấu trong mạng có thể giả cả trang này, nên chắc nhất là so dấu vân tay SHA-256 mà thiết bị hiện trong chi tiết của chứng thư. Khác nhau thì không cài (hoặc gỡ ra), và báo cho người tổ chức.',
    fingerprint: 'Dấu vân tay SHA-256',
    getTitle: '2. Tải chứng thư gốc',
    getCertificate: 'Tải chứng thư (.crt)',
    getProfile: 'Tải hồ sơ cho iPhone, iPad',
    guidesTitle: '3. Cài trên thiết bị',
    guides: [
      {
        id: 'android',
        title: 'Android',
        steps: [
          'Tải chứng thư (.crt) bằng nút ở trên.',
          'Mở Cài đặt, tìm “Chứng chỉ CA” (CA certificate): Bảo mật › Mã hóa và thông tin xác thực › Cài đặt chứng chỉ. Trên máy Samsung: Bảo mật và quyền riêng tư › Cài đặt bảo mật khác › Cài đặt từ bộ nhớ máy.',
          'Chọn “Chứng chỉ CA” › “Vẫn cài đặt” (Install anyway), rồi chọn tệp doi-thoai.crt trong mục Tải xuống. Máy có thể đòi đặt khóa màn hình trước.',
          'Quay lại trang này: dòng trạng thái ở đầu trang sẽ đổi.',
        ],
      },
      {
        id: 'apple',
        title: 'iPhone, iPad',
        steps: [
          'Mở trang này bằng Safari, bấm “Tải hồ sơ cho iPhone, iPad” rồi “Cho phép”.',
          'Mở Cài đặt › Đã tải về hồ sơ (Profile Downloaded), hoặc Cài đặt chung › VPN và Quản lý thiết bị; bấm “Cài đặt”, nhập mật mã của máy.',
          'Mở Cài đặt › Cài đặt chung › Giới thiệu › Cài đặt tin cậy chứng nhận (Certificate Trust Settings), bật công tắc ở tên “Đối Thoại”. Thiếu bước này thì máy vẫn báo không an toàn.',
          'Quay lại trang này.',
        ],
      },
      {
        id: 'windows',
        title: 'Windows (Chrome, Edge, Cốc Cốc)',
        steps: [
          'Tải chứng thư (.crt), mở tệp vừa tải, bấm “Install Certificate…” (Cài đặt chứng chỉ).',
          'Chọn “Current User” (Người dùng hiện tại), rồi “Place all certificates in the following store” › Browse › “Trusted Root Certification Authorities”.',
          'Bấm Next, Finish, rồi Yes ở bảng cảnh báo.',
          'Đóng hẳn trình duyệt, mở lại trang này.',
        ],
      },
      {
        id: 'mac',
        title: 'Máy Mac',
        steps: [
          'Tải chứng thư (.crt), mở tệp: Keychain Access hiện ra, thêm vào “login”.',
          'Mở chứng thư “Đối Thoại”, phần Trust, chọn “Always Trust”, rồi đóng cửa sổ và nhập mật khẩu.',
        ],
      },
      {
        id: 'firefox',
        title: 'Firefox',
        steps: [
          'Từ bản 120, Firefox trên Windows, Mac và Android tự tin cậy chứng thư đã cài vào máy: làm theo phần của máy đó.',
          'Bản cũ hơn, hoặc trên Linux: tải chứng thư (.crt), mở Cài đặt › Riêng tư & bảo mật › Xem chứng nhận › Nhà cung cấp (Authorities) › Nhập, chọn tệp, đánh dấu “Tin tưởng CA này để nhận diện trang web”.',
        ],
      },
    ],
    otherTitle: 'Chưa cài được?',
    other:
      'Vẫn vào làm việc được: mở ngay và chấp nhận cảnh báo của trình duyệt (Nâng cao › Tiếp tục). Kết nối vẫn được mã hóa, nhưng thiết bị không tự nhận ra máy chủ giả mạo.',
    codeTitle: 'Cho thiết bị khác',
    code: 'Quét mã này bằng máy ảnh của điện thoại, cùng mạng Wi-Fi với máy chủ:',
    language: 'English',
  },
  en: {
    title: 'Trust the hall’s server',
    intro:
      'The Đối Thoại server in the hall has a certificate of its own making. Each device installs the root certificate once; after that the browser knows this very server, there are no more warnings, and all that needs a secure connection works.',
    limits:
      'This root certificate is good for machines of local networks only; nobody can use it to imitate another site of the Internet. After the dialogue it can be removed in the device’s settings.',
    checking: 'Looking whether this device trusts the server…',
    trusted: 'This device trusts the server.',
    notYet: 'This device does not trust the server yet. Follow the steps below, then come back to this page.',
    open: 'Open Đối Thoại',
    openNow: 'Open now and accept the browser’s warning',
    compareTitle: '1. Compare the fingerprint',
    compare:
      'Compare the line below with the one that the server printed on the organizer’s screen. Somebody in the network could forge this page too: surest is the SHA-256 fingerprint that the device itself shows among the certificate’s details. If they differ, do not install it (or remove it), and tell the organizer.',
    fingerprint: 'SHA-256 fingerprint',
    getTitle: '2. Get the root certificate',
    getCertificate: 'Get the certificate (.crt)',
    getProfile: 'Get the profile for iPhone, iPad',
    guidesTitle: '3. Install it on the device',
    guides: [
      {
        id: 'android',
        title: 'Android',
        steps: [
          'Get the certificate (.crt) with the button above.',
          'Open Settings and search for “CA certificate”: Security › Encryption & credentials › Install a certificate. On a Samsung: Security and privacy › Other security settings › Install from device storage.',
          'Choose “CA certificate” › “Install anyway”, then the file doi-thoai.crt in Downloads. The device may ask for a screen lock first.',
          'Come back to this page: the line at its top changes.',
        ],
      },
      {
        id: 'apple',
        title: 'iPhone, iPad',
        steps: [
          'Open this page in Safari, tap “Get the profile for iPhone, iPad”, then “Allow”.',
          'Open Settings › Profile Downloaded, or General › VPN & Device Management; tap “Install” and give the passcode.',
          'Open Settings › General › About › Certificate Trust Settings and switch on “Đối Thoại”. Without this step the device still warns.',
          'Come back to this page.',
        ],
      },
      {
        id: 'windows',
        title: 'Windows (Chrome, Edge, Cốc Cốc)',
        steps: [
          'Get the certificate (.crt), open the file, press “Install Certificate…”.',
          'Choose “Current User”, then “Place all certificates in the following store” › Browse › “Trusted Root Certification Authorities”.',
          'Press Next, Finish, then Yes at the warning.',
          'Close the browser altogether and open this page again.',
        ],
      },
      {
        id: 'mac',
        title: 'Mac',
        steps: [
          'Get the certificate (.crt) and open the file: Keychain Access appears; add it to “login”.',
          'Open the certificate “Đối Thoại”, section Trust, choose “Always Trust”, close the window and give your password.',
        ],
      },
      {
        id: 'firefox',
        title: 'Firefox',
        steps: [
          'From version 120 on, Firefox on Windows, Mac and Android trusts what was installed on the device: follow the device’s section.',
          'Older, or on Linux: get the certificate (.crt), open Settings › Privacy & Security › View Certificates › Authorities › Import, choose the file, tick “Trust this CA to identify websites”.',
        ],
      },
    ],
    otherTitle: 'Not able to install it?',
    other:
      'You can still work: open now and accept the browser’s warning (Advanced › Proceed). The connection is encrypted all the same, but the device cannot tell a false server by itself.',
    codeTitle: 'For another device',
    code: 'Scan this code with a phone’s camera, in the same Wi-Fi as the server:',
    language: 'Tiếng Việt',
  },
};
