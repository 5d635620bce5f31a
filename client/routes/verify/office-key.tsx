import { createResource, Show } from 'solid-js';
import { api } from '../../api.ts';
import { verifyTexts } from '../../i18n/verify.ts';
import { askOrKept } from '../../kept.ts';
import page from '../../ui/page.module.css';

/** The installation's public keys; `publicKey` is the one it signs with now. */
export interface OfficeKeys {
  publicKey: string;
  fingerprint: string;
  keys: string[];
}

/** Asks the server for the keys; what it said last when it is out of reach, null when it never said. */
export async function loadOfficeKeys(): Promise<OfficeKeys | null> {
  try {
    return await askOrKept('verification.key', async () => (await api.verification.key.$get()).json());
  } catch {
    return null;
  }
}

/** The fingerprint of the key that records are signed with. `keeper` also says where the key lies. */
export function OfficeKey(props: { keeper?: boolean }) {
  const [keys] = createResource(loadOfficeKeys);
  return (
    <Show when={keys.latest}>
      {(known) => (
        <div>
          <p class={page.muted}>{verifyTexts().keyTitle}</p>
          <p class={page.code} data-testid="office-key">
            {known().fingerprint}
          </p>
          <Show when={props.keeper}>
            <p class={page.muted}>{verifyTexts().keyKept}</p>
          </Show>
        </div>
      )}
    </Show>
  );
}
