import { createSignal } from 'solid-js';
import { commandTexts as t } from '../i18n/commands.ts';
import { latePart } from '../late-part.tsx';
import { Dialog } from '../ui/controls.tsx';
import { HeldKeys } from '../ui/held-keys.tsx';
import { rememberPlace } from './place.ts';

const PaletteSearch = latePart(() => import('./palette-search.tsx'), HeldKeys);

const [open, setOpen] = createSignal(false);

export { open as paletteOpen };

let goBack: () => void = () => undefined;

/** Opens the palette over the page; closing it brings the keyboard back to where it was. */
export function openPalette(): void {
  if (open()) return;
  goBack = rememberPlace();
  setOpen(true);
}

function closePalette(): void {
  if (!open()) return;
  setOpen(false);
  goBack();
}

/** Everything that can be done or opened from here, found by a few letters. */
export function Palette() {
  return (
    <Dialog open={open()} title={t().palette} onClose={closePalette}>
      <PaletteSearch onClose={closePalette} />
    </Dialog>
  );
}
