import { createSignal, createUniqueId, Show } from 'solid-js';
import { clockTime } from '../../shared/vietnamese/dates.ts';
import { offlineTexts as t } from '../i18n/offline.ts';
import { Icon } from '../ui/icon.tsx';
import { keepAhead } from './ahead.ts';
import styles from './ahead-sign.module.css';

/** That this device works without a network, and as of when: a small sign beside the status, in words when it is asked. */
export default function AheadSign(props: { dialogueId: string }) {
  const ahead = keepAhead(props.dialogueId);
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  const words = () => (ahead.at() ? t().ahead : t().aheadBusy);
  return (
    <Show when={ahead.at() || ahead.busy()}>
      <span class={styles.place}>
        <button
          type="button"
          class={styles.sign}
          data-ready={ahead.at() !== ''}
          aria-label={words()}
          aria-expanded={open()}
          aria-controls={id}
          title={words()}
          onClick={() => setOpen(!open())}
          onBlur={() => setOpen(false)}
          onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
        >
          <Icon name="device" />
          <Show when={ahead.at()}>
            <Icon name="check" />
          </Show>
        </button>
        <span id={id} class={styles.words} role="status" hidden={!open()}>
          <Show when={open()}>
            <strong>{words()}</strong>
            <Show when={ahead.at()}>
              {(at) => (
                <>
                  {' '}
                  {t().aheadWhy} {t().aheadAt(clockTime(at()))}.
                </>
              )}
            </Show>
          </Show>
        </span>
      </span>
    </Show>
  );
}
