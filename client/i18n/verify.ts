import { texts } from './index.ts';

/** The page that verifies records, and what other pages say of the signing key. */
export const verifyTexts = texts(
  {
    lead: 'Chọn hồ sơ gốc (.json) hoặc tệp PDF của Đối Thoại để biết có còn nguyên vẹn hay không. Ai cũng kiểm tra được, không cần đăng nhập.',
    choose: 'Chọn tệp để kiểm tra',
    drop: 'hoặc kéo tệp thả vào đây. Chọn nhiều tệp cùng lúc để kiểm tra cả liên kết giữa các hồ sơ.',
    stays:
      'Tệp được kiểm tra ngay trên máy này và không gửi đi đâu. Chỉ mã băm được hỏi máy chủ của cơ quan, nếu có mạng.',
    working: 'Đang kiểm tra…',
    tooLarge: (name: string) => `${name}: tệp lớn hơn 64 MB nên không kiểm tra được.`,
    unreadable: (name: string) => `${name}: không đọc được tệp. Hãy chọn lại.`,
    results: (n: number) => `Kết quả (${n} tệp)`,
    limits:
      'Trang này so từng byte với những gì cơ quan đã chốt và ký. Trang không kiểm tra tệp Word, không kiểm tra chữ ký số do công cụ khác ghi thêm, không cho biết nội dung có đúng sự thật hay không, và tin khóa do máy chủ của trang này cung cấp: hãy so dấu vân tay với dấu cơ quan công bố.',
    keyTitle: 'Khóa ký của cơ quan',
    keyWhy:
      'Hồ sơ do cơ quan chốt được ký bằng khóa có dấu vân tay này. Hãy so với dấu mà cơ quan công bố hoặc niêm yết.',
    keyNone: 'Chưa hỏi được máy chủ nên trang này chưa biết khóa của cơ quan. Hãy nhập dấu vân tay nếu biết.',
    keyTyped: 'Dấu vân tay khác (tùy chọn)',
    keyTypedHint: 'Khi hồ sơ do cơ quan khác ký: nhập dấu vân tay mà cơ quan đó công bố.',
    keyKept:
      'Khóa nằm trong tệp signing-key.pem của thư mục dữ liệu. Hãy sao lưu cùng dữ liệu và không đưa tệp này cho ai.',
    frozen: (by: string, when: string) => `Chốt lúc ${when}, người chốt: ${by}`,
    hash: 'Mã băm SHA-256 tính từ nội dung',
    previous: 'Hồ sơ liền trước',
    signedBy: 'Dấu vân tay của khóa đã ký',
    original: 'Lấy lại bản gốc',
    more: (n: number) => `và ${n} mục khác`,
    open: 'Kiểm tra một tệp hồ sơ',
    withPersonal: 'Hồ sơ gốc (JSON), có dữ liệu cá nhân',
    withoutPersonal: 'Bản không có dữ liệu cá nhân',
  },
  {
    lead: 'Choose a record (.json) or a PDF of Đối Thoại to learn whether it is whole. Anybody can, without signing in.',
    choose: 'Choose files to verify',
    drop: 'or drop them here. Choose several at once to check how the records link to each other.',
    stays:
      'Files are verified on this device and sent nowhere. Only hashes are asked of the office’s server, where it can be reached.',
    working: 'Verifying…',
    tooLarge: (name) => `${name}: larger than 64 MB, so it cannot be verified.`,
    unreadable: (name) => `${name}: the file cannot be read. Choose it again.`,
    results: (n) => (n === 1 ? 'Result (1 file)' : `Results (${n} files)`),
    limits:
      'This page compares every byte with what the office froze and signed. It does not check Word files, nor digital signatures that other tools wrote; it cannot tell whether what was said is true; and it trusts the key that this page’s server names: compare the fingerprint with the one the office published.',
    keyTitle: 'The office’s signing key',
    keyWhy:
      'Records frozen by the office are signed with the key of this fingerprint. Compare it with the one the office published.',
    keyNone:
      'The server could not be asked, so this page does not know the office’s key. Enter its fingerprint if you have it.',
    keyTyped: 'Another fingerprint (optional)',
    keyTypedHint: 'For a record signed by another office: enter the fingerprint which that office published.',
    keyKept:
      'The key is the file signing-key.pem in the data folder. Back it up with the data and give it to nobody.',
    frozen: (by, when) => `Frozen at ${when} by ${by}`,
    hash: 'SHA-256 computed from the text',
    previous: 'Record before this one',
    signedBy: 'Fingerprint of the key that signed',
    original: 'Take out the original',
    more: (n) => `and ${n} more`,
    open: 'Verify a record’s file',
    withPersonal: 'Record (JSON) with personal data',
    withoutPersonal: 'Copy without personal data',
  },
);
