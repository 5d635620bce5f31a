import type { Attendee } from '../../shared/docs/register.ts';
import type { Category } from '../../shared/petition.ts';
import { demoOffice } from './office.ts';

/**
 * The people of the demonstration. Their names are words such as Mẫu (sample), Thử (trial), Ví Dụ (example):
 * plain to see as invented; so are the telephone numbers, all in a range that is not in use.
 * Only the chairman's name is the plan's.
 */

/** An official of the demonstration: name, title, group of the invitation. */
type Official = readonly [name: string, title: string, group: string];

const staff = 'Cán bộ, công chức xã';
const bodies = 'Đại diện các ban, ngành, đoàn thể xã';

const communeOfficials: readonly Official[] = [
  ['Nguyễn Hữu Bảng', 'Chủ tịch UBND xã', staff],
  ['Trần Văn Minh Họa', 'Phó Bí thư Thường trực Đảng ủy', 'Thường trực Đảng ủy'],
  ['Lê Thị Dẫn Chứng', 'Phó Chủ tịch HĐND xã', 'Thường trực HĐND'],
  ['Phạm Văn Giả Sử', 'Chủ tịch UB MTTQ xã', 'Thường trực UB MTTQ xã'],
  ['Hoàng Văn Làm Mẫu', 'Chủ tịch Hội Nông dân xã', bodies],
  ['Y Thí Điểm', 'Chủ tịch Hội LHPN xã', bodies],
  ['A Thực Nghiệm', 'Bí thư Đoàn TNCS Hồ Chí Minh xã', bodies],
  ['Đỗ Thị Phác Thảo', 'Công chức Văn hóa – xã hội', staff],
  ['Bùi Văn Đề Cương', 'Công chức Địa chính – nông nghiệp', staff],
  ['Vũ Thị Dự Toán', 'Công chức Tài chính – kế toán', staff],
  ['Phạm Thị Ghi Chép', 'Công chức Văn phòng – thống kê', staff],
  ['Lê Văn Biên Bản', 'Công chức Tư pháp – hộ tịch', staff],
];

const highlandVillages = 4;
const villageOfficialWords = [
  'Mô Hình',
  'Khái Quát',
  'Giả Thiết',
  'Sơ Thảo',
  'Dẫn Dụ',
  'Thí Nghiệm',
  'Bản Nháp',
];
const citizenWords = [
  'Mẫu',
  'Thử',
  'Ví Dụ',
  'Nháp',
  'Giả Định',
  'Thí Dụ',
  'Tạm',
  'Trình Diễn',
  'Mô Phỏng',
  'Minh Chứng',
  'Giả Tưởng',
  'Vô Danh',
  'Khuyết Danh',
  'Tượng Trưng',
];
const families = ['Nguyễn', 'Trần', 'Lê', 'Bùi', 'Đinh', 'Hà', 'Lò'];

/** The n-th invented name of a village: A and Y for men and women of the first four, family names elsewhere. */
function inventedName(village: number, n: number, words: readonly string[]): string {
  const woman = n % 2 === 0;
  if (village < highlandVillages) {
    // 14 words twice make 28 names; each of the four villages has its own seven.
    const place = village * 7 + n;
    return `${place % 2 === 0 ? 'Y' : 'A'} ${words[Math.floor(place / 2) % words.length]}`;
  }
  const family = families[(n + village) % families.length];
  return `${family} ${woman ? 'Thị' : 'Văn'} ${words[(n * 2 + village) % words.length]}`;
}

const groupOf: Record<Category, string> = {
  poor: 'Hộ nghèo',
  nearPoor: 'Hộ cận nghèo',
  escapedPoverty: 'Hộ mới thoát nghèo',
  farmerMember: 'Hội viên Hội Nông dân',
  other: '',
};

/** Household categories of a village's seven citizens at the first dialogue; the last one came uninvited. */
const firstCategories: readonly (readonly Category[])[] = demoOffice.villages.map((_, village) => [
  'poor',
  'nearPoor',
  'poor',
  'escapedPoverty',
  'nearPoor',
  'poor',
  village % 2 === 0 ? 'farmerMember' : 'other',
]);

interface Gathering {
  /** Prefix of the attendees' ids. */
  prefix: string;
  /** Categories of each village's citizens. */
  categories: readonly (readonly Category[])[];
  /** Whether the day has come: who is present is marked. */
  held: boolean;
  /** ISO 8601 instant at which people begin to come in. */
  doorsAt: string;
  /** Groups beyond which a citizen counts as come without an invitation. */
  invited: readonly string[];
}

function gather({ prefix, categories, held, doorsAt, invited }: Gathering): Attendee[] {
  const attendees: Attendee[] = [];
  const add = (person: Pick<Attendee, 'name' | 'title' | 'village' | 'group' | 'category'>) => {
    const n = attendees.length;
    // One in sixteen was invited and did not come.
    const present = held && n % 16 !== 14;
    const walkIn = person.title === '' && !invited.includes(person.group);
    attendees.push({
      ...person,
      id: `${prefix}${String(n + 1).padStart(3, '0')}`,
      phone: n % 5 === 4 ? '' : `0900 000 ${String(100 + n)}`,
      present: present || (held && walkIn),
      walkIn: held && walkIn,
      checkedInAt:
        present || (held && walkIn) ? new Date(Date.parse(doorsAt) + n * 20_000).toISOString() : '',
    });
  };
  for (const [name, title, group] of communeOfficials)
    add({ name, title, group, village: '', category: 'other' });
  demoOffice.villages.forEach((village, v) => {
    const [secretary, head] = [v % 7, (v + 3) % 7].map((n) => villageOfficialWords[n] ?? '');
    const names =
      v < highlandVillages ? [`A ${secretary}`, `Y ${head}`] : [`Hà Văn ${secretary}`, `Đinh Thị ${head}`];
    const office = { village, category: 'other' as const };
    add({ ...office, name: names[0] ?? '', title: 'Bí thư Chi bộ', group: 'Bí thư Chi bộ' });
    add({ ...office, name: names[1] ?? '', title: 'Thôn trưởng', group: 'Thôn trưởng các thôn' });
  });
  demoOffice.villages.forEach((village, v) => {
    for (const [n, category] of (categories[v] ?? []).entries())
      add({
        name: inventedName(v, n, citizenWords),
        title: '',
        village,
        category,
        group: category === 'farmerMember' && !invited.includes(groupOf[category]) ? '' : groupOf[category],
      });
  });
  return attendees;
}

/** The 75 participants of the dialogue with poor, near-poor and newly escaped households. */
export function firstAttendees(groups: readonly string[]): Attendee[] {
  return gather({
    prefix: 'nguoia',
    categories: firstCategories,
    held: true,
    doorsAt: '2023-06-14T00:05:00.000Z',
    invited: groups,
  });
}

/** The 68 people invited to the dialogue with members of the farmers' union, which is still to come. */
export function secondAttendees(groups: readonly string[]): Attendee[] {
  return gather({
    prefix: 'nguoib',
    categories: demoOffice.villages.map(() => Array.from({ length: 6 }, () => 'farmerMember' as const)),
    held: false,
    doorsAt: '',
    invited: groups,
  });
}
