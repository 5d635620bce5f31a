import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bindText } from '../../../client/board/text-binding.ts';
import { FakeField } from './text-field.ts';

/** A person at a field, on a device that hears the others when `deliver` says so. */
function person(clientID: number) {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const text = doc.getText('content');
  const field = new FakeField();
  return { doc, text, field, unbind: bindText(field, text) };
}
type Person = ReturnType<typeof person>;

function deliver(from: { doc: Y.Doc }, to: { doc: Y.Doc }): void {
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'wire');
}

/** A person writes at a place, and another device hears of it. */
function writes(person: Person, at: number, words: string, other: Person): void {
  person.field.setSelectionRange(at, at);
  person.field.type(words);
  deliver(person, other);
}

function pair(content: string): [Person, Person] {
  const [a, b] = [person(1), person(2)];
  a.field.type(content);
  deliver(a, b);
  return [a, b];
}

describe('a bound text field', () => {
  it('shows what others type and keeps the caret with its letter', () => {
    const [a, b] = pair('xin làm đường');
    a.field.setSelectionRange(8, 8); // before `đường`
    writes(b, 0, 'Đề nghị ', a);
    expect(a.field.value).toBe('Đề nghị xin làm đường');
    expect(a.field.value.slice(0, a.field.selectionStart)).toBe('Đề nghị xin làm ');
    a.field.type('con ');
    deliver(a, b);
    expect(b.field.value).toBe('Đề nghị xin làm con đường');
  });

  it('keeps a selection around the text that somebody shortens', () => {
    const [a, b] = pair('một hai ba bốn');
    a.field.setSelectionRange(4, 10); // `hai ba`
    b.field.setSelectionRange(5, 7);
    b.field.type('');
    deliver(b, a);
    expect(a.field.value.slice(a.field.selectionStart, a.field.selectionEnd)).toBe('h ba');
  });

  it('does not touch the field while a word is composed, and loses nothing of either', () => {
    const [a, b] = pair('Người dân thôn');
    a.field.setSelectionRange(14, 14);
    a.field.type(' ');
    a.field.compose('t');
    a.field.compose('ti');
    a.field.compose('tiê');
    const written = a.field.written;
    b.field.setSelectionRange(0, 14);
    b.field.type('Bà con');
    deliver(b, a);
    expect(a.field.value).toBe('Người dân thôn tiê');
    a.field.compose('tiế');
    a.field.compose('tiếng');
    expect(a.field.written).toBe(written);
    a.field.endComposition();
    expect(a.field.value).toBe('Bà con tiếng');
    expect(a.field.selectionStart).toBe(a.field.value.length);
    deliver(a, b);
    expect(b.field.value).toBe('Bà con tiếng');
  });

  it('keeps others out of a word that is taken back and typed anew, as UniKey does for a mark', async () => {
    const [a, b] = pair('sửa ');
    for (const letter of 'chưa') a.field.key(letter);
    deliver(a, b);
    writes(b, 7, 'αβ', a);
    expect(a.field.value).toBe('sửa chưa');
    a.field.backspace();
    a.field.backspace();
    for (const letter of 'ữa ') a.field.key(letter);
    await expect.poll(() => a.field.value).toContain('αβ');
    expect(a.field.value.replace('αβ', '')).toBe('sửa chữa ');
    expect(a.field.value.slice(0, a.field.selectionStart).replace('αβ', '')).toBe('sửa chữa ');
    deliver(a, b);
    expect(b.field.value).toBe(a.field.value);
  });

  it('shows what others type when a word that was typed letter by letter rests', async () => {
    const [a, b] = pair('');
    for (const letter of 'thôn') a.field.key(letter);
    deliver(a, b);
    writes(b, 0, '1. ', a);
    expect(a.field.value).toBe('thôn');
    await expect.poll(() => a.field.value).toBe('1. thôn');
  });

  it('shows what others type when a word is left without a letter behind it', async () => {
    const [a, b] = pair('');
    for (const letter of 'thôn') a.field.key(letter);
    writes(b, 0, '1. ', a);
    a.field.fire('keydown', { key: 'ArrowLeft' });
    await new Promise((resolve) => setTimeout(resolve));
    expect(a.field.value).toContain('1. ');
  });

  it('shows what others type when the word rests: a phone composes its last word without an end', async () => {
    const [a, b] = pair('Người dân ');
    a.field.setSelectionRange(10, 10);
    a.field.compose('thôn');
    writes(b, 0, '1. ', a);
    expect(a.field.value).toBe('Người dân thôn');
    await expect.poll(() => a.field.value, { timeout: 10_000 }).toBe('1. Người dân thôn');
    expect(a.field.selectionStart).toBe(a.field.value.length);
  });

  it('sends what is composed at once, before the word is done', () => {
    const [a, b] = pair('');
    a.field.compose('nước');
    deliver(a, b);
    expect(b.field.value).toBe('nước');
    a.field.compose('nước s');
    deliver(a, b);
    expect(b.field.value).toBe('nước s');
  });

  it('survives the loss of the word under composition', () => {
    const [a, b] = pair('ab');
    a.field.setSelectionRange(1, 1);
    a.field.compose('x');
    deliver(a, b);
    b.field.setSelectionRange(0, 3);
    b.field.type('');
    deliver(b, a);
    expect(a.field.value).toBe('axb');
    a.field.compose('xy');
    a.field.endComposition();
    // only what was typed after the deletion remains
    expect(a.field.value).toBe('y');
    deliver(a, b);
    expect(b.field.value).toBe('y');
  });

  it('ends a composition that the window cut off', () => {
    const [a, b] = pair('');
    a.field.compose('đất');
    b.field.type('ruộng ');
    deliver(b, a);
    a.field.focused = false;
    a.field.fire('blur');
    expect(a.field.value).toBe(a.text.toString());
    expect(a.field.value).toContain('đất');
    expect(a.field.value).toContain('ruộng');
  });

  it('writes NFC whatever the keyboard sends', () => {
    const [a, b] = pair('');
    for (const part of ['V', 'i', 'e', '\u0302', '\u0323', 't']) a.field.type(part);
    expect(a.field.value).toBe('Việt');
    expect(a.field.selectionStart).toBe(4);
    a.field.type(' e\u0302\u0301'.normalize('NFD'));
    expect(a.text.toString()).toBe('Việt ế');
    a.field.type(' ');
    a.field.compose('a\u0302');
    a.field.compose('a\u0302\u0301t');
    a.field.endComposition();
    expect(a.text.toString()).toBe('Việt ế ất');
    expect(a.field.value).toBe('Việt ế ất');
    deliver(a, b);
    expect(b.field.value).toBe('Việt ế ất');
  });

  it('does not double a decomposed letter that two devices receive', () => {
    const [a, b] = pair('');
    const old = new Y.Doc();
    old.getText('content').insert(0, 'a\u0301');
    deliver({ doc: old }, a);
    deliver({ doc: old }, b);
    deliver(a, b);
    deliver(b, a);
    expect(a.field.value.normalize('NFC')).toBe('á');
    expect(b.field.value).toBe(a.field.value);
  });

  it('takes back own typing only', () => {
    const [a, b] = pair('');
    a.field.type('của tôi');
    deliver(a, b);
    b.field.setSelectionRange(0, 0);
    b.field.type('của anh, ');
    deliver(b, a);
    expect(a.field.value).toBe('của anh, của tôi');
    a.field.undo();
    expect(a.field.value).toBe('của anh, ');
    a.field.undo(true);
    expect(a.field.value).toBe('của anh, của tôi');
    expect(a.field.selectionStart).toBe(a.field.value.length);
    deliver(a, b);
    expect(b.field.value).toBe('của anh, của tôi');
  });

  it('keeps line ends of imported text where they are', () => {
    const [a, b] = pair('');
    const import_ = new Y.Doc();
    import_.getText('content').insert(0, 'một\r\nhai');
    deliver({ doc: import_ }, a);
    expect(a.field.value).toBe('một\nhai');
    a.field.setSelectionRange(7, 7);
    a.field.type(' ba');
    expect(a.text.toString()).toBe('một\r\nhai ba');
    deliver(a, b);
    expect(b.field.value).toBe('một\nhai ba');
  });

  it('is silent after it was let go', () => {
    const [a, b] = pair('giữ');
    a.unbind();
    b.field.setSelectionRange(3, 3);
    b.field.type(' nguyên');
    deliver(b, a);
    expect(a.field.value).toBe('giữ');
    a.field.type('x');
    expect(a.text.toString()).toBe('giữ nguyên');
  });
});

