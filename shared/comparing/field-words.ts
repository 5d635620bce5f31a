import type { ComparedAttendeeField, ComparedPetitionField } from './comparing.ts';

export type ComparedField = ComparedPetitionField | ComparedAttendeeField;

/** Names of the fields that two versions are compared by, as the Vietnamese page and the document say them. */
export const comparedFieldWords: Record<ComparedField, string> = {
  number: 'Số',
  content: 'Nội dung',
  answer: 'Trả lời',
  field: 'Lĩnh vực',
  channel: 'Hình thức nêu',
  village: 'Thôn',
  category: 'Đối tượng',
  unit: 'Đơn vị phụ trách',
  state: 'Tình trạng',
  outcome: 'Kết quả tại hội nghị',
  dueDate: 'Hạn trả lời',
  dueReason: 'Lý do của hạn',
  authority: 'Cấp có thẩm quyền',
  answeredBy: 'Người trả lời',
  replyWish: 'Mong muốn trả lời',
  replyDate: 'Ngày văn bản trả lời',
  replyNumber: 'Số văn bản trả lời',
  toldHow: 'Cách báo cho người dân',
  toldAt: 'Ngày báo cho người dân',
  mergedInto: 'Gộp vào',
  citizenName: 'Họ tên người kiến nghị',
  citizenPhone: 'Số điện thoại người kiến nghị',
  citizenAddress: 'Địa chỉ người kiến nghị',
  name: 'Họ tên',
  title: 'Chức vụ',
  group: 'Nhóm',
  phone: 'Số điện thoại',
  present: 'Có mặt',
};
