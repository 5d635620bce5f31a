import type { Speaker } from './docs/speakers.ts';
import { fold } from './vietnamese/fold.ts';

/** How a speaker is named in the minutes, on paper as on the page. Official Vietnamese, whatever the page speaks. */

/** What stands for a speaker whose entry is gone. */
export const someSpeaker = 'Người phát biểu';

const kinds = /^(thon|lang|ban|buon|ap|xom|khu|to|phum|soc|khom)\s/;

const oneLine = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** `thôn Giang Lố 1`, from a village with or without its kind; empty for none. */
export function villageOfSpeaker(village: string): string {
  const line = oneLine(village);
  if (line === '' || !kinds.test(fold(line))) return line && `thôn ${line}`;
  return line.charAt(0).toLocaleLowerCase('vi') + line.slice(1);
}

/** `Nguyễn Văn A, thôn Giang Lố 1 (Hội viên Hội Nông dân)`; a neutral word when nothing is known. */
export function speakerLine(speaker: Pick<Speaker, 'name' | 'village' | 'group'> | undefined): string {
  const name = oneLine(speaker?.name ?? '') || someSpeaker;
  const village = villageOfSpeaker(speaker?.village ?? '');
  const group = oneLine(speaker?.group ?? '');
  return `${[name, village].filter(Boolean).join(', ')}${group && ` (${group})`}`;
}
