import type { PlanChange, PlanPartName } from '../../shared/plan/compare.ts';
import { planParts } from '../../shared/plan/proposal.ts';
import { texts } from './index.ts';
import { partName, t } from './plan.ts';

/** Versions of a plan, and what changed between two states of it. */
export const planHistoryTexts = texts(
  {
    title: 'Các bản kế hoạch',
    lead: 'Khi ban hành kế hoạch, lưu lại một bản kèm số và ngày. Bản đã lưu không sửa được; kế hoạch vẫn sửa tiếp được ở dưới.',
    none: 'Chưa lưu bản nào.',
    name: 'Tên bản',
    issued: 'Bản ban hành',
    number: 'Số văn bản',
    issuedOn: 'Ngày ban hành',
    keep: 'Lưu bản này',
    keeping: 'Đang lưu…',
    kept: (name: string) => `Đã lưu “${name}”.`,
    version: (name: string, number: string, day: string) => `${name} – số ${number}, ngày ${day}`,
    keptBy: (who: string, when: string) => `${who ? `${who} lưu` : 'Lưu'} lúc ${when}`,
    openVersion: (name: string, day: string) => `${name}, ngày ${day}: mở tệp PDF`,
    compareFrom: 'So từ bản',
    compareTo: 'đến bản',
    now: 'Kế hoạch hiện nay',
    compareTitle: 'So sánh hai bản',
    goBack: (name: string) => `Quay lại “${name}”`,
    confirm: (name: string) =>
      `Kế hoạch sẽ ghi lại như “${name}”. Đây là một lần sửa mới: các bản đã lưu, dấu đã xong và các buổi đã tạo vẫn còn.`,
    yesGoBack: 'Đúng, quay lại bản này',
    cancel: 'Thôi',
    wentBack: (name: string) => `Kế hoạch nay ghi như “${name}”.`,
    needs: 'Hãy ghi số văn bản và ngày ban hành.',
    same: 'Không có gì khác.',
    before: 'trước',
    after: 'sau',
    ofPlan: (part: string) => part,
    ofDialogue: (name: string, part: string) => `Buổi “${name}”: ${part}`,
    ofUnit: (name: string, part: string) => `${name}: ${part}`,
    addedDialogue: (name: string) => `Thêm buổi: ${name}`,
    addedUnit: (name: string) => `Thêm đơn vị: ${name}`,
    addedTask: (name: string) => `Thêm việc của ${name}`,
    removedDialogue: (name: string) => `Bỏ buổi: ${name}`,
    removedUnit: (name: string) => `Bỏ đơn vị: ${name}`,
    removedTask: (name: string) => `Bỏ việc của ${name}`,
    movedDialogues: 'Thứ tự các buổi đã đổi',
    movedUnits: 'Thứ tự các đơn vị đã đổi',
    movedLines: (what: string) => `${what} (đổi thứ tự)`,
    done: 'đánh dấu đã xong',
    dueOn: 'hạn hoàn thành',
    duties: 'nội dung việc',
    unitName: 'tên đơn vị',
  },
  {
    title: 'Versions of the plan',
    lead: 'When the plan is issued, keep a version with its number and day. A kept version never changes; the plan can still be edited below.',
    none: 'No version is kept yet.',
    name: 'Name of the version',
    issued: 'As issued',
    number: 'Number',
    issuedOn: 'Day of issue',
    keep: 'Keep this version',
    keeping: 'Keeping…',
    kept: (name) => `“${name}” is kept.`,
    version: (name, number, day) => `${name} – no. ${number} of ${day}`,
    keptBy: (who, when) => `Kept ${who ? `by ${who} ` : ''}at ${when}`,
    openVersion: (name, day) => `${name} of ${day}: open the PDF`,
    compareFrom: 'Compare from',
    compareTo: 'to',
    now: 'The plan as it is now',
    compareTitle: 'Two versions compared',
    goBack: (name) => `Go back to “${name}”`,
    confirm: (name) =>
      `The plan will say again what “${name}” says. This is a new edit: kept versions, done marks and the dialogues already made stay.`,
    yesGoBack: 'Yes, go back to it',
    cancel: 'Cancel',
    wentBack: (name) => `The plan now says what “${name}” says.`,
    needs: 'Please give the number and the day of issue.',
    same: 'Nothing is different.',
    before: 'before',
    after: 'after',
    ofPlan: (part) => part,
    ofDialogue: (name, part) => `Dialogue “${name}”: ${part}`,
    ofUnit: (name, part) => `${name}: ${part}`,
    addedDialogue: (name) => `Dialogue added: ${name}`,
    addedUnit: (name) => `Unit added: ${name}`,
    addedTask: (name) => `Task added for ${name}`,
    removedDialogue: (name) => `Dialogue removed: ${name}`,
    removedUnit: (name) => `Unit removed: ${name}`,
    removedTask: (name) => `Task removed from ${name}`,
    movedDialogues: 'The dialogues stand in another order',
    movedUnits: 'The units stand in another order',
    movedLines: (what) => `${what} (another order)`,
    done: 'marked as done',
    dueOn: 'due date',
    duties: 'what is to be done',
    unitName: 'name of the unit',
  },
);

/** Parts whose names are those of their boxes in the form. */
function valueName(part: PlanPartName | ''): string {
  const known = planParts.find((one) => one === part);
  switch (part) {
    case 'year':
      return t().planYear;
    case 'place':
      return t().place;
    case 'date':
      return t().date;
    case 'unplaced':
      return t().unplacedName;
    case 'signature.authority':
      return t().authority;
    case 'signature.title':
      return t().signerTitle;
    case 'signature.name':
      return t().signerName;
    default:
      return known ? partName(known) : '';
  }
}

function dialogueValueName(part: PlanPartName | ''): string {
  switch (part) {
    case 'title':
      return t().dialogueTitle;
    case 'quarter':
      return t().quarter;
    case 'year':
      return t().dialogueYear;
    case 'groups':
      return t().groups;
    case 'scheduleHeading':
      return t().scheduleHeading;
    case 'time':
      return t().time;
    case 'heldOn':
      return t().heldOn;
    case 'startsAt':
      return t().startsAt;
    case 'endsAt':
      return t().endsAt;
    case 'place':
      return t().hall;
    case 'topic':
    case 'chair':
    case 'audience':
    case 'communeLevel':
    case 'villageLevel':
    case 'contents':
    case 'fields':
      return partName(part);
    default:
      return '';
  }
}

function unitValueName(part: PlanPartName | ''): string {
  const words = planHistoryTexts();
  if (part === 'done') return words.done;
  if (part === 'dueOn') return words.dueOn;
  return part === 'title' ? words.unitName : words.duties;
}

function where({ of, name, part }: PlanChange): string {
  const words = planHistoryTexts();
  if (of === 'plan') return valueName(part);
  if (of === 'dialogue') return words.ofDialogue(name, dialogueValueName(part));
  return words.ofUnit(name, unitValueName(part));
}

/** One change, without its values, in words. */
export function changeWords(change: PlanChange): string {
  const { kind, of, name, part } = change;
  const words = planHistoryTexts();
  if (part !== '') return kind === 'moved' ? words.movedLines(where(change)) : where(change);
  if (kind === 'moved') return of === 'dialogue' ? words.movedDialogues : words.movedUnits;
  const isNew = kind === 'added';
  if (of === 'dialogue') return isNew ? words.addedDialogue(name) : words.removedDialogue(name);
  if (of === 'unit') return isNew ? words.addedUnit(name) : words.removedUnit(name);
  return isNew ? words.addedTask(name) : words.removedTask(name);
}