type Move =
  | { do: 'type' | 'compose'; who: 0 | 1; at: number; remove: number; length: number }
  | { do: 'end'; who: 0 | 1 }
  | { do: 'undo'; who: 0 | 1; again: boolean }
  | { do: 'deliver'; who: 0 | 1 };

const who = fc.constantFrom<0 | 1>(0, 1);
const typing = fc.record({
  do: fc.constantFrom('type' as const, 'compose' as const),
  who,
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(4),
  length: fc.nat(3),
});
const ending = fc.record({ do: fc.constant('end' as const), who });
const wire = fc.record({ do: fc.constant('deliver' as const), who });
const undoing = fc.record({ do: fc.constant('undo' as const), who, again: fc.boolean() });

/** Two people in one text; letters are all different, so that each can be followed. */
class Table {
  readonly people: [Person, Person] = [person(1), person(2)];
  readonly typed = new Set<string>();
  readonly removed = new Set<string>();
  private code = 0x4e00;
  /** The word under composition, as its input method sees it. */
  private readonly words = ['', ''];

  play(move: Move): void {
    const { field, text } = this.people[move.who];
    if (move.do === 'deliver') this.deliver(move.who);
    else if (move.do === 'end') field.endComposition();
    else if (move.do === 'undo') {
      if (!field.composing) field.undo(move.again);
    } else this.type(move);
    if (!field.composing) expect(field.value).toBe(text.toString());
  }
  private deliver(who: 0 | 1): void {
    const { field } = this.people[who];
    const before = field.value;
    deliver(this.people[who === 0 ? 1 : 0], this.people[who]);
    // an input method must find its field as it left it
    if (field.composing) expect(field.value).toBe(before);
  }
  private type(move: Extract<Move, { do: 'type' | 'compose' }>): void {
    const { field } = this.people[move.who];
    const letters = Array.from({ length: move.length }, () => String.fromCharCode(this.code++));
    for (const letter of letters) this.typed.add(letter);
    let word = letters.join('');
    if (move.do === 'type') field.endComposition();
    if (field.composing) {
      const before = this.words[move.who] ?? '';
      const kept = before.slice(0, Math.max(0, before.length - move.remove));
      for (const letter of before.slice(kept.length)) this.removed.add(letter);
      word = kept + word;
      field.compose(word);
    } else {
      const start = Math.round(move.at * field.value.length);
      const end = Math.min(field.value.length, start + move.remove);
      for (const letter of field.value.slice(start, end)) this.removed.add(letter);
      field.setSelectionRange(start, end);
      if (move.do === 'type') field.type(word);
      else field.compose(word);
    }
    this.words[move.who] = word;
  }
  /** Both put the input method away and hear all; returns the text that both see. */
  end(): string {
    const [a, b] = this.people;
    for (const each of this.people) each.field.endComposition();
    deliver(a, b);
    deliver(b, a);
    for (const { field, text } of this.people) expect(field.value).toBe(text.toString());
    expect(a.field.value).toBe(b.field.value);
    return a.field.value;
  }
}

function playAll(moves: Move[]) {
  const table = new Table();
  for (const move of moves) table.play(move);
  return { value: table.end(), typed: table.typed, removed: table.removed };
}

describe('any interleaving of two people, compositions and the wire', () => {
  it('ends with one text that holds every letter once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(typing, typing, ending, wire), { maxLength: 40 }), (moves) => {
        const { value, typed, removed } = playAll(moves);
        const alive = [...typed].filter((letter) => !removed.has(letter));
        expect([...value].sort()).toEqual(alive.sort());
      }),
      { seed: 11, numRuns: 1500 },
    );
  });

  it('ends with one text, no letter twice, when both undo and redo in between', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(typing, ending, wire, undoing), { maxLength: 40 }), (moves) => {
        const { value, typed } = playAll(moves);
        for (const letter of value) expect(typed.has(letter)).toBe(true);
        expect(new Set(value).size).toBe(value.length);
      }),
      { seed: 13, numRuns: 800 },
    );
  });
});
