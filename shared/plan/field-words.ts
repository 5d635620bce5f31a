import { fold } from '../vietnamese/fold.ts';
import { withoutSigns } from '../without-signs.ts';
import type { PlannedDialogue, PlannedField } from './plan.ts';

/** Words by which the tool proposes groups and fields; the organizer has the last word on both. */

/** Groups of citizens as plans name them; `by` is matched against folded text. */
const citizenGroups: { by: RegExp; name: string }[] = [
  { by: /\bho ngheo\b/, name: 'Hộ nghèo' },
  { by: /\bcan ngheo\b/, name: 'Hộ cận nghèo' },
  { by: /\bmoi thoat ngheo\b/, name: 'Hộ mới thoát nghèo' },
  { by: /\bho\w* vien (hoi )?nong dan\b/, name: 'Hội viên Hội Nông dân' },
  { by: /\bhoi vien (hoi )?(lien hiep )?phu nu\b/, name: 'Hội viên Hội Phụ nữ' },
  { by: /\bhoi vien (hoi )?cuu chien binh\b/, name: 'Hội viên Hội Cựu chiến binh' },
  { by: /\bdoan vien,? thanh nien\b/, name: 'Đoàn viên, thanh niên' },
  { by: /\bho kinh doanh\b/, name: 'Hộ kinh doanh' },
  { by: /\bdoanh nghiep\b/, name: 'Doanh nghiệp' },
];

/** The groups of citizens that a text names, in the order of the table. */
export function citizensIn(text: string): string[] {
  const folded = fold(text);
  return citizenGroups.filter(({ by }) => by.test(folded)).map(({ name }) => name);
}

/**
 * The groups invited to a dialogue in short: officials line by line (divided at `;` and before a capital
 * after a comma, but not before an abbreviation), citizens by their known names.
 */
export function proposeGroups(planned: PlannedDialogue): string[] {
  const lines = [...planned.communeLevel, ...planned.villageLevel];
  const officials = lines.filter((line) => citizensIn(line).length === 0).flatMap(partsOf);
  const citizens = [...planned.villageLevel, planned.audience, planned.scheduleHeading, planned.title];
  const all = [...officials, ...citizensIn([...citizens, ...planned.communeLevel].join('\n'))];
  return [...new Set(all)].filter((group) => group.length <= 300).slice(0, 100);
}

function partsOf(line: string): string[] {
  return line
    .split(/;\s*|,\s+(?=\p{Lu}\p{Ll})/u)
    .map((part) => withoutSigns(part.replace(/^\+ /, ''), ' .;,:'))
    .filter((part) => part !== '');
}

/** Fields that communes' dialogues deal with; `by` is matched against one folded clause. */
const fieldWords: { by: RegExp; name: string }[] = [
  { by: /\bsan xuat\b|\btrong trot\b|\bchan nuoi\b/, name: 'Sản xuất nông nghiệp' },
  { by: /\blien ket\b|\btieu thu\b/, name: 'Liên kết, tiêu thụ sản phẩm' },
  { by: /\bnong thon moi\b/, name: 'Xây dựng nông thôn mới' },
  { by: /\bvay von\b|\bvon vay\b|\btin dung\b/, name: 'Vay vốn' },
  { by: /\bchinh sach (\w+ )?nong nghiep\b/, name: 'Chính sách trong nông nghiệp, nông thôn' },
  { by: /\bgiam ngheo\b|\bho ngheo\b/, name: 'Giảm nghèo' },
  { by: /\bviec lam\b|\bnguoi lao dong\b/, name: 'Lao động – việc làm' },
  { by: /\bdat dai\b|\bquyen su dung dat\b/, name: 'Đất đai' },
  { by: /\bmoi truong\b|\brac thai\b/, name: 'Môi trường' },
  { by: /\bgiao thong\b/, name: 'Giao thông' },
  { by: /\bthuy loi\b/, name: 'Thủy lợi' },
  { by: /\btrat tu xay dung\b|\bxay dung co ban\b|\bha tang\b/, name: 'Xây dựng, hạ tầng' },
  { by: /\bboi thuong\b|\bgiai phong mat bang\b|\btai dinh cu\b/, name: 'Bồi thường, giải phóng mặt bằng' },
  { by: /\bnuoc sach\b|\bnuoc sinh hoat\b/, name: 'Nước sạch' },
  { by: /\bluoi dien\b|\bdien sinh hoat\b/, name: 'Điện' },
  { by: /\by te\b|\bkham chua benh\b/, name: 'Y tế' },
  { by: /\bgiao duc\b/, name: 'Giáo dục' },
  { by: /\bvan hoa\b/, name: 'Văn hóa' },
  { by: /\ban sinh\b|\bnguoi co cong\b|\bbao tro xa hoi\b/, name: 'An sinh xã hội' },
  { by: /\ban ninh\b|\btrat tu an toan\b/, name: 'An ninh, trật tự' },
  { by: /\bthu tuc hanh chinh\b|\bcai cach hanh chinh\b/, name: 'Thủ tục hành chính' },
  { by: /\bchuyen doi so\b/, name: 'Chuyển đổi số' },
];

/**
 * Fields proposed for a dialogue whose plan names none: each clause of the content that speaks of a known
 * field is put under it, in the order in which the content comes to them.
 */
export function proposeFields(contents: readonly string[]): PlannedField[] {
  const fields = new Map<string, PlannedField>();
  for (const clause of contents.flatMap(clausesOf)) {
    const folded = fold(clause);
    for (const { by, name } of fieldWords) {
      if (!by.test(folded)) continue;
      const field = fields.get(name) ?? { name, contents: [], derived: true };
      field.contents.push(clause);
      fields.set(name, field);
    }
  }
  return [...fields.values()];
}

function clausesOf(line: string): string[] {
  return line
    .replace(/^\+ /, '')
    .split(/;\s*/)
    .map((clause) => withoutSigns(clause, ' .;,'))
    .filter((clause) => clause !== '');
}
