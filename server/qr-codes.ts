import encodeQR from 'qr';

/** Dark squares of a QR code, row by row, without a border. */
export function qrModules(text: string): boolean[][] {
  // It draws no code without a border.
  return encodeQR(text, 'raw', { ecc: 'medium', border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1));
}

/** A QR code as one SVG path, dark squares only; a row's run of squares is one rectangle. `border`: squares left free around it. */
export function qrSvg(text: string, border = 0): string {
  const rows = qrModules(text);
  let path = '';
  for (const [row, squares] of rows.entries()) {
    for (let column = 0; column < squares.length; column++) {
      const start = column;
      while (squares[column]) column++;
      if (column > start) path += `M${start} ${row}h${column - start}v1h${start - column}z`;
    }
  }
  const size = rows.length + 2 * border;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-border} ${-border} ${size} ${size}"><path d="${path}"/></svg>`;
}

/** A QR code drawn with half blocks for a terminal. */
export function qrInTerminal(text: string): string {
  return encodeQR(text, 'ascii', { ecc: 'medium', border: 2 });
}
