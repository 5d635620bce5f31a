import encodeQR from 'qr';

/** The codes that another program makes of a text, row by row: one for each of the masks that the standard leaves open. */
export function codesOf(text: string): boolean[][] {
  return ([0, 1, 2, 3, 4, 5, 6, 7] as const).map((mask) => {
    const rows = encodeQR(text, 'raw', { ecc: 'medium', encoding: 'byte', mask, border: 1 });
    return rows.slice(1, -1).flatMap((row) => row.slice(1, -1));
  });
}
