import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Alignment,
  alignLocal,
  alignRemote,
  alignText,
  type DeltaStep,
  diffText,
  normalizeEdit,
  type TextEdit,
  toShared,
  toShown,
} from '../../../client/board/text-alignment.ts';

const apply = (value: string, edit: TextEdit) =>
  value.slice(0, edit.index) + edit.insert + value.slice(edit.index + edit.remove);

function applyDelta(value: string, delta: readonly DeltaStep[]): string {
  let at = 0;
  let result = '';
  for (const step of delta) {
    if (step.retain !== undefined) {
      result += value.slice(at, at + step.retain);
      at += step.retain;
    } else if (step.delete !== undefined) at += step.delete;
    else result += String(step.insert);
  }
  return result + value.slice(at);
}

const words = fc.string({ unit: fc.constantFrom('a', 'ấ', 'đ', ' ', '\n', '😀', 'x'), maxLength: 8 });

describe('diffText', () => {
  it('finds what was typed, by the caret where letters repeat', () => {
    expect(diffText('aa', 'aaa', 1)).toEqual({ index: 0, remove: 0, insert: 'a' });
    expect(diffText('aa', 'aaa', 3)).toEqual({ index: 2, remove: 0, insert: 'a' });
    expect(diffText('aaa', 'aa', 1)).toEqual({ index: 1, remove: 1, insert: '' });
    expect(diffText('tiêng', 'tiếng', 4)).toEqual({ index: 2, remove: 1, insert: 'ế' });
    expect(diffText('same', 'same', 0)).toBeNull();
  });

  it('stays small when the caret stands far from the edit', () => {
    expect(diffText('một hai ba', 'Một hai ba', 10)).toEqual({ index: 0, remove: 1, insert: 'M' });
  });

  it('never splits a surrogate pair', () => {
    // both begin with the same high surrogate
    expect(diffText('😀', '😁', 2)).toEqual({ index: 0, remove: 2, insert: '😁' });
    // both end with the same low surrogate
    expect(diffText('a\u{1F600}', 'a\u{10600}', 3)?.insert).toBe('\u{10600}');
  });

  it('always gives the new text', () => {
    fc.assert(
      fc.property(words, words, fc.nat(12), (before, after, caret) => {
        const edit = diffText(before, after, Math.min(caret, after.length));
        expect(edit ? apply(before, edit) : before).toBe(after);
        if (edit) expect(edit.insert.isWellFormed()).toBe(true);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe('normalizeEdit', () => {
  it('composes a mark with the letter before it', () => {
    const value = 'Tie\u0302\u0301ng'; // e, circumflex, acute
    expect(normalizeEdit(value, 4, 5)).toEqual({ index: 2, remove: 3, insert: 'ế' });
    // the letter stood there before; only the mark was typed
    expect(normalizeEdit('a\u0301', 1, 2)).toEqual({ index: 0, remove: 2, insert: 'á' });
  });

  it('leaves composed text and the text of others alone', () => {
    expect(normalizeEdit('Tiếng Việt', 0, 10)).toBeNull();
    expect(normalizeEdit('a\u0301 b', 3, 4)).toBeNull();
  });
});

describe('alignText', () => {
  it('shows what a text field can show', () => {
    const { shown, alignment } = alignText([
      { insert: 'một\r\nhai\rba' },
      { insert: { image: 1 } },
      { insert: '!' },
    ]);
    expect(shown).toBe('một\nhai\nba!');
    // a letter typed before the `!` lands before it in the shared text too
    expect(toShared(alignment, 10)).toBe(11);
    expect(alignLocal(alignment, { index: 4, remove: 3, insert: 'bốn' }).edits).toEqual([
      { index: 5, remove: 3, insert: '' },
      { index: 5, remove: 0, insert: 'bốn' },
    ]);
  });
});

/** A local edit, or a change of the shared text, at places that are scaled to the text of the moment. */
type Step = { local: boolean; at: number; remove: number; length: number };

/** A field and its shared text, side by side; letters occur nowhere else, so that each can be followed. */
class Pair {
  shown = '';
  shared = '';
  alive = new Set<string>();
  alignment: Alignment = [];
  private code = 0x4e00;

  step({ local, at, remove, length }: Step): void {
    const text = local ? this.shown : this.shared;
    const index = Math.round(at * text.length);
    const edit = { index, remove: Math.min(remove, text.length - index), insert: this.fresh(length) };
    for (const letter of text.slice(index, index + edit.remove)) this.alive.delete(letter);
    if (local) this.editField(edit);
    else this.editShared(edit);
  }
  private fresh(length: number): string {
    const letters = Array.from({ length }, () => String.fromCharCode(this.code++));
    for (const letter of letters) this.alive.add(letter);
    return letters.join('');
  }
  private editField(edit: TextEdit): void {
    this.shown = apply(this.shown, edit);
    const { alignment, edits } = alignLocal(this.alignment, edit);
    this.alignment = alignment;
    for (const change of edits) this.shared = apply(this.shared, change);
  }
  private editShared({ index, remove, insert }: TextEdit): void {
    const delta: DeltaStep[] = [{ retain: index }, { delete: remove }, { insert }];
    const real = delta.filter((part) => Object.values(part)[0]);
    this.shared = applyDelta(this.shared, real);
    this.alignment = alignRemote(this.alignment, real);
  }
}

describe('alignment', () => {
  const steps = fc.array(
    fc.record({
      local: fc.boolean(),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(5),
      length: fc.nat(3),
    }),
    { maxLength: 25 },
  );

  it('keeps every letter of both sides, once, whatever the order', () => {
    fc.assert(
      fc.property(steps, (plan) => {
        const pair = new Pair();
        pair.step({ local: true, at: 0, remove: 0, length: 10 });
        for (const step of plan) {
          pair.step(step);
          const { shown, shared, alive, alignment } = pair;
          expect([...shared].sort()).toEqual([...alive].sort());
          // what stands in both stands at the places the alignment says
          for (const letter of [...shown].filter((each) => alive.has(each))) {
            const at = toShared(alignment, shown.indexOf(letter) + 1);
            expect(shared.charAt(at - 1)).toBe(letter);
            expect(toShown(alignment, at)).toBe(shown.indexOf(letter) + 1);
          }
        }
      }),
      { seed: 7, numRuns: 600 },
    );
  });
});
