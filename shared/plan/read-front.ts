import { fold } from '../vietnamese/fold.ts';
import type { Place } from './proposal.ts';
import { headingOf, placed, put, type Reading, tidy, withoutEnd } from './reading.ts';
import type { SourcePoint } from './source-lines.ts';

/** The head of a plan: letterhead, number, place and date, title, legal bases, opening sentence. */

const numberLine = /^Số\s*[:.]?\s*([\d\s….]*\/[^\s/]+(?:\/[^\s/]+)?)$/iu;
const dateLine = /^(\S.{0,58}?)\s*,\s*ngày([\d\s….]*)tháng([\d\s….]*)năm([\d\s….]*)$/iu;
const bodyLine =
  /^(?:ỦY BAN|UỶ BAN|UBND|HĐND|HỘI ĐỒNG|ĐẢNG|XÃ|PHƯỜNG|THỊ TRẤN|HUYỆN|QUẬN|THỊ XÃ|TỈNH|THÀNH PHỐ|TP)[\s.]/u;
const kindLine = /^(?:KẾ HOẠCH(?=[\s.:]|$)|Kế hoạch$)\s*[.:]?\s*(.*)$/u;
const baseStart = /^(?:Căn cứ|Thực hiện|Tiếp tục thực hiện|Theo|Xét|Chấp hành|Triển khai)\s/iu;
/** Where one base ends and the next begins inside a paragraph. */
const nextBase =
  /;\s+(?=(?:và\s+)?(?:căn cứ|luật|bộ luật|hiến pháp|pháp lệnh|nghị định|nghị quyết|quyết định|quy định|quy chế|thông tư|chỉ thị|kế hoạch|hướng dẫn|kết luận|công văn|thông báo|thực hiện|theo|xét)\s)/iu;
/** The issuing body begins to speak at the end of a base: `…, UBND xã ban hành kế hoạch như sau:`. */
const introInBase = /[,;.]\s+(?=(?:UBND|U[ỷy] ban|Ủ[yỷ] ban|Chủ tịch)[^,;]{0,80}(?:xây dựng|ban hành)\s)/iu;

const longestTitle = 450;

/** Reads one line of the head; null when it belongs to none of its parts. */
export function readFront(reading: Reading, point: SourcePoint): Place | null {
  const body = tidy(point.body);
  return readLetterhead(reading, body) ?? readSubject(reading, body) ?? readOpening(reading, body);
}

function readLetterhead(reading: Reading, body: string): Place | null {
  const { plan } = reading;
  if (/^(cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–]?\s*tu do\s*[-–]?\s*hanh phuc)$/.test(fold(body))) {
    return headingOf('letterhead');
  }
  const number = numberLine.exec(body)?.[1]?.replace(/[\s….]/gu, '');
  if (number && (plan.number === '' || plan.number === number)) {
    plan.number = number;
    return placed('number');
  }
  const date = dateLine.exec(body);
  if (date && plan.place === '') {
    const [day, month, year] = [date[2], date[3], date[4]].map((digits) =>
      Number(digits?.replace(/\D/g, '')),
    );
    plan.place = date[1] ?? '';
    plan.date = dayOf(year ?? 0, month ?? 0, day ?? 0);
    reading.headYear = yearOf(year ?? 0);
    return placed('placeDate');
  }
  const inCapitals = body === body.toUpperCase() && body.length <= 120;
  if (!reading.kindSeen && inCapitals && bodyLine.test(body) && plan.issuingBody.length < 300) {
    const joint = /^[ỦU][YỶ] BAN NHÂN DÂN$/u.test(plan.issuingBody.split('\n').at(-1) ?? '') ? ' ' : '\n';
    plan.issuingBody = plan.issuingBody ? `${plan.issuingBody}${joint}${body}` : body;
    return placed('issuingBody');
  }
  return null;
}

function readSubject(reading: Reading, body: string): Place | null {
  const { plan } = reading;
  const kind = reading.kindSeen || body.length > longestTitle ? null : kindLine.exec(body);
  if (kind) {
    reading.kindSeen = true;
    plan.title = tidy(kind[1] ?? '');
    return plan.title ? placed('title') : headingOf('title');
  }
  const opened = plan.bases.length > 0 || plan.intro !== '';
  const asTitle = !opened && body.length <= 300 && !/[:;]$/.test(body) && !baseStart.test(body);
  if (!reading.kindSeen || !asTitle || plan.title.length + body.length > longestTitle) return null;
  plan.title = plan.title ? `${plan.title} ${body}` : body;
  return placed('title');
}

function readOpening(reading: Reading, body: string): Place | null {
  const { plan } = reading;
  const base = baseStart.test(body) && plan.intro === '' && (reading.kindSeen || /^căn cứ/iu.test(body));
  if (!base) return reading.kindSeen ? putIntro(reading, body) : null;
  const turn = /(?:như sau|:)\s*:?$/iu.test(body) ? introInBase.exec(body) : null;
  const bases = turn ? body.slice(0, turn.index) : body;
  for (const one of bases.split(nextBase)) put(reading, plan.bases, withoutEnd(one));
  if (turn) putIntro(reading, body.slice(turn.index + turn[0].length));
  return placed('bases');
}

function putIntro(reading: Reading, body: string): Place {
  const { plan } = reading;
  plan.intro = plan.intro ? `${plan.intro}\n${body}` : body;
  reading.extend = (more) => {
    plan.intro = `${plan.intro} ${tidy(more)}`;
  };
  return placed('intro');
}

function yearOf(value: number): number {
  return value >= 2000 && value <= 2100 ? value : 0;
}

/** `YYYY-MM-DD` of a day that exists, else an empty string. */
export function dayOf(year: number, month: number, day: number): string {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    yearOf(year) > 0 && month > 0 && day > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : '';
}
