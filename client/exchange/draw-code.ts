import encodeQR from 'qr';

/** Light modules around a code, as its standard asks. */
const quiet = 4;

/**
 * Draws a text of the alphanumeric signs as a QR code that fills `canvas`, dark on white, every module as many whole
 * pixels wide as fit into `edge` pixels. Returns the edge that was drawn.
 */
export function drawCode(canvas: HTMLCanvasElement, text: string, edge: number): number {
  const modules = encodeQR(text, 'raw', { ecc: 'low', encoding: 'alphanumeric', border: quiet });
  const scale = Math.max(1, Math.floor(edge / modules.length));
  const size = modules.length * scale;
  // Setting the size wipes the canvas, and is not for nothing.
  if (canvas.width !== size) [canvas.width, canvas.height] = [size, size];
  const context = canvas.getContext('2d');
  if (!context) return size;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size, size);
  context.fillStyle = '#000';
  for (const [y, row] of modules.entries())
    for (const [x, isDark] of row.entries()) if (isDark) context.fillRect(x * scale, y * scale, scale, scale);
  return size;
}
