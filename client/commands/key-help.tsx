import { createSignal } from 'solid-js';
import { commandTexts as t } from '../i18n/commands.ts';
import { latePart } from '../late-part.tsx';
import { Dialog } from '../ui/controls.tsx';
import { rememberPlace } from './place.ts';

const KeyList = latePart(() => import('./key-list.tsx'));

const [open, setOpen] = createSignal(false);
let goBack: () => void = () => undefined;

/** Shows all keys over the page; closing brings the keyboard back to where it was. */
export function openKeyHelp(): void {
  if (open()) return;
  goBack = rememberPlace();
  setOpen(true);
}

function close(): void {
  if (!open()) return;
  setOpen(false);
  goBack();
}

/** All keys that work now, over the page. */
export function KeyHelp() {
  return (
    <Dialog open={open()} title={t().keyHelp} onClose={close}>
      <KeyList />
    </Dialog>
  );
}
