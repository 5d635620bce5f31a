import { mainScreen } from '../../../shared/docs/stage.ts';
import { readKept, writeKept } from '../../kept.ts';

const keyOf = (dialogueId: string) => `screen.${dialogueId}`;

/** Which screen this device is: the one in the address, else the one it was before, else the main one. */
export function whichScreen(dialogueId: string, asked: string | undefined): string {
  return asked || readKept<string>(keyOf(dialogueId)) || mainScreen;
}

/** Remembers on this device which screen it is. */
export function rememberScreen(dialogueId: string, screenId: string): void {
  writeKept(keyOf(dialogueId), screenId === mainScreen ? null : screenId);
}
