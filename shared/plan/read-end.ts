import type { Place } from './proposal.ts';
import { headingOf, placed, put, type Reading, tidy, withoutEnd } from './reading.ts';
import { looksLikeName, type SourcePoint } from './source-lines.ts';

/** The end of a plan: closing sentence, recipients, signature. */

const recipientsLine = /^Nơi nhận\s*[:.]?\s*(.*)$/iu;
const closingLine = /^Trên đây là\s/iu;
const authorityLine = /^(?:TM|T\/M)\s*\.?\s+\p{Lu}/u;
/** The signer's title follows on the line of the body: `TM. ỦY BAN NHÂN DÂN CHỦ TỊCH`. */
const titleBehind = /^(.{6,}?)\s+((?:KT\s*\.\s*)?(?:PHÓ\s+)?(?:CHỦ TỊCH|BÍ THƯ).*)$/u;
const titleLine = /^(?:(?:KT|TL|TUQ|Q)\s*\.\s*)?(?:PHÓ\s+)?(?:CHỦ TỊCH|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG\s\S)/u;
const signedRemark = /^\(?(?:đã ký|ký tên|ký và ghi rõ họ tên|ký, ghi rõ họ tên|ký tên, đóng dấu)[^)]*\)?$/iu;

/** Reads a line that opens a part of the end wherever it stands; null when it opens none. */
export function readEndOpening(reading: Reading, point: SourcePoint): Place | null {
  const body = tidy(point.body);
  const recipients = recipientsLine.exec(body);
  if (recipients) {
    reading.slot = 'recipients';
    reading.recipientsOpen = true;
    if (!recipients[1]) return headingOf('recipients');
    for (const one of recipients[1].split(/;\s+/)) put(reading, reading.plan.recipients, withoutEnd(one));
    return placed('recipients');
  }
  if (closingLine.test(body)) {
    reading.slot = 'closing';
    return putClosing(reading, body);
  }
  const isSignature = body.length <= 150 && (authorityLine.test(body) || isTitle(body));
  if (!isSignature || reading.plan.signature.name !== '') return null;
  reading.slot = 'signature';
  return readSignature(reading, body);
}

/** Reads a line below the opening of an end part. */
export function readEnd(reading: Reading, point: SourcePoint): Place | null {
  const body = tidy(point.body);
  const { plan } = reading;
  if (reading.slot === 'closing') return putClosing(reading, body);
  const awaitsName = plan.signature.name === '' && plan.signature.title + plan.signature.authority !== '';
  const listed =
    point.bullet !== '' || /[;]$|\((?:b\/c|t\/h|p\/h|để b\/c)\)/u.test(body) || /^Lưu\s*:/iu.test(body);
  if (awaitsName && !listed && (looksLikeName(body) || signedRemark.test(body))) {
    return readSignature(reading, body);
  }
  const complete = /^Lưu\s*:/iu.test(plan.recipients.at(-1) ?? '') && !listed;
  const goesOn = reading.slot === 'recipients' || (listed && reading.recipientsOpen);
  if (goesOn && !complete && body.length <= 300) {
    put(reading, plan.recipients, withoutEnd(body));
    return placed('recipients');
  }
  return reading.slot === 'signature' ? readSignature(reading, body) : null;
}

function isTitle(body: string): boolean {
  return titleLine.test(body) && body === body.toUpperCase();
}

function readSignature(reading: Reading, body: string): Place | null {
  const { signature } = reading.plan;
  if (signedRemark.test(body)) return headingOf('signature');
  if (authorityLine.test(body) && signature.authority === '') {
    const both = titleBehind.exec(body);
    signature.authority = both?.[1] ?? body;
    if (both?.[2]) signature.title = both[2];
    return placed('signature');
  }
  if (isTitle(body) && signature.title.length < 200) {
    signature.title = signature.title ? `${signature.title}\n${body}` : body;
    return placed('signature');
  }
  if (signature.name !== '' || !looksLikeName(body)) return null;
  signature.name = body;
  return placed('signature');
}

function putClosing(reading: Reading, body: string): Place {
  const { plan } = reading;
  plan.closing = plan.closing ? `${plan.closing}\n${body}` : body;
  reading.extend = (more) => {
    plan.closing = `${plan.closing} ${tidy(more)}`;
  };
  return placed('closing');
}
