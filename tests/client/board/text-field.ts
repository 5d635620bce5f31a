import type { TextControl } from '../../../client/board/text-binding.ts';

type Listener = (event: never) => void;

/** A `<textarea>` without a browser, with an input method that composes in it as Chromium's does. */
export class FakeField implements TextControl {
  selectionStart = 0;
  selectionEnd = 0;
  scrollTop = 0;
  focused = true;
  /** Times the page itself wrote into the field. */
  written = 0;
  private text = '';
  private readonly listeners = new Map<string, Set<Listener>>();
  private preedit: { start: number; end: number } | null = null;

  get value(): string {
    return this.text;
  }
  set value(next: string) {
    this.text = next.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
    this.selectionStart = this.text.length;
    this.selectionEnd = this.text.length;
    this.written++;
  }
  get composing(): boolean {
    return this.preedit !== null;
  }
  matches(selector: string): boolean {
    return selector === ':focus' && this.focused;
  }
  setSelectionRange(start: number | null, end: number | null): void {
    this.selectionStart = Math.min(start ?? 0, this.text.length);
    this.selectionEnd = Math.min(end ?? 0, this.text.length);
  }
  addEventListener(type: string, listener: unknown): void {
    const all = this.listeners.get(type) ?? new Set();
    all.add(listener as Listener);
    this.listeners.set(type, all);
  }
  removeEventListener(type: string, listener: unknown): void {
    this.listeners.get(type)?.delete(listener as Listener);
  }
  fire(type: string, event: object = {}): void {
    for (const listener of this.listeners.get(type) ?? []) listener(event as never);
  }
  private replace(start: number, end: number, insert: string): void {
    this.text = this.text.slice(0, start) + insert + this.text.slice(end);
    this.setSelectionRange(start + insert.length, start + insert.length);
  }
  /** Types over the selection; inside a composition the input method ends it first. */
  type(insert: string): void {
    this.endComposition();
    this.replace(this.selectionStart, this.selectionEnd, insert);
    this.fire('input');
  }
  /** A key that types a letter. */
  key(letter: string): void {
    this.fire('beforeinput', { inputType: 'insertText', data: letter });
    this.type(letter);
  }
  /** The key that takes the letter before the caret. */
  backspace(): void {
    this.fire('beforeinput', { inputType: 'deleteContentBackward', data: null });
    this.replace(Math.max(0, this.selectionStart - 1), this.selectionEnd, '');
    this.fire('input');
  }
  /** The word under composition becomes `preedit`. */
  compose(preedit: string): void {
    if (!this.preedit) {
      this.preedit = { start: this.selectionStart, end: this.selectionEnd };
      this.fire('compositionstart');
    }
    const { start, end } = this.preedit;
    this.replace(start, end, preedit);
    this.preedit = { start, end: start + preedit.length };
    this.fire('input', { isComposing: true });
  }
  endComposition(): void {
    if (!this.preedit) return;
    this.preedit = null;
    this.fire('compositionend');
  }
  undo(shiftKey = false): void {
    this.fire('keydown', { key: 'z', ctrlKey: true, shiftKey, preventDefault() {} });
  }
}
