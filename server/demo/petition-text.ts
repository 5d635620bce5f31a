import type { Category, Channel, Outcome, ReplyWish } from '../../shared/petition.ts';

/** One petition of the demonstration, before people and times are joined to it. */
export interface DemoPetition {
  channel: Channel;
  village: string;
  category: Category;
  field: string;
  content: string;
  answer: string;
  outcome: Outcome;
  unit: string;
  /** Name and title of who answered. */
  answeredBy: string;
  /** Only of escalated petitions. */
  authority?: string;
  /** `YYYY-MM-DD` and why it is not the default one. */
  due?: { date: string; reason: string };
  replyWish?: ReplyWish;
  /** The citizen agreed that the name is shown. */
  showName?: boolean;
}

/** Who answers in the demonstration. */
export const speakers = {
  chair: 'Nguyễn Hữu Bảng – Chủ tịch UBND xã',
  social: 'Đỗ Thị Phác Thảo – Công chức Văn hóa – xã hội',
  land: 'Bùi Văn Đề Cương – Công chức Địa chính – nông nghiệp',
  finance: 'Vũ Thị Dự Toán – Công chức Tài chính – kế toán',
  farmers: 'Hoàng Văn Làm Mẫu – Chủ tịch Hội Nông dân xã',
  front: 'Phạm Văn Giả Sử – Chủ tịch UB MTTQ xã',
} as const;

export const units = {
  office: 'Văn phòng – thống kê',
  social: 'Lao động, Thương binh – xã hội',
  finance: 'Tài chính – kế toán',
  land: 'Địa chính – nông nghiệp',
  front: 'Mặt trận Tổ quốc xã',
  farmers: 'Hội Nông dân xã',
  women: 'Hội Phụ nữ xã',
  health: 'Trạm Y tế xã',
  village: 'Ban quản lý thôn',
} as const;
