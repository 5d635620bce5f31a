/**
 * The arithmetic under a text field that several people type in at once.
 *
 * A field cannot always show the shared text as it is: while an input method composes a word (Telex, VNI on
 * a phone), rewriting the field would break the word. So the text *shown* and the text *shared* may differ for
 * a while. An alignment says which runs of characters stand in both, only in the shared text (they arrived
 * meanwhile) or only in the field (somebody deleted them meanwhile). With it an edit of the field becomes an
 * edit of the shared text at once, whatever arrived in between; nothing waits, nothing is typed twice.
 *
 * All functions are pure; lengths and indexes count UTF-16 code units, as the DOM and Yjs do.
 */

/** Replaces `remove` characters at `index` by `insert`. */
export interface TextEdit {
  index: number;
  remove: number;
  insert: string;
}

/** A change of the shared text as Yjs reports it (`YTextEvent.delta`); embeds are inserts that are no string. */
export interface DeltaStep {
  insert?: unknown;
  delete?: number;
  retain?: number;
}

export interface Run {
  in: 'both' | 'shared' | 'shown';
  length: number;
}

export type Alignment = readonly Run[];

const isMark = /^\p{M}$/u;

function push(runs: Run[], kind: Run['in'], length: number): void {
  if (length === 0) return;
  const last = runs.at(-1);
  if (last?.in === kind) last.length += length;
  else runs.push({ in: kind, length });
}

/**
 * What a field shows for a shared text (`YText.toDelta()`), and how the two align: a text field turns CR LF
 * into LF and cannot show embedded objects.
 */
export function alignText(delta: readonly DeltaStep[]): { shown: string; alignment: Alignment } {
  const runs: Run[] = [];
  let shown = '';
  for (const step of delta) {
    if (typeof step.insert !== 'string') {
      push(runs, 'shared', 1);
      continue;
    }
    step.insert.split('\r\n').forEach((line, at) => {
      if (at > 0) {
        push(runs, 'shared', 1);
        push(runs, 'both', 1);
        shown += '\n';
      }
      push(runs, 'both', line.length);
      shown += line.replaceAll('\r', '\n');
    });
  }
  return { shown, alignment: runs };
}

/** Cuts an alignment after `index` shown characters; what is only shared stays on the right of the cut. */
function cut(alignment: Alignment, index: number): [Run[], Run[]] {
  const left: Run[] = [];
  const right: Run[] = [];
  let rest = index;
  for (const run of alignment) {
    const take = rest === 0 ? 0 : run.in === 'shared' ? run.length : Math.min(rest, run.length);
    push(left, run.in, take);
    push(right, run.in, run.length - take);
    if (run.in !== 'shared') rest -= take;
  }
  return [left, right];
}

function sharedLength(runs: readonly Run[]): number {
  let length = 0;
  for (const run of runs) if (run.in !== 'shown') length += run.length;
  return length;
}

/** Turns an edit of the field into edits of the shared text, to be made in their order. */
export function alignLocal(
  alignment: Alignment,
  edit: TextEdit,
): { alignment: Alignment; edits: TextEdit[] } {
  const [left, rest] = cut(alignment, edit.index);
  const [removed, right] = cut(rest, edit.remove);
  const start = sharedLength(left);
  const edits: TextEdit[] = [];
  const runs: Run[] = [];
  for (const run of left) push(runs, run.in, run.length);
  push(runs, 'both', edit.insert.length);
  let at = start;
  for (const run of removed) {
    if (run.in === 'both') edits.push({ index: at, remove: run.length, insert: '' });
    if (run.in === 'shared') {
      at += run.length;
      push(runs, 'shared', run.length);
    }
  }
  if (edit.insert) edits.push({ index: start, remove: 0, insert: edit.insert });
  for (const run of right) push(runs, run.in, run.length);
  return { alignment: runs, edits };
}

/** Takes a change of the shared text by somebody else into the alignment; the field is left alone. */
export function alignRemote(alignment: Alignment, delta: readonly DeltaStep[]): Alignment {
  const runs: Run[] = [];
  const source = alignment.map((run) => ({ ...run }));
  let at = 0;
  /** Walks over `count` shared characters, calling `take` for each piece. */
  const walk = (count: number, take: (kind: 'both' | 'shared', length: number) => void) => {
    let rest = count;
    while (rest > 0) {
      const run = source[at];
      if (!run) return;
      if (run.in === 'shown') {
        push(runs, 'shown', run.length);
        at++;
        continue;
      }
      const piece = Math.min(rest, run.length);
      take(run.in, piece);
      rest -= piece;
      run.length -= piece;
      if (run.length === 0) at++;
    }
  };
  for (const step of delta) {
    if (step.retain !== undefined) walk(step.retain, (kind, length) => push(runs, kind, length));
    else if (step.delete !== undefined) {
      walk(step.delete, (kind, length) => {
        if (kind === 'both') push(runs, 'shown', length);
      });
    } else push(runs, 'shared', typeof step.insert === 'string' ? step.insert.length : 1);
  }
  for (; at < source.length; at++) {
    const run = source[at];
    if (run) push(runs, run.in, run.length);
  }
  return runs;
}

/** Where the shown position `index` lies in the shared text. It stays with the character on its left. */
export function toShared(alignment: Alignment, index: number): number {
  return sharedLength(cut(alignment, index)[0]);
}

/** Where the shared position `index` lies in the field. */
export function toShown(alignment: Alignment, index: number): number {
  let shown = 0;
  let rest = index;
  for (const run of alignment) {
    if (run.in === 'shown') {
      if (rest > 0) shown += run.length;
      continue;
    }
    const piece = Math.min(rest, run.length);
    if (run.in === 'both') shown += piece;
    rest -= piece;
  }
  return shown;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * The one edit that turns `before` into `after`, or null when they are equal. `caret` (the end of the
 * selection after the edit) decides between equal readings: in `aa` a typed `a` stands before the caret.
 * Never splits a surrogate pair.
 */
export function diffText(before: string, after: string, caret: number): TextEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let suffix = 0;
  const grow = (limit: number) => {
    while (suffix < limit && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) {
      suffix++;
    }
  };
  grow(Math.min(shorter, Math.max(0, after.length - caret)));
  let prefix = 0;
  while (prefix < shorter - suffix && before[prefix] === after[prefix]) prefix++;
  grow(shorter - prefix);
  if (prefix > 0 && isHigh(before.charCodeAt(prefix - 1))) prefix--;
  if (suffix > 0 && isLow(before.charCodeAt(before.length - suffix))) suffix--;
  return {
    index: prefix,
    remove: before.length - suffix - prefix,
    insert: after.slice(prefix, after.length - suffix),
  };
}

/**
 * The edit that brings `value[start, end)` into NFC, with the letter before it when the range begins with a
 * combining mark; null when nothing is to be done. Only a person's own typing is normalised: if everybody
 * normalised what arrives, two would replace the same letter at once and double it.
 */
export function normalizeEdit(value: string, start: number, end: number): TextEdit | null {
  let from = start;
  while (from > 0 && isMark.test(value.charAt(from))) from--;
  let to = Math.max(end, from);
  while (to < value.length && isMark.test(value.charAt(to))) to++;
  const part = value.slice(from, to);
  const edit = diffText(part, part.normalize('NFC'), part.length);
  return edit && { ...edit, index: edit.index + from };
}
