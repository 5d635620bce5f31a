import type { AuditAct, AuditProblem, ErasureGround, PlaceKind } from '../../shared/privacy.ts';
import { language, texts } from './index.ts';

/** The page of personal data: erasing a person, how long they are kept, who looked at them. */
export const privacyTexts = texts(
  {
    lead: 'Xóa dữ liệu của người dân khi có yêu cầu, đặt thời hạn lưu, xem ai đã xem dữ liệu cá nhân. Căn cứ: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15.',
    toPage: 'Mở trang dữ liệu cá nhân',
    toPageLead: 'Xóa dữ liệu theo yêu cầu, thời hạn lưu, nhật ký truy cập.',

    eraseTitle: 'Xóa dữ liệu của một người theo yêu cầu',
    who: 'Họ và tên người cần xóa',
    whoHint: 'Gõ có dấu hoặc không dấu. Tìm trong mọi buổi đối thoại, kể cả hồ sơ đã chốt.',
    find: 'Tìm',
    finding: 'Đang tìm…',
    none: 'Không tìm thấy ai có tên này.',
    tooMany: 'Có quá nhiều kết quả nên chỉ hiện một phần. Hãy gõ đầy đủ họ tên.',
    pick: 'Chọn đúng người',
    pickHint: 'Người trùng tên được tách theo năm sinh và thôn. Bỏ chọn những mục không phải của người này.',
    all: (name: string) => `Tất cả mục của ${name}`,
    born: (year: string) => `sinh năm ${year}`,
    live: 'dữ liệu đang dùng',
    versions: (list: string) => `hồ sơ chốt lần ${list}`,
    consent: 'đã đồng ý hiện tên',
    noName: '(không ghi tên)',
    preview: 'Xem trước việc xóa',
    planTitle: 'Việc xóa sẽ làm',
    before: 'Đang có',
    after: 'Sau khi xóa',
    planLive: (n: number) =>
      `${n} mục trong dữ liệu đang dùng (điểm danh, người kiến nghị, người phát biểu…)`,
    planLiveAfter: 'Trống tên, số điện thoại, địa chỉ, diện hộ; giữ thôn, nhóm, có mặt để số liệu không đổi.',
    planValues: (n: number, records: number) => `${n} giá trị trong ${records} hồ sơ đã chốt`,
    planValuesAfter:
      'Xóa hẳn. Mã băm của hồ sơ giữ nguyên; khi kiểm tra, hồ sơ vẫn nguyên vẹn và ghi rõ mục đã xóa.',
    planPapers: (n: number) => `${n} tệp phiếu giấy, văn bản trả lời`,
    planPapersAfter: 'Xóa tệp trên máy chủ và trên các thiết bị khi kết nối.',
    textPetition: (number: string, times: number) =>
      `Nội dung ${number || 'kiến nghị'} có tên này (${times} chỗ)`,
    textMinutes: (times: number) => `Biên bản đang soạn có tên này (${times} chỗ)`,
    textAfter: 'Thay tên bằng “(tên đã xóa)”. Lịch sử soạn thảo của biên bản đó bị xóa.',
    keptTitle: 'Không xóa được, và lý do',
    keptRecord: (what: string, list: string) =>
      `${what}: văn bản trong hồ sơ chốt lần ${list} có tên này. Văn bản nằm dưới mã băm và chữ ký, là tài liệu lưu trữ; muốn bỏ tên phải đính chính thành bản mới.`,
    keptMinutes: 'Biên bản',
    keptPetition: (number: string) => `Kiến nghị ${number}`,
    keptAmbiguous: (what: string) =>
      `${what}: có người khác trùng tên trong buổi này nên không tự thay được. Hãy đọc và sửa tay.`,
    keptComment: (n: number) =>
      `${n} ý kiến góp ý trên hồ sơ có tên này. Ý kiến không sửa được vì thuộc quá trình duyệt; chỉ người có quyền duyệt mở được.`,
    keptOld: (n: number) => `${n} hồ sơ theo định dạng cũ, dữ liệu cá nhân nằm trong mã băm.`,
    keptAlways:
      'Chữ ký, họ tên của cán bộ; bản in, tệp đã tải về, bản sao lưu cũ: ngoài tầm của máy chủ, phải xử lý riêng.',
    ground: 'Căn cứ xóa',
    requestedOn: 'Ngày nhận yêu cầu',
    note: 'Số văn bản, số đơn (không ghi tên người)',
    confirm: (word: string) => `Gõ ${word} để xác nhận`,
    confirmHint: 'Xóa rồi không lấy lại được.',
    word: 'XÓA',
    erase: 'Xóa vĩnh viễn',
    erasing: 'Đang xóa…',
    done: (live: number, values: number, papers: number, inTexts: number) =>
      `Đã xóa: ${live} mục đang dùng, ${values} giá trị trong hồ sơ đã chốt, ${papers} tệp (phiếu giấy, văn bản trả lời), ${inTexts} chỗ trong văn bản đang dùng. Việc xóa đã ghi vào nhật ký, không ghi tên.`,
    rest: (n: number) => `${n} lần xóa chưa xong vì máy chủ chưa ghi được.`,
    goOn: 'Xóa nốt',
    unswept:
      'Ổ đĩa chưa cho ghi đè chỗ trống nên dấu vết có thể còn trên đĩa; lần xóa sau sẽ làm tiếp. Hãy kiểm tra ổ đĩa.',

    keepTitle: 'Thời hạn lưu dữ liệu cá nhân',
    years: 'Số năm sau lần chốt cuối (0: không đặt hạn)',
    yearsHint: 'Máy chủ không tự xóa. Buổi quá hạn hiện ở dưới để người có trách nhiệm quyết định.',
    save: 'Lưu thời hạn',
    saved: 'Đã lưu thời hạn.',
    dueTitle: 'Buổi đã quá hạn lưu',
    dueHouseholds: 'Hộ dân không còn trong danh sách năm nào gần đây',
    dueInbox: 'Hộp kiến nghị gửi trước: mục đã lâu không có gì mới',
    dueNone: 'Chưa có buổi nào quá hạn lưu.',
    due: (day: string, people: number) => `quá hạn từ ${day} · còn ${people} mục có dữ liệu cá nhân`,
    eraseAll: 'Xóa mọi dữ liệu cá nhân của buổi này',
    cancel: 'Thôi',

    auditTitle: 'Nhật ký truy cập dữ liệu cá nhân',
    auditLead:
      'Ghi trước khi dữ liệu được đưa ra; không sửa, không xóa được. Ghi ai, lúc nào, việc gì, ở buổi nào; không ghi tên người dân.',
    dialogue: 'Buổi đối thoại',
    everyDialogue: 'Tất cả các buổi',
    person: 'Tên cán bộ',
    show: 'Lọc',
    csv: 'Tải nhật ký (CSV)',
    check: 'Kiểm tra nhật ký còn nguyên vẹn',
    checking: 'Đang kiểm tra…',
    whole: (rows: number) => `Nhật ký nguyên vẹn: ${rows} dòng.`,
    headHash: 'Mã dòng cuối (ghi lại ở nơi khác để sau này đối chiếu):',
    broken: (list: string) =>
      `Nhật ký KHÔNG nguyên vẹn: ${list}. Hãy báo người quản trị và giữ nguyên máy chủ.`,
    when: 'Lúc',
    official: 'Người',
    act: 'Việc',
    where: 'Buổi',
    what: 'Chi tiết',
    more: 'Xem các dòng cũ hơn',
    noRows: 'Chưa có dòng nào.',
    petitions: (n: number) => `${n} kiến nghị`,
    places: (n: number) => `${n} mục`,
    record: (hash: string) => `hồ sơ ${hash}`,
    yearsChanged: (before: string, now: string) => `từ ${before} thành ${now} năm`,
    counts: (live: string, values: string) => `${live} mục đang dùng, ${values} giá trị đã chốt`,

    erased: '(đã xóa theo yêu cầu)',
    fileHas:
      'Tệp này có dữ liệu cá nhân: họ tên, số điện thoại, địa chỉ, diện hộ. Việc tải được ghi vào nhật ký.',
  },
  {
    lead: 'Erase a citizen’s data on request, set how long they are kept, see who looked at them. Basis: Law 91/2025/QH15 on personal data protection.',
    toPage: 'Open the page of personal data',
    toPageLead: 'Erasure on request, retention, access log.',

    eraseTitle: 'Erase a person’s data on request',
    who: 'Name of the person',
    whoHint: 'With or without marks. All dialogues are searched, frozen records too.',
    find: 'Find',
    finding: 'Searching…',
    none: 'Nobody of this name was found.',
    tooMany: 'There are too many; only some are shown. Type the full name.',
    pick: 'Choose the person',
    pickHint: 'Namesakes are told apart by year of birth and village. Uncheck what is not this person’s.',
    all: (name) => `Everything of ${name}`,
    born: (year) => `born ${year}`,
    live: 'live data',
    versions: (list) => `record version ${list}`,
    consent: 'agreed that the name is shown',
    noName: '(no name)',
    preview: 'Preview',
    planTitle: 'What erasing does',
    before: 'Now',
    after: 'Afterwards',
    planLive: (n) => `${n} entries in live data (attendance, petitioners, speakers…)`,
    planLiveAfter:
      'Name, phone, address and category are empty; village, group and presence stay, so that counts do.',
    planValues: (n, records) => `${n} values in ${records} frozen records`,
    planValuesAfter:
      'Gone for good. The record’s hash stays; verification still says whole and names what was erased.',
    planPapers: (n) => `${n} files of papers and answers`,
    planPapersAfter: 'Deleted on the server, and on devices when they connect.',
    textPetition: (number, times) => `The text of ${number || 'a petition'} contains this name (${times}×)`,
    textMinutes: (times) => `The live minutes contain this name (${times}×)`,
    textAfter: 'The name becomes “(tên đã xóa)”. The editing history of those minutes is dropped.',
    keptTitle: 'What cannot be erased, and why',
    keptRecord: (what, list) =>
      `${what}: the text of record version ${list} contains this name. It stands under hash and signature and is an archival document; taking the name out needs an amendment.`,
    keptMinutes: 'Minutes',
    keptPetition: (number) => `Petition ${number}`,
    keptAmbiguous: (what) =>
      `${what}: somebody else of that dialogue has the same name, so nothing is replaced. Read and mend it by hand.`,
    keptComment: (n) =>
      `${n} comments on records contain this name. Comments are part of the review and cannot be changed; only reviewers open them.`,
    keptOld: (n) => `${n} records of an old format, whose personal data stand under the hash.`,
    keptAlways:
      'Signatures and names of officials; prints, downloaded files, old backups: out of the server’s reach, to be dealt with by hand.',
    ground: 'Ground',
    requestedOn: 'Day of the request',
    note: 'Number of the request (no names)',
    confirm: (word) => `Type ${word} to confirm`,
    confirmHint: 'What is erased cannot be brought back.',
    word: 'ERASE',
    erase: 'Erase for good',
    erasing: 'Erasing…',
    done: (live, values, papers, inTexts) =>
      `Erased: ${live} live entries, ${values} values of frozen records, ${papers} files of papers and answers, ${inTexts} places in live texts. The log says so, without the name.`,
    rest: (n) => `${n} erasures are not finished, because the server could not write.`,
    goOn: 'Go on erasing',
    unswept:
      'The disk did not let the freed space be overwritten, so traces may be left; the next erasure does it. Look at the disk.',

    keepTitle: 'How long personal data are kept',
    years: 'Years after the last record (0: no limit)',
    yearsHint:
      'The server erases nothing by itself. Dialogues past their time are listed below; a person decides.',
    save: 'Save',
    saved: 'Saved.',
    dueTitle: 'Dialogues past their time',
    dueHouseholds: 'Households on no recent list',
    dueInbox: 'Inbox: items to which nothing has happened for long',
    dueNone: 'No dialogue is past its time.',
    due: (day, people) => `since ${day} · ${people} entries with personal data are left`,
    eraseAll: 'Erase all personal data of this dialogue',
    cancel: 'Cancel',

    auditTitle: 'Who looked at personal data',
    auditLead:
      'Written before the data leave; never changed or deleted. Who, when, what and in which dialogue; never a citizen’s name.',
    dialogue: 'Dialogue',
    everyDialogue: 'All dialogues',
    person: 'Name of the official',
    show: 'Filter',
    csv: 'Download the log (CSV)',
    check: 'Check that the log is whole',
    checking: 'Checking…',
    whole: (rows) => `The log is whole: ${rows} rows.`,
    headHash: 'Hash of the last row (note it elsewhere, to compare later):',
    broken: (list) =>
      `The log is NOT whole: ${list}. Tell whoever keeps the server, and leave the server as it is.`,
    when: 'When',
    official: 'Who',
    act: 'What',
    where: 'Dialogue',
    what: 'Details',
    more: 'Older rows',
    noRows: 'There are no rows.',
    petitions: (n) => `${n} petitions`,
    places: (n) => `${n} entries`,
    record: (hash) => `record ${hash}`,
    yearsChanged: (before, now) => `from ${before} to ${now} years`,
    counts: (live, values) => `${live} live entries, ${values} frozen values`,

    erased: '(erased on request)',
    fileHas:
      'This file holds personal data: names, phone numbers, addresses, categories. The download is noted in the log.',
  },
);

