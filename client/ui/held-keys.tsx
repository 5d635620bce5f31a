import { onCleanup, onMount } from 'solid-js';

function takesText(element: Element | null): boolean {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}

/**
 * Stands where a field is about to come: what is typed meanwhile waits, runs no commands, and goes into the field that
 * has the focus once it is there.
 */
export function HeldKeys() {
  let held = '';
  const hold = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (takesText(document.activeElement)) return;
    if (event.key.length === 1) held += event.key;
    else if (event.key === 'Backspace') held = held.slice(0, -1);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  onMount(() => addEventListener('keydown', hold, { capture: true }));
  onCleanup(() => {
    // The field takes the focus a moment after it has come.
    setTimeout(() => {
      removeEventListener('keydown', hold, { capture: true });
      if (held !== '' && takesText(document.activeElement)) document.execCommand('insertText', false, held);
    });
  });
  return null;
}
