import { fold } from '../vietnamese/fold.ts';
import { withoutSigns } from '../without-signs.ts';
import type { Slot } from './headings.ts';
import type { Place } from './proposal.ts';
import { currentDialogue, placed, put, putPoint, type Reading, tidy } from './reading.ts';
import type { SourcePoint } from './source-lines.ts';

/** Who comes, and which unit does what. */

const holder = /^(?:đồng chí\s+|đ\/c\s+)?(?:chủ tịch|bí thư đảng ủy)\s/iu;
/** Where a plan does not say which level it means, these words speak of the villages and their people. */
const villageWords =
  /\b(cac thon|thon truong|truong thon|chi bo|ap|to dan pho|khu pho|ho|ho gia dinh|nguoi dan|nhan dan|cong dan|hoi vien|nong dan|doan vien)\b/;

/** Puts a line of the participants: the chair, those of the commune, those of the villages. */
export function putParticipant(reading: Reading, slot: Slot, point: SourcePoint): Place {
  const dialogue = currentDialogue(reading);
  const index = reading.current;
  const body = tidy(point.body);
  const villagers =
    slot === 'villageLevel' ||
    (slot === 'participants' && villageWords.test(fold(body)) && !holder.test(body));
  const first = dialogue.communeLevel.length === 0 && !villagers && holder.test(body);
  if (dialogue.chair === '' && body.length <= 200 && (slot === 'chair' || first)) {
    dialogue.chair = withoutSigns(body, '.;,');
    return placed('chair', index);
  }
  put(reading, villagers ? dialogue.villageLevel : dialogue.communeLevel, body);
  return placed(villagers ? 'villageLevel' : 'communeLevel', index);
}

/** `Văn phòng có trách nhiệm …`: the verbs at which a unit's name ends. */
const dutyVerb =
  /\s(?=(?:có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|tham mưu|tuyên truyền|thông báo|chuẩn bị|bố trí|xây dựng|tổng hợp|theo dõi|tham gia)\s)/iu;
const longestUnit = 150;

/** Puts a line of part IV: a unit, its duty, or both. */
export function putTask(reading: Reading, point: SourcePoint): Place {
  const { tasks } = reading.plan;
  const numbered = /^\d/.test(point.order);
  const body = tidy(point.body);
  const cells = point.body.split(/\t+/).map(tidy);
  const unit = cells.length > 1 ? cells[0] : undefined;
  if (unit && unit.length <= longestUnit) {
    openUnit(reading, unit, cells.slice(1).join(' – '));
    return placed('tasks');
  }
  // `Unit: duty` without a number, which was lost on the way or never there.
  const asUnit = point.bullet === reading.unitBullet && point.order === '';
  const named = asUnit && /^\p{Lu}[^:]{1,80}:(?:\s|$)/u.test(body);
  if (numbered || tasks.length === 0 || named) {
    reading.unitBullet = point.bullet;
    openUnitOf(reading, body);
  } else putPoint(reading, tasks.at(-1)?.duties ?? [], body, point.bullet);
  return placed('tasks');
}

function openUnitOf(reading: Reading, body: string): void {
  const colon = body.indexOf(':');
  const verb = dutyVerb.exec(body)?.index ?? -1;
  const end = colon > 0 && colon <= longestUnit ? colon : verb;
  if (end > 0 && end <= longestUnit)
    openUnit(reading, body.slice(0, end), body.slice(end).replace(/^[:\s]+/, ''));
  else if (body.length <= longestUnit) openUnit(reading, body, '');
  else openUnit(reading, '', body);
}

function openUnit(reading: Reading, unit: string, duty: string): void {
  const opened = { unit: withoutSigns(unit, ' .;,:'), duties: [] };
  reading.plan.tasks.push(opened);
  if (duty) put(reading, opened.duties, duty);
}
