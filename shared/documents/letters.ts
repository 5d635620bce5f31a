/**
 * How wide the documents' letters are. Who builds a document says how they are measured: the server from the files of
 * the fonts, a device by its browser's own text.
 */

export type Face = 'regular' | 'italic' | 'bold' | 'boldItalic';

/** Width of a text set on one line in a face at a size (points), in mm. */
export type WidthOf = (text: string, face: Face, size: number) => number;

let measure: WidthOf | null = null;

/** From now on letters are measured so. */
export function measureLettersWith(widthOf: WidthOf): void {
  measure = widthOf;
}

/** Width of `text` set on one line in `face` at `size` points, in mm. */
export function widthOf(text: string, face: Face, size: number): number {
  if (!measure) throw new Error('nobody has said how letters are measured');
  return measure(text, face, size);
}

/**
 * Lines that `text` takes in a column `width` mm wide: the true number or a little more, for whole words leave lines
 * partly empty. At least 1.
 */
export function linesNeeded(text: string, width: number, face: Face, size: number): number {
  return Math.max(1, Math.ceil((widthOf(text, face, size) / width) * 1.15));
}
