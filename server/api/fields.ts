import * as v from 'valibot';
import { answerFileTypes } from '../../shared/follow-up.ts';
import { isPaperHash } from '../../shared/papers/paper-kind.ts';

/** Composed letters (NFC), no white space at the ends. */
export const tidy = v.transform((value: string) => value.normalize('NFC').trim());

/** A text of at most `most` UTF-16 units as it was sent, tidied. */
export const textOf = (most: number) => v.pipe(v.string(), v.maxLength(most), tidy);

/** The file of an answer as a page names it; what the store knows of it counts. */
export const answerFileSchema = v.object({
  hash: v.pipe(v.string(), v.check(isPaperHash)),
  type: v.picklist(answerFileTypes),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
