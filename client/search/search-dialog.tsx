import { createSignal, onCleanup, onMount } from 'solid-js';
import { isTyping, keyName, offerCommands } from '../commands/commands.ts';
import { searchTexts as t } from '../i18n/search.ts';
import { latePart } from '../late-part.tsx';
import { Dialog } from '../ui/controls.tsx';
import { HeldKeys } from '../ui/held-keys.tsx';

const SearchBox = latePart(() => import('./search-box.tsx'), HeldKeys);

/** The search over whatever page is on show: the key / opens it, and closing it leads back to where the person was. */
export function SearchDialog() {
  const [open, setOpen] = createSignal(false);
  offerCommands([
    { id: 'search', label: () => t().title, group: 'go', keys: ['Slash'], run: () => setOpen(true) },
  ]);
  // Pages without a palette hear the key too; where another listener has taken it, this one does nothing.
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
    if (keyName(event) !== 'Slash') return;
    event.preventDefault();
    setOpen(true);
  };
  onMount(() => {
    document.addEventListener('keydown', onKey);
    onCleanup(() => document.removeEventListener('keydown', onKey));
  });
  return (
    <Dialog open={open()} title={t().title} onClose={() => setOpen(false)}>
      <SearchBox onClose={() => setOpen(false)} />
    </Dialog>
  );
}
