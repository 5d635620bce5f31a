import type { Table } from '../../shared/export/table.ts';
import type { AuditAct, AuditRow } from '../../shared/privacy.ts';

/** What the log says, in the office's words. */
export const auditWords: Record<AuditAct, string> = {
  register: 'Mở danh sách người dân của buổi đối thoại',
  record: 'Mở hồ sơ đã chốt có dữ liệu cá nhân',
  searchedNames: 'Tìm và thấy kiến nghị theo tên người dân',
  document: 'Lấy văn bản có tên người dân',
  export: 'Xuất tệp có dữ liệu cá nhân',
  paper: 'Xem ảnh phiếu ghi ý kiến',
  answer: 'Mở tệp văn bản trả lời',
  escalated: 'Chuyển kiến nghị lên cấp trên trong hệ thống',
  comments: 'Mở ý kiến góp ý trên hồ sơ',
  village: 'Nhận kiến nghị của thôn kèm tên người dân',
  invitees: 'Lấy danh sách từ sổ hộ để chọn người mời',
  invited: 'Nhận danh sách người được mời của thôn',
  inbox: 'Nhận kiến nghị gửi trước kèm tên người dân',
  frozeDespite: 'Chốt biên bản khi còn máy giữ hoặc có thể giữ nội dung chưa gửi',
  lateText: 'Xem nội dung điểm danh gõ sau khi chốt',
  lateDecided: 'Quyết định về nội dung gõ sau khi chốt',
  forgotDevice: 'Bỏ một máy khỏi danh sách',
  lookedUp: 'Tra cứu một người để xóa dữ liệu',
  erasing: 'Bắt đầu xóa dữ liệu cá nhân',
  erased: 'Đã xóa dữ liệu cá nhân',
  retention: 'Đổi thời hạn lưu dữ liệu cá nhân',
  households: 'Mở danh sách hộ dân',
  listTaken: 'Nhập danh sách hộ dân từ tệp',
  listUndone: 'Hoàn tác một lần nhập danh sách hộ dân',
  householdRemoved: 'Xóa một hộ khỏi danh sách hộ dân',
  readAudit: 'Xem nhật ký truy cập',
  exportedAudit: 'Xuất nhật ký truy cập',
};

/** The log as a table, for CSV. `titles` are the dialogues' by id. */
export function auditTable(rows: readonly AuditRow[], titles: ReadonlyMap<string, string>): Table<AuditRow> {
  return {
    name: 'Nhật ký truy cập',
    title: 'Nhật ký truy cập dữ liệu cá nhân',
    rows,
    columns: [
      { title: 'Số', width: 8, kind: 'number', value: ({ seq }) => seq },
      { title: 'Lúc', width: 18, kind: 'instant', value: ({ at }) => at },
      { title: 'Người', width: 28, kind: 'text', value: ({ name }) => name },
      { title: 'Vai trò', width: 12, kind: 'text', value: ({ role }) => role },
      { title: 'Việc', width: 40, kind: 'text', value: ({ act }) => auditWords[act] },
      {
        title: 'Buổi đối thoại',
        width: 40,
        kind: 'text',
        value: ({ dialogueId }) => titles.get(dialogueId) ?? dialogueId,
      },
      { title: 'Chi tiết', width: 60, kind: 'text', value: ({ about }) => JSON.stringify(about) },
      { title: 'Phiên', width: 16, kind: 'text', value: ({ sessionId }) => sessionId },
      { title: 'Mã dòng (SHA-256)', width: 66, kind: 'text', value: ({ hash }) => hash },
      { title: 'Mã dòng trước', width: 66, kind: 'text', value: ({ previous }) => previous },
      { title: 'Chữ ký số', width: 130, kind: 'text', value: ({ signature }) => signature },
    ],
  };
}
