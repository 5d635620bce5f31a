import { createSignal } from 'solid-js';
import { type DeviceKind, deviceName, writeSign } from '../shared/devices.ts';
import { newId } from '../shared/ids.ts';
import { language } from './i18n/index.ts';

/*
 * Which device this is: a random key that this browser made for itself and keeps. Nothing about the machine goes into
 * it; a browser whose storage is wiped is another device from then on.
 */

const keyName = 'doithoai.device';
const knownName = 'doithoai.device.known';

/** What the hall calls this device. */
export interface KnownDevice {
  id: string;
  kind: DeviceKind;
  number: number;
  name: string;
}

function read(name: string): string {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Blocked storage: this page is a device of its own.
  }
}

let key = '';

function deviceKey(): string {
  key ||= read(keyName);
  if (!/^[a-z2-7]{12}$/.test(key)) {
    key = newId();
    write(keyName, key);
  }
  return key;
}

/** What the device is held like; its default name says it. */
function kindOfDevice(): DeviceKind {
  if (!matchMedia('(pointer: coarse)').matches) return 'computer';
  return Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet';
}

const visit = newId();

/** How this page names itself to the hall (shared/devices.ts). */
export function deviceSign(): string {
  return writeSign({ key: deviceKey(), visit, kind: kindOfDevice() });
}

function readKnown(): KnownDevice | null {
  try {
    return JSON.parse(read(knownName) || 'null');
  } catch {
    return null;
  }
}

const [knownDevice, setKnown] = createSignal<KnownDevice | null>(readKnown());

export { knownDevice };

/** The hall said what it calls this device. */
export function learnDevice(device: KnownDevice): void {
  const text = JSON.stringify(device);
  if (text === JSON.stringify(knownDevice())) return;
  setKnown(device);
  write(knownName, text);
}

/** This device's name, also out of the hall's reach; empty until the hall has given it one. */
export function ownDeviceName(): string {
  const device = knownDevice();
  return device ? deviceName(device, language()) : '';
}
