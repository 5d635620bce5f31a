import { type EstimateLine, emptyPreparation, type Preparation } from '../../shared/preparation.ts';

/** What the demonstration's office prepared for its two dialogues; the amounts are invented. */

const line = (item: string, unit: string, quantity: number, unitPrice: number, note = ''): EstimateLine => ({
  item,
  unit,
  quantity,
  unitPrice,
  note,
});

const guests = [
  'Thường trực Đảng ủy xã',
  'Thường trực Hội đồng nhân dân xã',
  'Ban Thường trực Ủy ban MTTQ Việt Nam xã',
];

export const firstPreparation: Preparation = {
  ...emptyPreparation,
  date: '2023-06-05',
  startsAt: '07:30',
  notes: ['Đại biểu mang theo giấy mời và ký vào danh sách tại bàn đón tiếp'],
  guests,
  groups: ['Bí thư Chi bộ', 'Thôn trưởng các thôn'],
  estimate: [
    line('Trang trí hội trường, khẩu hiệu', 'lần', 1, 650_000),
    line('Nước uống cho đại biểu', 'người', 80, 15_000),
    line('In giấy mời, tài liệu', 'bộ', 80, 6_500),
    line('Thuê loa, màn hình', 'buổi', 0.5, 1_200_000, 'Nửa ngày'),
  ],
};

export const secondPreparation: Preparation = {
  ...emptyPreparation,
  date: '2023-09-04',
  startsAt: '07:30',
  notes: [
    'Đại biểu mang theo giấy mời',
    'Hội viên chuẩn bị trước ý kiến, kiến nghị; có thể ghi ra giấy gửi Ban tổ chức',
  ],
  guests,
  groups: ['Hội viên Hội Nông dân'],
  estimate: [
    line('Trang trí hội trường, khẩu hiệu', 'lần', 1, 650_000),
    line('Nước uống cho đại biểu', 'người', 95, 15_000),
    line('In giấy mời, tài liệu', 'bộ', 95, 6_500),
  ],
};
