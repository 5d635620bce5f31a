import { createResource, createSignal, For, Show } from 'solid-js';
import { householdBounds, type Village } from '../../../shared/households.ts';
import type { ListPreview } from '../../../shared/import/preview.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { Button } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { addVillage, loadVillages, saveVillage } from './calls.ts';
import { Choice } from './choice.tsx';
import styles from './households.module.css';
import { villageOptions } from './words.ts';

/** Villages as the list writes them that nobody knows: each is one of the office's, or a new one. */
export function UnknownVillages(props: { preview: ListPreview; onDone: () => void }) {
  return (
    <Show when={props.preview.unknownVillages.length > 0}>
      <Known preview={props.preview} onDone={props.onDone} />
    </Show>
  );
}

function Known(props: { preview: ListPreview; onDone: () => void }) {
  const [villages, { mutate }] = createResource(() => loadVillages().catch(() => []));
  const { error, working, send } = createSending();
  const act = (work: () => Promise<Village[]>) =>
    send(async () => {
      mutate(await work());
      props.onDone();
    });
  return (
    <section class={page.card} aria-labelledby="unknown-villages">
      <h2 id="unknown-villages">{t().unknownTitle}</h2>
      <SendingError error={error()} />
      <ul class={styles.list}>
        <For each={props.preview.unknownVillages}>
          {({ written, rows }) => (
            <Unknown
              written={written}
              rows={rows}
              villages={villages.latest ?? []}
              working={working()}
              onAct={act}
            />
          )}
        </For>
      </ul>
    </section>
  );
}

function Unknown(props: {
  written: string;
  rows: number;
  villages: readonly Village[];
  working: boolean;
  onAct: (work: () => Promise<Village[]>) => void;
}) {
  const [chosen, setChosen] = createSignal('');
  const isTooLong = () => props.written.length > householdBounds.village;
  const remember = () => {
    const village = props.villages.find(({ id }) => id === chosen());
    if (!village) return;
    const spellings = [...village.spellings, props.written].slice(-householdBounds.spellings);
    props.onAct(() => saveVillage(village.id, { name: village.name, spellings }));
  };
  return (
    <li class={styles.unknown}>
      <span>{t().unknown(props.written, props.rows)}</span>
      <Choice
        label={t().isVillage}
        value={chosen()}
        options={villageOptions(props.villages, t().choose)}
        onValue={setChosen}
      />
      <Button disabled={props.working || chosen() === '' || isTooLong()} onClick={remember}>
        {t().remember}
      </Button>
      <Button
        kind="quiet"
        icon="add"
        disabled={props.working || isTooLong()}
        onClick={() => props.onAct(() => addVillage({ name: props.written, spellings: [] }))}
      >
        {t().addVillage(props.written)}
      </Button>
    </li>
  );
}
