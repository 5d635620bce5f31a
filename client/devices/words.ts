import { deviceName, type HeldPart, type ListedDevice, sumHeld } from '../../shared/devices.ts';
import { clockTime, localDay } from '../../shared/vietnamese/dates.ts';
import { deviceTexts as t } from '../i18n/devices.ts';
import { language } from '../i18n/index.ts';
import { hallDate } from '../time/hall-clock.ts';
import { hallTime } from '../ui/lines.ts';

/** An instant as people say it: the time, with the day when that is not today. */
export function whenWords(iso: string): string {
  if (!iso) return '';
  return localDay(iso) === localDay(hallDate().toISOString()) ? clockTime(iso) : hallTime(iso);
}

/** What a device is called, with who uses it. */
export function deviceAndWho(device: Pick<ListedDevice, 'name' | 'kind' | 'number' | 'who'>): string {
  return [deviceName(device, language()), device.who].filter(Boolean).join(' – ');
}

/** What a device says that it holds of a part. */
export function heldWords(part: HeldPart, held: { waiting: number; late: number; since: string }): string {
  if (part === 'papers') return t().files(held.waiting);
  const parts = [
    ...(held.waiting > 0 ? [t().changes(held.waiting, whenWords(held.since))] : []),
    ...(held.late > 0 ? [t().lateChanges(held.late)] : []),
  ];
  return parts.join(', ');
}

/** The line of a warning before a freeze. */
export function riskWords(device: ListedDevice): string {
  const called = deviceAndWho(device);
  if (device.risk === 'mayHold') return t().warnMayHold(called, whenWords(device.seenAt));
  const { waiting, late, since } = sumHeld(Object.values(device.held));
  return t().warnHolds(called, waiting + late, whenWords(since));
}
