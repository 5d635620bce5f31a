import { createSignal, Show } from 'solid-js';
import { api } from '../../api.ts';
import { direct } from '../../i18n/direct.ts';
import { isServerAddress, opensHereOnly } from '../../ui/address.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { QrCode } from '../screen/qr-code.tsx';
import type { Desk } from './desk.ts';
import styles from './direct.module.css';

/** The code on the welcome picture: a link to the public list, made here, at an address that phones can open. */
export function PublicCode(props: { desk: Desk }) {
  const link = () => props.desk.settings().publicLink;
  const [base, setBase] = createSignal(link().split('/join#')[0] || location.origin);
  const { error, working: busy, send } = createSending();
  const wrong = () => (isServerAddress(base()) ? '' : direct().addressWrong);
  const make = async () => {
    const answer = await api.dialogues[':id'].links.$post({
      param: { id: props.desk.dialogue.id },
      json: { role: 'public', label: direct().qrLabel },
    });
    const { token } = await answer.json();
    props.desk.set({ publicLink: `${base().trim().replace(/\/$/, '')}/join#${token}` });
  };
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong()) void send(make);
      }}
    >
      <h3>{direct().qr}</h3>
      <p class={page.muted}>{direct().qrHelp}</p>
      <TextField
        label={direct().address}
        type="url"
        value={base()}
        error={wrong()}
        hint={opensHereOnly(base()) ? direct().addressLocal : undefined}
        onInput={(event) => setBase(event.currentTarget.value)}
      />
      <div class={page.row}>
        <Button type="submit" icon="link" disabled={busy()}>
          {link() ? direct().remakeQr : direct().makeQr}
        </Button>
        <Show when={link()}>
          <Button onClick={() => props.desk.set({ publicLink: '' })}>{direct().removeQr}</Button>
        </Show>
      </div>
      <SendingError error={error()} />
      <Show when={link()}>
        {(address) => (
          <div class={styles.code}>
            <QrCode text={address()} label={direct().qrLabel} class={styles.qr} />
            <p>{direct().qrMade}</p>
          </div>
        )}
      </Show>
    </form>
  );
}
