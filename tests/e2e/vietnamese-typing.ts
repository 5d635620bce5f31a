/**
 * How Vietnamese is typed: a word as the series of keys that Telex or VNI asks for, with what the word looks like
 * after each of them.
 */
export type Method = 'telex' | 'vni';
/** Marks are typed right behind their letter, or when all letters of the word stand. */
export type MarkOrder = 'atOnce' | 'atEnd';

export interface Stroke {
  key: string;
  /** The whole word after this key, NFC. */
  word: string;
}

const circumflex = '\u0302';
const breve = '\u0306';
const horn = '\u031b';
const tones: Record<string, Record<Method, string>> = {
  '\u0300': { telex: 'f', vni: '2' },
  '\u0301': { telex: 's', vni: '1' },
  '\u0309': { telex: 'r', vni: '3' },
  '\u0303': { telex: 'x', vni: '4' },
  '\u0323': { telex: 'j', vni: '5' },
};

interface Letter {
  base: string;
  /** Circumflex, breve, horn, or the bar of đ. */
  shape: string;
  tone: string;
}

function letterOf(char: string): Letter {
  if (char === 'đ' || char === 'Đ') return { base: char === 'đ' ? 'd' : 'D', shape: 'bar', tone: '' };
  const [base = '', ...marks] = char.normalize('NFD');
  const shape = marks.find((mark) => [circumflex, breve, horn].includes(mark)) ?? '';
  return { base, shape, tone: marks.find((mark) => tones[mark]) ?? '' };
}

function shapeKey({ base, shape }: Letter, method: Method): string {
  if (method === 'telex') return shape === breve || shape === horn ? 'w' : base.toLowerCase();
  return shape === circumflex ? '6' : shape === horn ? '7' : shape === breve ? '8' : '9';
}

function drawn(letters: readonly Letter[]): string {
  return letters
    .map(({ base, shape, tone }) => {
      if (shape === 'bar') return base === 'd' ? 'đ' : 'Đ';
      return (base + shape + tone).normalize('NFC');
    })
    .join('');
}

/** The keys of a word (NFC, no spaces), in their order. */
export function strokesOf(word: string, method: Method, order: MarkOrder = 'atOnce'): Stroke[] {
  const wanted = [...word].map(letterOf);
  const typed: Letter[] = [];
  const strokes: Stroke[] = [];
  const press = (key: string) => strokes.push({ key, word: drawn(typed) });
  const shape = (at: number) => {
    const [letter, goal] = [typed[at], wanted[at]];
    if (!letter || !goal || letter.shape === goal.shape) return;
    letter.shape = goal.shape;
    const next = typed[at + 1];
    // One key makes ươ of uo.
    const pair = goal.shape === horn && wanted[at + 1]?.shape === horn && next && next.shape === '';
    if (pair) next.shape = horn;
    press(shapeKey(goal, method));
  };
  wanted.forEach(({ base }, at) => {
    typed.push({ base, shape: '', tone: '' });
    press(base);
    if (order === 'atOnce') shape(at);
  });
  if (order === 'atEnd') for (let at = 0; at < wanted.length; at++) shape(at);
  wanted.forEach(({ tone }, at) => {
    const letter = typed[at];
    if (!tone || !letter) return;
    letter.tone = tone;
    press(tones[tone]?.[method] ?? '');
  });
  return strokes;
}
