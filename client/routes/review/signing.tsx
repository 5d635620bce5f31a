import { createSignal, For, Show } from 'solid-js';
import { signsAs } from '../../../shared/access.ts';
import type { DialogueRecord } from '../../../shared/record.ts';
import { type Capacity, capacities, type RecordVersion, type SignOff } from '../../../shared/review.ts';
import { api } from '../../api.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { reviewTexts as t } from '../../i18n/review.ts';
import { ownRole, session } from '../../session.ts';
import { Notice, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { hallTime } from '../../ui/lines.ts';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { DrawingField } from './drawing.tsx';
import styles from './review.module.css';

interface SigningProps {
  version: RecordVersion;
  record: DialogueRecord;
  signOffs: readonly SignOff[];
  /** The version is the newest, and the dialogue is closed. */
  signable: boolean;
  openThreads: number;
  onSigned: () => void;
}

/** Who signed this version, and the form to sign it. */
export function Signing(props: SigningProps) {
  const own = () => signsAs(ownRole());
  const of = (capacity: Capacity) => props.signOffs.find((one) => one.capacity === capacity);
  const mayNow = () => {
    const capacity = own();
    return props.signable && capacity && !of(capacity) ? capacity : null;
  };
  return (
    <section class={page.card} aria-label={t().signTitle}>
      <h2>{t().signTitle}</h2>
      <ul class={styles.signers}>
        <For each={capacities}>
          {(capacity) => (
            <li data-signed={of(capacity) !== undefined}>
              <Icon name={of(capacity) ? 'check' : 'clock'} /> <strong>{t()[capacity]}</strong>:{' '}
              <Show when={of(capacity)} fallback={t().notSigned}>
                {(one) => (
                  <>
                    {t().signedAt(one().name, one().title, hallTime(one().at))}
                    <Show when={one().drawing}>
                      <figure class={styles.figure}>
                        <img src={one().drawing} alt={t().drawing(one().name)} />
                        <figcaption class={page.muted}>{t().drawing(one().name)}</figcaption>
                      </figure>
                    </Show>
                  </>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.version.state === 'draft'}>
        <Show when={props.signable} fallback={<Notice>{t().closedForSigning}</Notice>}>
          <Show when={session()?.role === 'organizer'}>
            <p class={page.muted}>{t().cannotSign}</p>
          </Show>
        </Show>
      </Show>
      <Show when={mayNow()}>{(capacity) => <SignForm {...props} capacity={capacity()} />}</Show>
    </section>
  );
}

function SignForm(props: SigningProps & { capacity: Capacity }) {
  const chairs = () => props.capacity === 'chair';
  const [name, setName] = createSignal(session()?.name ?? '');
  const [title, setTitle] = createSignal(chairs() ? props.record.dialogue.chairTitle : '');
  const [drawing, setDrawing] = createSignal('');
  const { error, working, send } = createSending();
  const sign = (event: SubmitEvent) => {
    event.preventDefault();
    void send(async () => {
      const json = { hash: props.version.hash, name: name(), title: title(), drawing: drawing() };
      await api.freezes[':id'].signatures.$post({ param: { id: props.version.id }, json });
      props.onSigned();
    });
  };
  return (
    <form class={styles.form} onSubmit={sign}>
      <p>{t().signLead}</p>
      <Show when={props.openThreads > 0}>
        <Notice kind="warn">{t().signOpenThreads}</Notice>
      </Show>
      <div class={page.grid}>
        <TextField
          label={t().signName}
          required
          maxlength={200}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <TextField
          label={t().signTitleField}
          maxlength={200}
          value={title()}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </div>
      <DrawingField onChange={setDrawing} />
      <label class={styles.check}>
        <input type="checkbox" required /> {t().readIt}
      </label>
      <SendingError error={error()} />
      <NeedsHall>{offlineTexts().sign}</NeedsHall>
      <div class={page.actions}>
        <HallButton kind="primary" icon="pen" type="submit" disabled={working()}>
          {t().signAs(t()[props.capacity])}
        </HallButton>
      </div>
    </form>
  );
}
