/** The source text of a plan as lines, freed of what Word, PDF and Markdown leave behind. */

/** One line of the source. */
export interface SourceLine {
  /** From 1. */
  number: number;
  /** As it stands in the source, NFC, without the line break. */
  text: string;
  /** What is written in it: several when a line holds two columns (`ỦY BAN …⇥CỘNG HÒA …`). */
  points: SourcePoint[];
}

export interface SourcePoint {
  /** `-` for a point, `+` for a sub-point, whatever sign stood there. */
  bullet: '' | '-' | '+';
  /** The number before it without its dot: `I`, `1`, `1.1`, `a`; empty without one. */
  order: string;
  /** The text without bullet, number and emphasis marks; a tab in it divides the cells of a table's row. */
  body: string;
  /** As it stands in the source. */
  raw: string;
}

const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
/** Word's Symbol and Wingdings bullets live in the private use area. */
const bulletSign = /^(?:[-–—−•‣·●○◦▪▫■□➢➤►✓✔❖+*\uf000-\uf0ff]|[o§v](?=\t))\s*/u;
const romanOrder = /^(?:(?:PHẦN|Phần|MỤC|Mục)\s+)?([IVX]{1,5})(?:[.):]\s*|[/\-–]\s+)(?=\S)/u;
const decimalOrder = /^(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)](?=[\s\p{L}“"(*])|\/\s|\t)\s*/u;
/** Without a dot behind it a number is an order only before a capital: `1.1 Thành phần`, not `2.5 ha`. */
const bareDecimalOrder = /^(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=\p{Lu})/u;
const letterOrder = /^([a-zđ])(?:\)\s*|\.\s+)(?=\S)/u;

/** Splits a text into lines; no line is left out, empty ones included (they hold no points). */
export function sourceLines(text: string): SourceLine[] {
  return text
    .normalize('NFC')
    .split(lineBreak)
    .map((line, index) => ({ number: index + 1, text: line, points: pointsOf(line) }));
}

/** What stands in the right column of a head or an end that was typed with tabs. */
const rightColumn =
  /^(?:CỘNG H|Độc lập\s|(?:TM|KT|TL|TUQ)\s*\.|(?:PHÓ )?CHỦ TỊCH|BÍ THƯ|\(?Đã ký|[^,]{2,40}, ngày)/u;
const personName = /^\p{Lu}[\p{L}'’]*(?: \p{Lu}[\p{L}'’]*){1,5}$/u;

/** Whether a text is written as a person's name: two to six words, each with a capital. */
export function looksLikeName(text: string): boolean {
  return text.length <= 60 && personName.test(text);
}

function pointsOf(line: string): SourcePoint[] {
  const bare = withoutMarkup(line);
  if (bare === '') return [];
  const first = pointOf(bare);
  const cells = first.body
    .split(/\t+| {6,}/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  const [left, ...right] = cells;
  const columns = right.some(
    (cell) => rightColumn.test(cell) || (first.bullet !== '' && looksLikeName(cell)),
  );
  if (!left || !columns) return [{ ...first, raw: line.trim() }];
  const signs = bare.slice(0, bare.length - first.body.length);
  return [{ ...first, body: left, raw: `${signs}${left}` }, ...right.map(pointOf)];
}

/** Takes off emphasis, headings and quotes of Markdown, invisible characters and odd spaces. */
function withoutMarkup(line: string): string {
  return line
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u2002-\u200a\u202f\u3000]/g, ' ')
    .replace(/^\s*(?:#{1,6}\s+|>\s+)/, '')
    .replace(/\*{2,}/g, '')
    .replace(/^\s*\*(?=\S)(.*\S)\*\s*$/, '$1')
    .trim();
}

function pointOf(text: string): SourcePoint {
  let body = text;
  let bullet: SourcePoint['bullet'] = '';
  for (let sign = bulletSign.exec(body); sign && sign[0].length < body.length; sign = bulletSign.exec(body)) {
    bullet = sign[0].startsWith('+') ? '+' : '-';
    body = body.slice(sign[0].length);
  }
  const order =
    romanOrder.exec(body) ?? decimalOrder.exec(body) ?? bareDecimalOrder.exec(body) ?? letterOrder.exec(body);
  if (order && order[0].length < body.length) body = body.slice(order[0].length);
  return { bullet, order: order?.[1] ?? '', body: body.trim(), raw: text };
}

/** True for a line without a letter or digit: rules, dots, leftovers of a layout. */
export function isOrnament(body: string): boolean {
  return !/[\p{L}\p{N}]/u.test(body);
}
