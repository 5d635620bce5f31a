import { createMemo, Show } from 'solid-js';
import { qrCode, TooLongForQr } from '../../../shared/qr-code.ts';

/** Light modules around a code, as its standard asks. */
const quiet = 4;

/** A QR code drawn in the text's colour on white; nothing when the text is too long for one. */
export function QrCode(props: { text: string; label: string; class?: string }) {
  const drawn = createMemo(() => {
    try {
      return draw(props.text);
    } catch (error) {
      if (error instanceof TooLongForQr) return null;
      throw error;
    }
  });
  return (
    <Show when={drawn()}>
      {(code) => (
        <svg
          class={props.class}
          role="img"
          aria-label={props.label}
          viewBox={`${-quiet} ${-quiet} ${code().size + 2 * quiet} ${code().size + 2 * quiet}`}
          shape-rendering="crispEdges"
        >
          <rect x={-quiet} y={-quiet} width="100%" height="100%" fill="#fff" />
          <path d={code().path} fill="#000" />
        </svg>
      )}
    </Show>
  );
}

/** One rectangle for each run of dark modules in a row. */
function draw(text: string): { size: number; path: string } {
  const { size, dark } = qrCode(text);
  const parts: string[] = [];
  for (let y = 0; y < size; y += 1) {
    const row = Array.from({ length: size }, (_, x) => (dark(x, y) ? '1' : '0')).join('');
    for (const run of row.matchAll(/1+/g))
      parts.push(`M${run.index} ${y}h${run[0].length}v1h${-run[0].length}z`);
  }
  return { size, path: parts.join('') };
}
