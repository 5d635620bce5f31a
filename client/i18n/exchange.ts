import { clockTime } from '../../shared/vietnamese/dates.ts';
import { texts } from './index.ts';

/** Texts of the exchange between two devices without a network. */
export const exchangeTexts = texts(
  {
    lead: 'Khi mất mạng hoặc hỏng máy chủ, hai máy đặt cạnh nhau vẫn đưa được nội dung cho nhau bằng tệp (USB, Bluetooth) hoặc bằng mã QR trên màn hình. Làm lại nhiều lần, theo thứ tự nào cũng được; không có gì bị mất hay bị ghi đè.',
    giveTitle: 'Đưa đi',
    what: 'Đưa những gì',
    waitingChoice: 'Những gì hội trường chưa có',
    waitingCount: (n: number) => (n === 0 ? 'Máy này không có gì đang chờ.' : `${n} thay đổi đang chờ.`),
    peerChoice: (name: string) => `Những gì máy kia chưa có: ${name}`,
    unnamed: 'máy khác',
    peerSince: (iso: string) => `Biết từ lần trao đổi lúc ${clockTime(iso)}.`,
    wholeChoice: 'Toàn bộ buổi này',
    wholeHint: 'Dùng khi máy kia chưa có gì, hoặc để dựng lại máy chủ.',
    containsLead: (names: string) => `Gồm: ${names}.`,
    minutes: 'biên bản',
    board: 'bảng kiến nghị',
    register: 'sổ điểm danh và người có ý kiến (họ tên, điện thoại của công dân)',
    stage: 'cách hiện màn hình',
    papers: 'ảnh phiếu giấy của công dân (chỉ có trong tệp, không có trong mã QR)',
    personal:
      'Có dữ liệu cá nhân: chỉ đưa cho máy của cơ quan, không gửi qua mạng xã hội, chép xong thì xóa tệp.',
    writeFile: 'Ghi ra tệp',
    showCode: 'Hiện mã QR',
    wrote: (name: string) => `Đã ghi tệp ${name}. Hãy chép sang máy kia rồi bấm “Đọc tệp” ở máy đó.`,
    leftPapers: (n: number) => `${n} phiếu giấy không vừa tệp này; chúng vẫn ở trên máy này.`,
    failed: 'Chưa ghi được. Hãy thử lại.',
    tooLong: (size: number, most: number) =>
      `Nội dung dài ${size} KB, quá dài cho mã QR (nhiều nhất ${most} KB). Hãy ghi ra tệp.`,
    codeTitle: 'Mã QR để máy kia quét',
    codeLead:
      'Ở máy kia bấm “Quét mã QR” và hướng máy ảnh vào hình này. Các mã chạy nối tiếp nhau, bắt đầu quét lúc nào cũng được; cứ để chạy tới khi máy kia báo đã đủ.',
    codeParts: (parts: number, seconds: number) =>
      `Ít nhất ${parts} mã, khoảng ${seconds} giây nếu quét được cả.`,
    speed: 'Tốc độ',
    perSecond: (n: number) => `${n} mã mỗi giây`,
    size: 'Cỡ mã',
    small: 'Ít chi tiết: cho máy ảnh cũ',
    middle: 'Vừa',
    large: 'Nhiều chi tiết: nhanh hơn, cần máy ảnh tốt',
    pause: 'Dừng',
    goOn: 'Chạy tiếp',
    hideCode: 'Đóng mã',
    takeTitle: 'Nhận về',
    takeLead: 'Nội dung nhận về được ghép vào máy này và gửi về hội trường như thể gõ ở đây.',
    readFile: 'Đọc tệp',
    drop: 'hoặc kéo thả tệp .doithoai vào trang này.',
    scan: 'Quét mã QR',
    stopScan: 'Dừng quét',
    scanning: 'Hướng máy ảnh vào mã QR trên màn hình máy kia, cách chừng một gang tay đến nửa mét.',
    scanView: 'Hình từ máy ảnh',
    progress: 'Đã quét được',
    parts: (known: number, count: number) =>
      count === 0 ? 'Chưa thấy mã nào.' : `Đã có ${known} trong ${count} phần.`,
    noCamera: 'Máy này không có máy ảnh. Hãy dùng tệp.',
    refusedCamera:
      'Trình duyệt chưa cho trang này dùng máy ảnh. Hãy cho phép ở ô địa chỉ rồi thử lại, hoặc dùng tệp.',
    busyCamera:
      'Máy ảnh đang do chương trình khác dùng, hoặc bị lỗi. Hãy đóng chương trình đó, hoặc dùng tệp.',
    insecure:
      'Trang này mở qua địa chỉ http nên trình duyệt không cho dùng máy ảnh; quét mã QR chỉ được khi mở qua https. Ở đây hãy dùng tệp. Máy này vẫn hiện được mã QR cho máy khác quét.',
    reading: 'Đang đọc…',
    resultTitle: 'Kết quả',
    from: (person: string, iso: string) => `Từ ${person || 'máy khác'}, ghi lúc ${clockTime(iso)}`,
    nothingNew: 'Không có gì mới: máy này đã có đủ.',
    news: (kind: 'minutes' | 'board' | 'register' | 'stage', added: number, changed: number) => {
      if (kind === 'minutes') return `${added + changed} thay đổi trong biên bản`;
      if (kind === 'stage') return 'cách hiện màn hình';
      const [fresh, other] =
        kind === 'board'
          ? ['kiến nghị mới', 'kiến nghị được sửa']
          : ['mục mới trong sổ', 'mục được sửa trong sổ'];
      const parts = [added > 0 ? `${added} ${fresh}` : '', changed > 0 ? `${changed} ${other}` : ''];
      return (
        parts.filter(Boolean).join(', ') ||
        (kind === 'board' ? 'ghi chép quanh bảng kiến nghị' : 'ghi chép trong sổ')
      );
    },
    newPapers: (n: number) => `${n} phiếu giấy`,
    came: (what: string) => `Đã nhận: ${what}.`,
    needsWork: 'Buổi này đã chốt: chỉ đưa đi được, không nhận thêm.',
    rebuildHint: 'Máy chủ hỏng hẳn? Xem cách dựng lại máy chủ từ máy này:',
    rebuildLink: 'Dựng lại máy chủ',
  },
  {
    lead: 'When the network is gone or the server is broken, two devices side by side still hand their work to each other by a file (USB, Bluetooth) or by QR codes on the screen. Repeat it as often as you like, in any order; nothing is lost or written over.',
    giveTitle: 'Give',
    what: 'What to give',
    waitingChoice: 'What the hall has not got',
    waitingCount: (n) =>
      n === 0 ? 'Nothing waits on this device.' : n === 1 ? '1 change waits.' : `${n} changes wait.`,
    peerChoice: (name) => `What the other device has not got: ${name}`,
    unnamed: 'another device',
    peerSince: (iso) => `Known from the exchange at ${clockTime(iso)}.`,
    wholeChoice: 'Everything of this dialogue',
    wholeHint: 'For a device that has nothing yet, or to rebuild the server.',
    containsLead: (names) => `Holds: ${names}.`,
    minutes: 'minutes',
    board: 'petitions',
    register: 'register of those present and of petitioners (names and phone numbers of citizens)',
    stage: 'what the screens show',
    papers: 'pictures of citizens’ papers (in the file only, not in the QR codes)',
    personal:
      'Holds personal data: give it to the office’s own devices only, never by social networks, and delete the file afterwards.',
    writeFile: 'Write a file',
    showCode: 'Show QR codes',
    wrote: (name) =>
      `The file ${name} was written. Copy it to the other device and press “Read a file” there.`,
    leftPapers: (n) => `${n} papers do not fit into this file; they are still on this device.`,
    failed: 'It could not be written. Try again.',
    tooLong: (size, most) =>
      `The content is ${size} KB, too long for QR codes (${most} KB at most). Write a file instead.`,
    codeTitle: 'QR codes for the other device to scan',
    codeLead:
      'On the other device press “Scan QR codes” and point its camera here. The codes follow each other and may be joined at any time; leave them running until the other device says that it has all.',
    codeParts: (parts, seconds) =>
      `At least ${parts} codes, about ${seconds} seconds if all of them are read.`,
    speed: 'Speed',
    perSecond: (n) => `${n} codes a second`,
    size: 'Size of the code',
    small: 'Few details: for an old camera',
    middle: 'Middle',
    large: 'Many details: quicker, needs a good camera',
    pause: 'Pause',
    goOn: 'Go on',
    hideCode: 'Close the codes',
    takeTitle: 'Take',
    takeLead:
      'What comes is joined to what is on this device, and goes to the hall as if it were typed here.',
    readFile: 'Read a file',
    drop: 'or drop a .doithoai file on this page.',
    scan: 'Scan QR codes',
    stopScan: 'Stop scanning',
    scanning: 'Point the camera at the QR codes on the other screen, from 20 to 50 centimetres.',
    scanView: 'Picture of the camera',
    progress: 'Scanned so far',
    parts: (known, count) => (count === 0 ? 'No code seen yet.' : `${known} of ${count} parts.`),
    noCamera: 'This device has no camera. Use a file.',
    refusedCamera:
      'The browser does not let this page use the camera. Allow it beside the address and try again, or use a file.',
    busyCamera: 'The camera is used by another program, or fails. Close that program, or use a file.',
    insecure:
      'This page was opened by an http address, where browsers give no camera; QR codes are scanned at an https address only. Use a file here. This device can still show QR codes for another one to scan.',
    reading: 'Reading…',
    resultTitle: 'Result',
    from: (person, iso) => `From ${person || 'another device'}, written at ${clockTime(iso)}`,
    nothingNew: 'Nothing new: this device has all of it.',
    news: (kind, added, changed) => {
      if (kind === 'minutes') return `${added + changed} changes in the minutes`;
      if (kind === 'stage') return 'what the screens show';
      const [fresh, other] =
        kind === 'board'
          ? ['new petitions', 'changed petitions']
          : ['new entries of the register', 'changed entries of the register'];
      const parts = [added > 0 ? `${added} ${fresh}` : '', changed > 0 ? `${changed} ${other}` : ''];
      return (
        parts.filter(Boolean).join(', ') ||
        (kind === 'board' ? 'notes about the petitions' : 'notes of the register')
      );
    },
    newPapers: (n) => (n === 1 ? '1 paper' : `${n} papers`),
    came: (what) => `Taken: ${what}.`,
    needsWork: 'This dialogue is frozen: it can be given, but takes nothing more.',
    rebuildHint: 'Is the server broken for good? How to rebuild it from this device:',
    rebuildLink: 'Rebuild the server',
  },
);
