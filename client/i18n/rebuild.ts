import { texts } from './index.ts';

/** Texts of the page that makes a lost server's dialogues anew. */
export const rebuildTexts = texts(
  {
    lead: 'Máy chủ cũ hỏng hoặc mất dữ liệu? Mỗi máy trong hội trường còn giữ phần của buổi đối thoại. Đưa từng phần vào máy chủ mới này, của máy nào trước cũng được: các phần được ghép lại, không ghi đè, kiến nghị giữ nguyên số.',
    before:
      'Hãy đưa vào phần của mọi máy trước khi ghi tiếp: kiến nghị mới được đánh số sau số lớn nhất đã biết.',
    hereTitle: 'Từ máy này',
    hereLead: 'Những buổi còn trên máy này mà máy chủ chưa có:',
    hereNone: 'Máy này không giữ buổi nào mà máy chủ chưa có.',
    put: 'Đưa lên máy chủ',
    putOf: (title: string) => `Đưa lên máy chủ: ${title}`,
    closedTitle: 'Phần khóa bằng mã PIN trên máy này',
    closedLead:
      'Trên máy này còn nội dung do người có mã PIN của máy chủ cũ khóa lại. Người đó ghi mã PIN cũ vào đây thì nội dung được mở và hiện ở trên.',
    closedKey: (when: string) => `Mã PIN của khóa lập ngày ${when}`,
    openClosed: 'Mở',
    wrongPin: 'Mã PIN này không mở được.',
    waitPin: (seconds: number) => `Sai nhiều lần: hãy đợi ${seconds} giây rồi thử lại.`,
    openedClosed: 'Đã mở.',
    filesTitle: 'Từ tệp của máy khác',
    filesLead:
      'Ở máy kia mở buổi đối thoại, vào Máy, Trao đổi giữa hai máy, chọn “Toàn bộ buổi này”, bấm “Ghi ra tệp”, chép tệp sang đây.',
    choose: 'Chọn tệp',
    drop: 'hoặc kéo thả tệp .doithoai vào trang này. Chọn nhiều tệp một lần được.',
    working: 'Đang đưa vào máy chủ…',
    results: 'Kết quả',
    made: (title: string, n: number) => `Đã dựng lại “${title}”: ${n} kiến nghị.`,
    joined: (title: string, n: number) => `Đã ghép vào “${title}”, nay có ${n} kiến nghị.`,
    nothing: (title: string) => `“${title}” trên máy chủ đã có đủ, không có gì mới.`,
    frozenBefore:
      'Buổi này đã chốt ở máy chủ cũ; bản chốt đã ký không nằm trên các máy. Nếu còn tệp hồ sơ (session.json) hoặc bản sao lưu thì hãy dùng chúng; nếu không, kiểm tra lại nội dung rồi chốt và ký lại.',
    renumbered: (pairs: string) =>
      `Số đã bị kiến nghị khác dùng nên phải đánh lại: ${pairs}. Hãy sửa trên phiếu và giấy tờ đã in.`,
    missing: (n: number) =>
      `Còn thiếu ảnh của ${n} phiếu giấy. Máy nào đã chụp hoặc đã xem chúng sẽ tự gửi khi vào lại buổi này.`,
    next: 'Việc tiếp theo: phát liên kết mới cho từng máy; liên kết và tài khoản cũ không còn.',
    links: 'Phát liên kết',
    open: 'Mở buổi này',
    homeFound: (n: number) =>
      n === 1
        ? 'Máy này còn giữ một buổi đối thoại mà máy chủ chưa có.'
        : `Máy này còn giữ ${n} buổi đối thoại mà máy chủ chưa có.`,
    homeLead: 'Máy chủ cũ hỏng, mất dữ liệu: đưa lại những gì các máy còn giữ.',
  },
  {
    lead: 'Is the old server broken, or are its data gone? Every device of the hall still keeps its part of the dialogue. Bring them into this new server, whichever first: they are joined, nothing is written over, petitions keep their numbers.',
    before:
      'Bring in what all devices keep before going on: new petitions are numbered behind the highest known.',
    hereTitle: 'From this device',
    hereLead: 'Dialogues on this device that the server does not have:',
    hereNone: 'This device keeps no dialogue that the server does not have.',
    put: 'Bring it to the server',
    putOf: (title) => `Bring to the server: ${title}`,
    closedTitle: 'Locked by a PIN on this device',
    closedLead:
      'This device keeps text that a person with a PIN of the old server locked. When that person types the old PIN here, it is opened and shown above.',
    closedKey: (when) => `PIN of the key made on ${when}`,
    openClosed: 'Open',
    wrongPin: 'This PIN does not open it.',
    waitPin: (seconds) => `Wrong too often: wait ${seconds} seconds, then try again.`,
    openedClosed: 'Opened.',
    filesTitle: 'From files of other devices',
    filesLead:
      'On the other device open the dialogue, go to Devices, Exchange between two devices, choose “Everything of this dialogue”, press “Write a file”, and copy the file here.',
    choose: 'Choose files',
    drop: 'or drop .doithoai files on this page, several at once if you like.',
    working: 'Bringing it to the server…',
    results: 'Results',
    made: (title, n) => `“${title}” is there again: ${n} petitions.`,
    joined: (title, n) => `Joined to “${title}”, which has ${n} petitions now.`,
    nothing: (title) => `The server has all of “${title}” already.`,
    frozenBefore:
      'This dialogue was frozen on the old server, and no device keeps the signed record. If there is a file of it (session.json) or a backup, use those; else check the text, freeze and sign again.',
    renumbered: (pairs) =>
      `Numbers that another petition has by now had to be given anew: ${pairs}. Correct what was printed.`,
    missing: (n) =>
      `The pictures of ${n} papers are missing. A device that took or showed them sends them when it comes in again.`,
    next: 'Next: give each device a new link; the old links and accounts are gone.',
    links: 'Give links',
    open: 'Open it',
    homeFound: (n) =>
      n === 1
        ? 'This device keeps a dialogue that the server does not have.'
        : `This device keeps ${n} dialogues that the server does not have.`,
    homeLead: 'The old server is broken or lost its data: bring back what the devices keep.',
  },
);
