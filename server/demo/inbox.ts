import type { Dialogue } from '../../shared/dialogue.ts';
import type { InboxCitizen } from '../../shared/inbox.ts';
import type { Category } from '../../shared/petition.ts';
import type { StoredItem } from '../inbox/contract.ts';
import { eventOf, newItem, next } from '../inbox/items.ts';
import { units } from './petition-text.ts';

/** An item of the demonstration's inbox with its citizen, whose name is plain to see as invented. */
export interface DemoItem {
  item: StoredItem;
  citizen: InboxCitizen | null;
}

interface Sent {
  from: string;
  by: string;
  sender: StoredItem['sender'];
  village: string;
  category: Category;
  field: string;
  content: string;
  name: string;
  /** Meant for the second dialogue; else for none yet. */
  wished: boolean;
  unit?: string;
}

const sent: readonly Sent[] = [
  {
    from: 'Cao Sơn',
    by: 'A Trưởng Thôn Mẫu',
    sender: 'village',
    village: 'Cao Sơn',
    category: 'farmerMember',
    field: 'Sản xuất nông nghiệp',
    content: 'Đề nghị hỗ trợ giống cà phê tái canh cho các hộ có vườn già cỗi trên 20 năm tuổi',
    name: 'A Ví Dụ Gửi',
    wished: true,
    unit: units.land,
  },
  {
    from: 'Bun Ngai',
    by: 'Y Trưởng Thôn Thử',
    sender: 'village',
    village: 'Bun Ngai',
    category: 'farmerMember',
    field: 'Sản xuất nông nghiệp',
    content: 'Các hộ có vườn cà phê già cỗi trên 20 năm tuổi đề nghị được hỗ trợ giống tái canh',
    name: 'Y Minh Họa Gửi',
    wished: true,
  },
  {
    from: 'Tân Bình',
    by: 'A Trưởng Thôn Ví Dụ',
    sender: 'village',
    village: 'Tân Bình',
    category: 'poor',
    field: '',
    content: 'Xin kéo điện ba pha tới xóm mới để chạy máy xát cà phê',
    name: '',
    wished: false,
  },
  {
    from: units.social,
    by: 'Đỗ Thị Phác Thảo',
    sender: 'unit',
    village: 'Hào Lý',
    category: 'nearPoor',
    field: '',
    content: 'Hộ nộp đơn tại bộ phận một cửa hỏi vì sao chưa được cấp thẻ bảo hiểm y tế năm nay',
    name: 'A Thí Dụ Đơn',
    wished: false,
    unit: units.social,
  },
];

const prepared =
  'Kế hoạch tái canh năm nay của xã có 25 ha, mỗi hộ được hỗ trợ 50% giá giống, tối đa 1 ha. Danh sách do thôn bình xét, gửi Địa chính – nông nghiệp trước ngày 30 tháng 9.';
const startsAt = Date.parse('2023-09-04T02:00:00.000Z');
const hour = 3_600_000;

/** What villages and a unit handed in for the dialogue that is being prepared: the same each time. */
export function demoInbox({ id: dialogueId, year, planId }: Dialogue): DemoItem[] {
  return sent.map(({ from, by, sender, name, wished, unit = '', ...matter }, n) => {
    const at = new Date(startsAt + n * hour).toISOString();
    const given = {
      ...matter,
      id: `guitruoc${String(n + 1).padStart(4, '0')}`,
      wish: wished ? dialogueId : '',
      replyWish: 'none',
    } as const;
    const item = newItem(
      given,
      { sender, senderName: from, village: matter.village, year, planId, unit },
      { by, at },
    );
    const later = new Date(startsAt + (n + 20) * hour).toISOString();
    const citizen = name === '' ? null : { name, phone: '', address: '' };
    if (n === 0)
      return { item: next(item, { prepared: { text: prepared, by: units.land, at: later } }), citizen };
    if (n !== 2) return { item, citizen };
    const question = eventOf({ by: 'Lê Văn Biên Bản', at: later }, 'asked', {
      text: 'Xóm mới có bao nhiêu hộ, cách trạm biến áp gần nhất bao xa?',
    });
    return { item: next(item, { state: 'asked' }, question), citizen };
  });
}
