import { createMemo, createSignal, For, onMount, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { loadHallAddress } from '../../hall-address.ts';
import { common } from '../../i18n/common.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { isServerAddress, opensHereOnly } from '../../ui/address.ts';
import { Button, Dialog, Notice, TextField } from '../../ui/controls.tsx';
import { hallTime } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import { QrCode } from '../screen/qr-code.tsx';
import styles from './slips.module.css';

/** One person's way in, shown once. */
export interface Slip {
  dutyId: string;
  name: string;
  /** The person's title and unit, e.g. `Trưởng thôn, Hào Lý`; may be empty. */
  who: string;
  /** The duty in words. */
  duty: string;
  token: string;
  /** ISO 8601 instant. */
  expiresAt: string;
}

/** Shows the links that were just made, large enough for the phone in the hand, and prints them as slips. */
export function SlipsDialog(props: { slips: readonly Slip[]; body: string; onClose: () => void }) {
  const [base, setBase] = createSignal(location.origin);
  const [door, setDoor] = createSignal<string | null>(null);
  onMount(async () => {
    const hall = await loadHallAddress();
    setBase(hall.origin);
    setDoor(hall.door);
  });
  const origin = createMemo(() =>
    isServerAddress(base()) ? base().trim().replace(/\/$/, '') : location.origin,
  );
  const url = (slip: Slip) => `${origin()}/join#${slip.token}`;
  const first = () => props.slips[0];
  const title = () =>
    props.slips.length === 1 ? t().slipTitle(first()?.name ?? '') : t().slipsTitle(props.slips.length);
  return (
    <>
      <Dialog open={props.slips.length > 0} title={title()} onClose={props.onClose}>
        <div class={page.page}>
          <Show
            when={props.slips.length === 1 && first()}
            fallback={
              <ul class={styles.previews}>
                <For each={props.slips}>
                  {(slip) => (
                    <li>
                      <QrCode text={url(slip)} label={t().qr(slip.name)} class={styles.small} />
                      <span>
                        <strong>{slip.name}</strong>
                        <br />
                        {slip.duty}
                      </span>
                    </li>
                  )}
                </For>
              </ul>
            }
          >
            {(slip) => <OneSlip slip={slip()} url={url(slip())} />}
          </Show>
          <Notice kind="warn">{t().slipOnce}</Notice>
          <TextField
            label={t().address}
            type="url"
            value={base()}
            error={isServerAddress(base()) ? undefined : t().addressWrong}
            hint={opensHereOnly(base()) ? t().addressLocal : undefined}
            onInput={(event) => setBase(event.currentTarget.value)}
          />
          <div class={page.actions}>
            <Button kind="primary" icon="print" onClick={() => window.print()}>
              {t().print(props.slips.length)}
            </Button>
          </div>
        </div>
      </Dialog>
      <Show when={props.slips.length > 0}>
        <Portal>
          <div class={styles.sheet} data-testid="slips">
            <For each={props.slips}>
              {(slip) => <PrintedSlip slip={slip} url={url(slip)} body={props.body} door={door()} />}
            </For>
          </div>
        </Portal>
      </Show>
    </>
  );
}

function OneSlip(props: { slip: Slip; url: string }) {
  const [copied, setCopied] = createSignal(false);
  return (
    <div class={styles.one}>
      <QrCode text={props.url} label={t().qr(props.slip.name)} class={styles.large} />
      <p>
        {props.slip.duty}
        <br />
        <span class={page.muted}>{t().slipUntil(hallTime(props.slip.expiresAt))}</span>
      </p>
      <TextField
        label={t().link}
        readOnly
        class={page.code}
        data-testid="link"
        value={props.url}
        // Without a clipboard (plain http) the keys of the browser copy it.
        onFocus={(event) => event.currentTarget.select()}
      />
      <Show when={navigator.clipboard}>
        <Button
          icon="copy"
          onClick={() =>
            navigator.clipboard.writeText(props.url).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {copied() ? common().copied : common().copy}
        </Button>
      </Show>
    </div>
  );
}

function PrintedSlip(props: { slip: Slip; url: string; body: string; door: string | null }) {
  return (
    <article class={styles.slip}>
      <div class={styles.top}>
        <h2>{t().slipHead}</h2>
        <span>{props.body}</span>
      </div>
      <div class={styles.middle}>
        <QrCode text={props.url} label={t().qr(props.slip.name)} class={styles.code} />
        <div>
          <p class={styles.name}>{props.slip.name}</p>
          <p>{props.slip.who}</p>
          <p>
            {t().slipDuty}: <strong>{props.slip.duty}</strong>
          </p>
          <p class={styles.until}>{t().slipUntil(hallTime(props.slip.expiresAt))}</p>
        </div>
      </div>
      <ol>
        <li>{t().slipStep1}</li>
        <Show when={props.door}>{(door) => <li>{t().slipTrust(`${door()}/trust`)}</li>}</Show>
        <li>{t().slipStep2}</li>
        <li>{t().slipStep3}</li>
      </ol>
    </article>
  );
}
