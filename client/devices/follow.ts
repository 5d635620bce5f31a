import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import type { ListedDevice } from '../../shared/devices.ts';
import { api } from '../api.ts';

/** How often the hall is asked, ms, while the page is looked at. */
const askEvery = 2_000;

export interface FollowedDevices {
  /** As last told; null while nothing was. */
  devices: Accessor<readonly ListedDevice[] | null>;
  /** When it was last told, ms since the epoch. */
  toldAt: Accessor<number>;
  /** Why the last try failed, or null. */
  error: Accessor<unknown>;
  ask: () => Promise<void>;
}

/** The devices of a dialogue as the hall knows them, while `wanted`. To be called inside a Solid owner. */
export function followDevices(dialogueId: () => string, wanted: () => boolean = () => true): FollowedDevices {
  const [devices, setDevices] = createSignal<readonly ListedDevice[] | null>(null);
  const [toldAt, setToldAt] = createSignal(0);
  const [error, setError] = createSignal<unknown>(null);
  const ask = async () => {
    try {
      const param = { id: dialogueId() };
      setDevices(await (await api.dialogues[':id'].devices.$get({ param })).json());
      setToldAt(Date.now());
      setError(null);
    } catch (reason) {
      setError(reason);
    }
  };
  createEffect(() => {
    if (!wanted()) return;
    let timer: ReturnType<typeof setTimeout>;
    let ended = false;
    const next = async () => {
      if (!document.hidden) await ask();
      if (!ended) timer = setTimeout(() => void next(), askEvery);
    };
    void next();
    onCleanup(() => {
      ended = true;
      clearTimeout(timer);
    });
  });
  return { devices, toldAt, error, ask };
}
