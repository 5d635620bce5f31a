import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/**
 * Files dropped anywhere on the page: beside the box the browser would open them in place of the page. Returns whether
 * some hover over it now. To be called inside a Solid owner.
 */
export function createDrop(taken: (files: FileList) => void): Accessor<boolean> {
  const [over, setOver] = createSignal(false);
  onMount(() => {
    const leave = new AbortController();
    const { signal } = leave;
    onCleanup(() => leave.abort());
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(event.type === 'dragover');
      if (event.type === 'drop') taken(event.dataTransfer.files);
    };
    for (const kind of ['dragover', 'dragleave', 'drop'] as const) addEventListener(kind, drag, { signal });
  });
  return over;
}