const acts: Record<AuditAct, readonly [vi: string, en: string]> = {
  register: ['Mở danh sách người dân', 'Opened the register'],
  record: ['Mở hồ sơ đã chốt có dữ liệu cá nhân', 'Opened a record with personal values'],
  searchedNames: ['Tìm thấy kiến nghị theo tên', 'Found petitions by name'],
  document: ['Lấy văn bản có tên người dân', 'Took a document with names'],
  export: ['Xuất tệp có dữ liệu cá nhân', 'Took an export with personal data'],
  paper: ['Xem ảnh phiếu ghi ý kiến', 'Looked at a paper'],
  answer: ['Mở tệp văn bản trả lời', 'Opened the file of an answer'],
  escalated: ['Chuyển kiến nghị lên cấp trên trong hệ thống', 'Sent a petition to the superior'],
  comments: ['Mở ý kiến góp ý trên hồ sơ', 'Opened comments on a record'],
  village: [
    'Nhận kiến nghị của thôn kèm tên người dân',
    'Given the petitions of the village with their citizens',
  ],
  invitees: [
    'Lấy danh sách từ sổ hộ để chọn người mời',
    'Took people of the households to choose whom to invite',
  ],
  invited: ['Nhận danh sách người được mời của thôn', 'Given those of the village who are invited'],
  lookedUp: ['Tra cứu một người để xóa', 'Looked for a person, to erase'],
  inbox: [
    'Nhận kiến nghị gửi trước kèm tên người dân',
    'Was given petitions of the inbox with their citizens',
  ],
  frozeDespite: ['Chốt khi còn máy chưa gửi hết', 'Froze while devices held more'],
  lateText: ['Xem nội dung điểm danh gõ sau khi chốt', 'Opened register text that came after a freeze'],
  lateDecided: ['Quyết định về nội dung gõ sau khi chốt', 'Decided on text that came after a freeze'],
  forgotDevice: ['Bỏ một máy khỏi danh sách', 'Forgot a device'],
  erasing: ['Bắt đầu xóa dữ liệu cá nhân', 'Began to erase'],
  erased: ['Đã xóa dữ liệu cá nhân', 'Erased personal data'],
  retention: ['Đổi thời hạn lưu', 'Changed the retention'],
  households: ['Mở danh sách hộ dân', 'Opened the list of households'],
  listTaken: ['Nhập danh sách hộ dân từ tệp', 'Took in a list of households'],
  listUndone: ['Hoàn tác một lần nhập danh sách', 'Took a list back'],
  householdRemoved: ['Xóa một hộ khỏi danh sách', 'Removed a household'],
  readAudit: ['Xem nhật ký truy cập', 'Read this log'],
  exportedAudit: ['Tải nhật ký truy cập', 'Downloaded this log'],
};

