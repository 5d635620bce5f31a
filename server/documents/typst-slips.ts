import { readFileSync } from 'node:fs';
import { measures } from '../../shared/documents/measures.ts';
import type { Slip, SlipSheets } from '../../shared/documents/tree.ts';
import { qrSvg } from '../qr-codes.ts';
import { printable } from './printable.ts';
import { layOut, writePdf } from './typesetter.ts';

/** Slips as PDF. */

const template = readFileSync(new URL('./slips.typ', import.meta.url), 'utf8');

function printableSlip(slip: Slip): Slip & { qr: string } {
  const line = (value: string) => printable(value, measures.longWord.cell);
  return {
    ...slip,
    body: slip.body.map(line),
    lines: slip.lines.map(({ label, value }) => ({ label, value: line(value) })),
    address: line(slip.address),
    notes: slip.notes.map(line),
    qr: slip.link === '' ? '' : qrSvg(slip.link),
  };
}

function compile({ sheet, info, slips }: SlipSheets) {
  return layOut(template, { sheet, info, measures, slips: slips.map(printableSlip) });
}

/** Slips as PDF/A-3b; equal slips give equal bytes. Throws LayoutError. */
export function slipsToPdf(sheets: SlipSheets): Uint8Array {
  return writePdf(compile(sheets), sheets.info.createdAt);
}
