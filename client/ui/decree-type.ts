import './decree-type.css';
import { type Face, measureLettersWith } from '../../shared/documents/letters.ts';
import { mmPerPoint } from '../../shared/documents/measures.ts';

/** The documents' type in a page: as wide as in print, so that lines are measured by it. */

const styles: Record<Face, string> = {
  regular: '',
  bold: 'bold ',
  italic: 'italic ',
  boldItalic: 'italic bold ',
};

const pen = document.createElement('canvas').getContext('2d');

/** Width in mm; where a browser gives no canvas, by the usual width of a letter. */
function widthOf(text: string, face: Face, size: number): number {
  if (!pen) return text.length * size * 0.5 * mmPerPoint;
  pen.font = `${styles[face]}${size}px Decree, "Times New Roman", serif`;
  return pen.measureText(text).width * mmPerPoint;
}

/** Letters of each file of a face: one that no letter asks for is not loaded. */
const letters = 'Nước Đăk Ỗ';

/** Resolves when the type is there or cannot come; from then on documents are measured by it. */
export async function decreeTypeReady(): Promise<boolean> {
  await Promise.allSettled(
    Object.values(styles).map((style) => document.fonts.load(`${style}13px Decree`, letters)),
  );
  measureLettersWith(widthOf);
  return true;
}