const kinds: Record<PlaceKind, readonly [vi: string, en: string]> = {
  attendee: ['Điểm danh', 'Attendance'],
  petitioner: ['Người kiến nghị', 'Petitioner'],
  speaker: ['Người phát biểu', 'Speaker'],
  correction: ['Ý kiến khi đọc biên bản', 'Correction at the reading'],
  paper: ['Phiếu giấy', 'Paper'],
  member: ['Danh sách hộ dân', 'List of households'],
  handedIn: ['Hộp kiến nghị gửi trước', 'Inbox of petitions before the day'],
};

const grounds: Record<ErasureGround, readonly [vi: string, en: string]> = {
  request: ['Người dân yêu cầu xóa', 'The person asked for it'],
  consentWithdrawn: ['Người dân rút lại sự đồng ý', 'The person withdrew consent'],
  purposeDone: ['Đã xong mục đích xử lý', 'The purpose is done'],
  termOver: ['Hết thời hạn lưu', 'The retention period is over'],
  decision: ['Theo quyết định của cơ quan có thẩm quyền', 'Decision of a competent authority'],
};

const problems: Record<AuditProblem['kind'], readonly [vi: string, en: string]> = {
  changed: ['dòng bị sửa', 'a changed row'],
  gap: ['thiếu dòng trước dòng', 'a row missing before'],
  signature: ['chữ ký sai ở dòng', 'a wrong signature at'],
  cut: ['mất các dòng sau dòng', 'rows missing after'],
  erasureMissing: ['có việc xóa không được ghi, đến dòng', 'an erasure without a row, up to'],
};

const side = ([vi, en]: readonly [string, string]) => (language() === 'vi' ? vi : en);

export const actWords = (act: AuditAct) => side(acts[act]);
export const kindWords = (kind: PlaceKind) => side(kinds[kind]);
export const groundWords = (ground: ErasureGround) => side(grounds[ground]);
export const problemWords = ({ kind, seq }: AuditProblem) => `${side(problems[kind])} ${seq}`;
