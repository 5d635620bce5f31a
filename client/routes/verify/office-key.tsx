import { createResource, Show } from 'solid-js';
import { loadOfficeKeys, type OfficeKeys } from '../../data.ts';
import { verifyTexts } from '../../i18n/verify.ts';
import page from '../../ui/page.module.css';

/** The keys; what the server said last when it is out of reach, null when it never said. */
export function officeKeysIfKnown(): Promise<OfficeKeys | null> {
  return loadOfficeKeys().catch(() => null);
}

/** The fingerprint of the key that records are signed with. `keeper` also says where the key lies. */
export function OfficeKey(props: { keeper?: boolean }) {
  const [keys] = createResource(officeKeysIfKnown);
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
