import { A } from '@solidjs/router';
import { createResource, createSignal, For, Show } from 'solid-js';
import { householdBounds, type Village } from '../../../shared/households.ts';
import { common } from '../../i18n/common.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { Button, Dialog, Notice, TextArea, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { addVillage, loadVillages, removeVillage, saveVillage } from './calls.ts';
import styles from './households.module.css';

/** The villages as data: renamed in one place, with the spellings that lists use. */
export default function VillagesPage() {
  const [villages, { mutate }] = createResource(loadVillages);
  const [name, setName] = createSignal('');
  const [edited, setEdited] = createSignal<Village | null>(null);
  const [said, setSaid] = createSignal('');
  const { error, working, send } = createSending();
  const run = (work: () => Promise<Village[]>, words: string) =>
    send(async () => {
      setSaid('');
      mutate(await work());
      setSaid(words);
    });
  const add = () =>
    run(async () => {
      const all = await addVillage({ name: name(), spellings: [] });
      setName('');
      return all;
    }, t().villageSaved(name()));
  const about = ({ households, listed, spellings }: Village) =>
    [t().livesIn(households), ...spellings, listed ? '' : t().notListed].filter(Boolean).join(' · ');
  return (
    <div class={page.page}>
      <div>
        <A class={page.link} href="/households">
          <Icon name="back" /> {t().back}
        </A>
      </div>
      <div>
        <h1>{pageNames().villages}</h1>
        <p class={page.lead}>{t().villagesLead}</p>
      </div>
      <NeedsHall>{t().needs}</NeedsHall>
      <SendingError error={error() ?? villages.error} />
      <Show when={said()} keyed>
        {(words) => <Notice kind="done">{words}</Notice>}
      </Show>
      <Show when={!villages.error}>
        <ul class={styles.list}>
          <For each={villages.latest}>
            {(village) => (
              <li class={styles.household} data-village={village.id}>
                <strong>{village.name}</strong>
                <span class={styles.badges}>
                  <HallButton
                    icon="edit"
                    aria-label={t().edit(village.name)}
                    onClick={() => setEdited(village)}
                  >
                    {common().edit}
                  </HallButton>
                  <HallButton
                    kind="quiet"
                    icon="close"
                    disabled={village.households > 0}
                    aria-label={t().removeVillage(village.name)}
                    onClick={() => run(() => removeVillage(village.id), t().villageRemoved(village.name))}
                  />
                </span>
                <span class={page.muted}>{about(village)}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <form
        class={page.card}
        onSubmit={(event) => {
          event.preventDefault();
          if (name().trim()) void add();
        }}
      >
        <TextField
          label={t().newVillage}
          maxLength={householdBounds.village}
          autocomplete="off"
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div class={page.actions}>
          <HallButton type="submit" icon="add" disabled={working() || name().trim() === ''}>
            {t().addThis}
          </HallButton>
        </div>
      </form>
      <Dialog open={edited() !== null} title={t().edit(edited()?.name ?? '')} onClose={() => setEdited(null)}>
        <Show when={edited()} keyed>
          {(village) => (
            <VillageForm
              village={village}
              onCancel={() => setEdited(null)}
              onDone={(all, words) => {
                mutate(all);
                setSaid(words);
                setEdited(null);
              }}
            />
          )}
        </Show>
      </Dialog>
    </div>
  );
}

function VillageForm(props: {
  village: Village;
  onCancel: () => void;
  onDone: (all: Village[], words: string) => void;
}) {
  const [name, setName] = createSignal(props.village.name);
  const [spellings, setSpellings] = createSignal(props.village.spellings.join('\n'));
  const { error, working, send } = createSending();
  const save = async () => {
    const lines = spellings().split('\n').slice(0, householdBounds.spellings);
    const all = await saveVillage(props.village.id, { name: name(), spellings: lines });
    props.onDone(all, t().villageSaved(name()));
  };
  return (
    <form
      class={page.page}
      onSubmit={(event) => {
        event.preventDefault();
        if (name().trim()) void send(save);
      }}
    >
      <TextField
        label={t().villageName}
        required
        maxLength={householdBounds.village}
        autocomplete="off"
        value={name()}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <TextArea
        label={t().spellings}
        hint={t().spellingsHint}
        rows={4}
        spellcheck={false}
        value={spellings()}
        onInput={(event) => setSpellings(event.currentTarget.value)}
      />
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button onClick={() => props.onCancel()}>{common().cancel}</Button>
        <HallButton kind="primary" type="submit" disabled={working() || name().trim() === ''}>
          {common().save}
        </HallButton>
      </div>
    </form>
  );
}
