import { fold } from '../../shared/vietnamese/fold.ts';
import { isBareHonorific, isCompound, isHonorific, isPlace, isTitleWord } from './honorifics.ts';
import { type Found, NameIndex, nameKey, type Word, wordsOf } from './name-index.ts';
import { knownNumbers, redactNumbers } from './redact-numbers.ts';

/** What stands where a citizen's name was. */
export const hiddenPerson = 'một người dân';

/** Who is known from the register and the dialogue. */
export interface KnownPeople {
  /** Names that must not be shown: attendees who hold no office, and petitioners. */
  citizens: readonly string[];
  /** Names of those who speak in office (chair, secretaries, attendees with a title). */
  officials: readonly string[];
  phones: readonly string[];
}

/** Between the words of one name: spaces, a hyphen, a dot or underscore without a space; no comma, no full stop. */
const nameGap = /^(?:\s{1,4}|[._·]|\s?[-–]\s?)$/u;
const sentenceStart = /(?:^|[.!?…\n])[\s"“”'(+–-]*$/u;

/** Redacted texts kept at most. */
const mostDone = 1000;

interface Lead {
  /** Words of address before the name. */
  count: number;
  /** Written with their marks, so that they are surely words of address. */
  sure: boolean;
}

/** A decision about the words from one place on: hide them, or pass over them. */
interface Verdict {
  hide: boolean;
  words: number;
}

function isCapital(word: Word | undefined): boolean {
  return word !== undefined && /^\p{Lu}/u.test(word.text);
}

/**
 * Makes the redactor of a dialogue: takes names of citizens and numbers out of a text that goes to the
 * public screen. A citizen's full name is found whatever its case, marks and spaces, its given name after a
 * word of address (ông, bà, anh, chị …), and so is, after such a word, any capitalised name that is not an
 * official's: a walk-in is often named before the register knows them. Everything else keeps its marks.
 */
export class Redactor {
  readonly #citizens: NameIndex;
  readonly #officials: NameIndex;
  readonly #numbers: ReadonlySet<string>;
  /** Texts done already: most petitions are the same as at the last look. */
  readonly #done = new Map<string, string>();

  constructor(people: KnownPeople) {
    this.#citizens = new NameIndex(people.citizens);
    this.#officials = new NameIndex(people.officials);
    this.#numbers = knownNumbers(people.phones);
  }

  /**
   * @param consented the name of the petition's own citizen when its showing was agreed to; only it stays.
   */
  redact(text: string, consented = ''): string {
    const key = JSON.stringify([consented, text]);
    const known = this.#done.get(key);
    if (known !== undefined) return known;
    const clean = this.redactNumbers(text);
    const reading = new Reading(clean, this.#citizens, this.#officials, nameKey(consented));
    const redacted = reading.redacted();
    if (this.#done.size >= mostDone) this.#done.clear();
    this.#done.set(key, redacted);
    return redacted;
  }

  /** Only numbers and addresses: for a name shown with consent. NFC, without invisible characters. */
  redactNumbers(text: string): string {
    return redactNumbers(text.normalize('NFC').replace(/\p{Cf}/gu, ''), this.#numbers);
  }
}

/** One pass over one text. */
class Reading {
  readonly #text: string;
  readonly #words: Word[];
  readonly #citizens: NameIndex;
  readonly #officials: NameIndex;
  readonly #consented: string;
  /** Typed without any marks. */
  readonly #unmarked: boolean;
  /** All in capitals, which then say nothing. */
  readonly #shouted: boolean;

  constructor(text: string, citizens: NameIndex, officials: NameIndex, consented: string) {
    this.#text = text;
    this.#words = wordsOf(text);
    this.#citizens = citizens;
    this.#officials = officials;
    this.#consented = consented;
    this.#unmarked = fold(text) === text.toLowerCase();
    this.#shouted = !/\p{Ll}/u.test(text);
  }

  redacted(): string {
    let result = '';
    let from = 0;
    let i = 0;
    while (i < this.#words.length) {
      const verdict = this.#judge(i);
      const start = this.#words[i]?.start ?? 0;
      const end = this.#words[i + verdict.words - 1]?.end ?? start;
      if (verdict.hide) {
        const before = this.#text.slice(from, start);
        result += before + this.#mask(result + before);
        from = end;
      }
      i += verdict.words;
    }
    return result + this.#text.slice(from);
  }

  #mask(before: string): string {
    return sentenceStart.test(before.slice(-12)) ? `M${hiddenPerson.slice(1)}` : hiddenPerson;
  }

  /** Whether word `i` follows the one before as part of one name. */
  readonly #joined = (i: number): boolean => {
    const [left, right] = [this.#words[i - 1], this.#words[i]];
    return left !== undefined && right !== undefined && nameGap.test(this.#text.slice(left.end, right.start));
  };

  #judge(i: number): Verdict {
    const lead = this.#leadAt(i);
    const at = i + lead.count;
    const found = this.#nameAt(at, lead);
    if (found) return { hide: found.hide, words: lead.count + found.words };
    if (lead.count > 0) {
      const plain = this.#fullNameAt(i);
      if (plain) return plain;
    }
    return { hide: false, words: 1 };
  }

  /** Words of address from word `i` on, each joined to the next. */
  #leadAt(i: number): Lead {
    let count = 0;
    let sure = true;
    for (;;) {
      const [word, next] = [this.#words[i + count], this.#words[i + count + 1]];
      if (!word || !next || !this.#joined(i + count + 1)) break;
      const exact = isHonorific(word.text);
      if (!exact && !(isBareHonorific(word.text) && (this.#unmarked || isCapital(next)))) break;
      sure &&= exact;
      count += 1;
    }
    return { count, sure };
  }

  #nameAt(at: number, lead: Lead): Verdict | null {
    const full = this.#fullNameAt(at);
    if (full) return full;
    if (lead.count === 0) return null;
    return this.#givenNameAt(at) ?? (lead.sure ? this.#strangerAt(at) : null);
  }

  #fullNameAt(at: number): Verdict | null {
    const found = this.#citizens.fullAt(this.#words, at, this.#joined);
    const [first, second] = [this.#words[at], this.#words[at + 1]];
    if (found && first && second && found.words === 2 && isCompound(first.text, second.text)) return null;
    if (found) return this.#verdict(found);
    const begun = this.#endsOpen() ? this.#citizens.begunAt(this.#words, at, this.#joined) : [];
    if (begun.length === 0) return null;
    return this.#verdict({ keys: begun, words: this.#words.length - at });
  }

  /** Whether the text stops in the middle of a sentence, as while it is being typed. */
  #endsOpen(): boolean {
    return /[\p{L}\p{M}]\s*$/u.test(this.#text);
  }

  #givenNameAt(at: number): Verdict | null {
    const found = this.#citizens.endingAt(this.#words, at, this.#joined);
    const [before, word] = [this.#words[at - 1], this.#words[at]];
    if (!found || !before || !word) return null;
    if (found.words === 1) {
      if (isCompound(before.text, word.text)) return null;
      if (word.folded.length === 1 && !isCapital(word)) return null;
      if (isHonorific(word.text) && !isCapital(word)) return null;
    }
    return this.#verdict(found);
  }

  /** A capitalised name after a word of address that no list knows. */
  #strangerAt(at: number): Verdict | null {
    if (this.#shouted) return null;
    const [before, first] = [this.#words[at - 1], this.#words[at]];
    if (!before || !first || isPlace(before.text, first.text)) return null;
    const official = this.#officials.endingAt(this.#words, at, this.#joined);
    if (official) return { hide: false, words: official.words };
    let count = 0;
    while (count < 5 && this.#isNameWord(at + count, count > 0)) count += 1;
    return count === 0 ? null : { hide: true, words: count };
  }

  #isNameWord(i: number, follows: boolean): boolean {
    const word = this.#words[i];
    if (!word || !isCapital(word) || isTitleWord(word.text)) return false;
    return !follows || this.#joined(i);
  }

  /** Hidden unless it can only be the name that was agreed to. */
  #verdict(found: Found): Verdict {
    const agreed = this.#consented !== '' && found.keys.every((key) => key === this.#consented);
    return { hide: !agreed, words: found.words };
  }
}
