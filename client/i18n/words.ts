import type { Category, Channel, Missing, PetitionState, ReplyWish } from '../../shared/petition.ts';
import { language } from './index.ts';

interface Words {
  state: Record<PetitionState, string>;
  channel: Record<Channel, string>;
  category: Record<Category, string>;
  replyWish: Record<ReplyWish, string>;
  missing: Record<Missing, string>;
}

const vi: Words = {
  state: {
    raised: 'Mới nêu',
    assigned: 'Đã giao',
    answered: 'Trả lời trực tiếp',
    explained: 'Giải thích',
    guided: 'Hướng dẫn lập thủ tục',
    deferred: 'Ghi nhận, giải trình sau',
    escalated: 'Trình cấp có thẩm quyền',
    replied: 'Đã có văn bản trả lời',
    closed: 'Đã báo cho người dân',
    withdrawn: 'Đã rút',
    merged: 'Đã gộp',
  },
  channel: { spoken: 'Phát biểu', paper: 'Ghi giấy', advance: 'Gửi trước' },
  category: {
    poor: 'Hộ nghèo',
    nearPoor: 'Hộ cận nghèo',
    escapedPoverty: 'Hộ mới thoát nghèo',
    farmerMember: 'Hội viên Hội Nông dân',
    other: 'Khác',
  },
  replyWish: { none: 'Không yêu cầu', inPerson: 'Trả lời trực tiếp', written: 'Trả lời bằng văn bản' },
  missing: {
    content: 'nội dung',
    field: 'lĩnh vực',
    channel: 'hình thức nêu',
    villageOrUnit: 'thôn hoặc đơn vị',
    unit: 'đơn vị phụ trách',
    dueDate: 'hạn trả lời',
    authority: 'cấp có thẩm quyền',
    reply: 'số và ngày văn bản trả lời',
    told: 'cách đã báo cho người dân',
    mergedInto: 'kiến nghị được gộp vào',
  },
};

const en: Words = {
  state: {
    raised: 'Raised',
    assigned: 'Assigned',
    answered: 'Answered',
    explained: 'Explained',
    guided: 'Guided to a procedure',
    deferred: 'Noted, explained later',
    escalated: 'Escalated',
    replied: 'Replied in writing',
    closed: 'Citizen told',
    withdrawn: 'Withdrawn',
    merged: 'Merged',
  },
  channel: { spoken: 'Spoken', paper: 'On paper', advance: 'Before the day' },
  category: {
    poor: 'Poor household',
    nearPoor: 'Near-poor household',
    escapedPoverty: 'Newly escaped poverty',
    farmerMember: 'Farmers’ union member',
    other: 'Other',
  },
  replyWish: { none: 'None asked', inPerson: 'In person', written: 'In writing' },
  missing: {
    content: 'content',
    field: 'field',
    channel: 'channel',
    villageOrUnit: 'village or unit',
    unit: 'unit in charge',
    dueDate: 'due date',
    authority: 'authority',
    reply: 'number and date of the reply',
    told: 'how the citizen was told',
    mergedInto: 'the petition it is merged into',
  },
};

/** The field's words for states, channels and categories, in the user's language. */
export function words(): Words {
  return language() === 'vi' ? vi : en;
}
