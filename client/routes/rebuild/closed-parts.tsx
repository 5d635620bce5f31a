import { createResource, createSignal, For, Show } from 'solid-js';
import { api } from '../../api.ts';
import { rebuildTexts as t } from '../../i18n/rebuild.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import { writtenDay } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import type { VaultRecord } from '../../vault/records.ts';

/** The ciphers are loaded only where somebody has a PIN. */
const vault = () => import('../../vault/vault.ts');

async function findLeft(): Promise<VaultRecord[]> {
  const people = await (await api.people.$get()).json();
  return (await vault()).leftVaults(people.map(({ id }) => id));
}

/** What persons of the lost server sealed on this device: their PIN opens it, since no server lets them in any more. */
export function ClosedParts(props: { onOpened: () => void }) {
  const [closed, { refetch }] = createResource(() => findLeft().catch(() => []));
  const [said, setSaid] = createSignal('');
  const opened = async () => {
    setSaid(t().openedClosed);
    await refetch();
    props.onOpened();
  };
  return (
    <>
      <Show when={closed.latest?.length}>
        <section class={page.card}>
          <h2>{t().closedTitle}</h2>
          <p>{t().closedLead}</p>
          <For each={closed.latest}>
            {(record) => <Closed record={record} onOpened={() => void opened()} />}
          </For>
        </section>
      </Show>
      <p role="status" class={said() ? undefined : 'visually-hidden'}>
        {said()}
      </p>
    </>
  );
}

function Closed(props: { record: VaultRecord; onOpened: () => void }) {
  const [pin, setPin] = createSignal('');
  const [error, setError] = createSignal('');
  const [working, setWorking] = createSignal(false);
  const day = () => writtenDay(new Date(props.record.madeAt).toISOString().slice(0, 10));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setError('');
    setWorking(true);
    try {
      const tried = await (await vault()).openLeft(props.record.id, pin());
      if (tried.is === 'open') props.onOpened();
      else if (tried.is === 'wait') setError(t().waitPin(Math.ceil((tried.until - Date.now()) / 1000)));
      else setError(t().wrongPin);
    } catch {
      setError(t().wrongPin);
    } finally {
      setWorking(false);
    }
  };
  return (
    <form class={page.row} onSubmit={(event) => void submit(event)}>
      <TextField
        label={t().closedKey(day())}
        error={error()}
        type="password"
        inputMode="numeric"
        autocomplete="off"
        required
        value={pin()}
        onInput={(event) => setPin(event.currentTarget.value)}
      />
      <Button type="submit" disabled={working()}>
        {t().openClosed}
      </Button>
    </form>
  );
}
