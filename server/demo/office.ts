import type { Office } from '../../shared/dialogue.ts';

/**
 * The office of the demonstration: the commune of the plan, as it stood in 2023. Bodies, places and holidays
 * are data an organizer edits; the villages' names are the demonstration's own.
 * A People's Committee prints no superior body over its own name (Decree 30/2020/NĐ-CP, Annex I).
 */
export const demoOffice: Office = {
  superior: '',
  body: 'ỦY BAN NHÂN DÂN XÃ SA LOONG',
  bodySign: 'UBND',
  place: 'Sa Loong',
  authority: 'TM. ỦY BAN NHÂN DÂN',
  signerTitle: 'CHỦ TỊCH',
  signerName: 'Nguyễn Hữu Bảng',
  villages: ['Giang Lố 1', 'Giang Lố 2', 'Đăk Vang', 'Bun Ngai', 'Cao Sơn', 'Hào Lý', 'Tân Bình'],
  units: [
    'Văn phòng – thống kê',
    'Lao động, Thương binh – xã hội',
    'Tài chính – kế toán',
    'Địa chính – nông nghiệp',
    'Tư pháp – hộ tịch',
    'Mặt trận Tổ quốc xã',
    'Hội Nông dân xã',
    'Hội Phụ nữ xã',
    'Trạm Y tế xã',
    'Ban quản lý thôn',
  ],
  authorities: [
    'Ủy ban nhân dân huyện',
    'Phòng Lao động – Thương binh và Xã hội huyện',
    'Ngân hàng Chính sách xã hội huyện',
    'Bảo hiểm xã hội huyện',
    'Điện lực huyện',
  ],
  // New Year, Tết, the Hùng Kings' day with 30 April and 1 May, National Day: the State's holidays of 2023.
  holidays: [
    '2023-01-02',
    '2023-01-20',
    '2023-01-23',
    '2023-01-24',
    '2023-01-25',
    '2023-01-26',
    '2023-05-01',
    '2023-05-02',
    '2023-05-03',
    '2023-09-01',
    '2023-09-04',
  ],
};
