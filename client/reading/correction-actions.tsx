import { createSignal, Show } from 'solid-js';
import { type Correction, type CorrectionState, settleCorrection } from '../../shared/docs/corrections.ts';
import { readingTexts as t } from '../i18n/reading.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { Button, TextField } from '../ui/controls.tsx';
import styles from './reading.module.css';

/** Ends a correction: done, or declined with the reason; or opens it again. */
export function CorrectionActions(props: { correction: Correction; register: OpenDocument; person: string }) {
  const [declining, setDeclining] = createSignal(false);
  const [reason, setReason] = createSignal('');
  const settle = (state: CorrectionState) => {
    settleCorrection(
      props.register.doc,
      props.correction.id,
      state,
      props.person,
      new Date().toISOString(),
      reason(),
    );
    setDeclining(false);
  };
  return (
    <Show
      when={props.correction.state === 'open'}
      fallback={
        <Button kind="quiet" icon="undo" onClick={() => settle('open')}>
          {t().reopen}
        </Button>
      }
    >
      <Show
        when={declining()}
        fallback={
          <>
            <Button icon="check" onClick={() => settle('done')}>
              {t().done}
            </Button>
            <Button icon="close" onClick={() => setDeclining(true)}>
              {t().decline}
            </Button>
          </>
        }
      >
        <form
          class={styles.declining}
          onSubmit={(event) => {
            event.preventDefault();
            settle('declined');
          }}
        >
          <TextField
            ref={(input: HTMLInputElement) => queueMicrotask(() => input.focus())}
            label={t().reason}
            maxLength={500}
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" icon="close">
            {t().decline}
          </Button>
        </form>
      </Show>
    </Show>
  );
}
