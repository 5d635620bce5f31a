import {
  BorderStyle,
  type IBorderOptions,
  type ISpacingProperties,
  LineRuleType,
  Paragraph,
  type Table,
} from 'docx';
import { measures } from '../../shared/documents/measures.ts';

/** Units of a Word document, which counts in twips, half points and eighths of a point, and its usual spacings. */

export const twips = (mm: number) => Math.round((mm * 1440) / 25.4);
export const pointTwips = (points: number) => Math.round(points * 20);
export const halfPoints = (points: number) => points * 2;
export const eighths = (points: number) => Math.round(points * 8);

/** Space above and below in points, and lines of so many times the single height (240 is one line). */
export function spacing(multiple: number, before = 0, after = 0): ISpacingProperties {
  return {
    before: pointTwips(before),
    after: pointTwips(after),
    line: Math.round(240 * multiple),
    lineRule: LineRuleType.AUTO,
  };
}

/** Space above and below, and a line of exactly `height`, all in points. */
export function exactSpacing(height: number, before = 0, after = 0): ISpacingProperties {
  return {
    before: pointTwips(before),
    after: pointTwips(after),
    line: pointTwips(height),
    lineRule: LineRuleType.EXACT,
  };
}

/** Spacing of body text, with more space above where told. */
export function bodySpacing(before = 0): ISpacingProperties {
  return spacing(measures.text.lineSpacing, before, measures.text.paragraphGap);
}

export const noBorder: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
export const noMargins = { top: 0, bottom: 0, left: 0, right: 0 };
export const noBorders = {
  top: noBorder,
  bottom: noBorder,
  left: noBorder,
  right: noBorder,
  insideHorizontal: noBorder,
  insideVertical: noBorder,
};

export type FileChild = Paragraph | Table;

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** An empty paragraph of the given height in points. */
export function spacer(height: number, keepNext = false): Paragraph {
  return new Paragraph({
    keepNext,
    spacing: exactSpacing(height),
    children: [],
  });
}
