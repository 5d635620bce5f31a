import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** How long it is said what was done, ms. */
const saidFor = 10_000;

/** What was done last, said for a while. To be called in a Solid owner. */
export function createSaid(): [said: Accessor<string>, say: (what: string) => void] {
  const [said, setSaid] = createSignal('');
  let silence: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(silence));
  return [
    said,
    (what) => {
      clearTimeout(silence);
      setSaid(what);
      silence = setTimeout(() => setSaid(''), saidFor);
    },
  ];
}
