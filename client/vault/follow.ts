import { openKept } from '../kept.ts';
import { within } from '../sync/indexed-db.ts';
import { hearTabs } from '../tabs.ts';
import { type Cipher, setVault, vaultState } from './own-key.ts';
import { vaultsOf } from './records.ts';

/** How long the device may take to say whether a person has a key on it, ms. */
const lookLimit = 10_000;

let person = '';
let turn = 0;
hearTabs('keys', ({ removed }) => {
  if (vaultState() !== 'unknown') void look(false, !removed);
});

/** Forgets the key in this browser's memory and storage for the session; the wrapped one stays. */
export function dropSessionKey(): void {
  try {
    localStorage.removeItem('doithoai.sessionKey');
  } catch {
    // blocked storage holds nothing
  }
}

/** Who works at this device from now on; empty: nobody. */
export async function followVault(personId: string): Promise<void> {
  const isNew = personId !== person;
  person = personId;
  if (isNew || vaultState() === 'none') await look(isNew);
}

/** Looks once more whether the person has a key here: another tab may have made one. */
export async function lookAgain(): Promise<void> {
  if (vaultState() !== 'unknown') await look(false);
}

/** `mayRestore`: a key that is open here and gone from the disk was cleared with it, and is written down again. */
async function look(isNew: boolean, mayRestore = true): Promise<void> {
  turn += 1;
  const now = turn;
  if (person === '') {
    dropSessionKey();
    return enter(now, 'none', null);
  }
  if (isNew) setVault('unknown');
  const wasOpen = vaultState() === 'open';
  let [vault] = await within(lookLimit, vaultsOf(person)).catch(() => []);
  if (!vault && wasOpen && mayRestore)
    vault = await import('./vault.ts').then(({ restore }) => restore(person)).catch(() => undefined);
  if (now !== turn) return;
  if (!vault) return enter(now, 'none', null);
  const cipher = await import('./vault.ts').then(({ fromSession }) => fromSession(vault)).catch(() => null);
  if (now !== turn) return;
  if (cipher) await enter(now, 'open', cipher);
  else setVault('locked');
}

/** What is kept is there before any page asks for it. */
async function enter(now: number, state: 'none' | 'open', cipher: Cipher | null): Promise<void> {
  await within(lookLimit, openKept(cipher)).catch(() => undefined);
  if (now === turn) setVault(state, cipher);
}
