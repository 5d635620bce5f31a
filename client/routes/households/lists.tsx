import { A } from '@solidjs/router';
import { batch, createSignal, Show } from 'solid-js';
import type { ListImport } from '../../../shared/households.ts';
import { newId } from '../../../shared/ids.ts';
import type { ListChoices, ListPreview } from '../../../shared/import/preview.ts';
import { ApiError } from '../../api.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { hallInReach } from '../../in-reach.ts';
import { Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HallButton, HallOnly, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { previewList, takeList } from './calls.ts';
import { ListColumns } from './columns.tsx';
import { FileSettings } from './file-settings.tsx';
import styles from './households.module.css';
import { ListRows } from './list-rows.tsx';
import { TakenLists } from './taken-lists.tsx';
import { UnknownVillages } from './unknown-villages.tsx';
import { YearChange } from './year-change.tsx';

/** A list is chosen, looked at, mended and taken in; below, the lists that were, to be taken back. */
export default function HouseholdListsPage() {
  const [file, setFile] = createSignal<File | null>(null);
  const [choices, setChoices] = createSignal<ListChoices>({});
  const [preview, setPreview] = createSignal<ListPreview | null>(null);
  const [done, setDone] = createSignal<ListImport | null>(null);
  const { error, working, send } = createSending();
  /** The same for the same try, so that a list is taken in once. */
  let attempt = newId();
  let asked = 0;

  /** Looks at the list anew; an answer to what is not chosen any more is let go. */
  const look = (next: ListChoices) => {
    const chosen = file();
    if (!chosen) return;
    asked += 1;
    const own = asked;
    setChoices(next);
    return send(async () => {
      const answer = await previewList(chosen, next);
      if (own !== asked) return;
      attempt = newId();
      setPreview(answer);
    });
  };
  const change = (values: ListChoices) => void look({ ...choices(), ...values });
  const choose = (chosen: File) => {
    batch(() => {
      setFile(chosen);
      setPreview(null);
      setDone(null);
    });
    void look({});
  };
  const take = () =>
    send(async () => {
      const [chosen, seen] = [file(), preview()];
      if (!chosen || !seen) return;
      // What was found out is said as well, so that what is taken in is what was seen.
      const { year, category, villageId } = seen.settings;
      const mapping = seen.columns.map(({ field }) => field);
      const { code, sheet, headRow } = seen;
      const all = { ...choices(), code, sheet, headRow, year, category, villageId, mapping };
      try {
        const list = await takeList(chosen, fontsDecide(all, choices()), seen.stamp, attempt);
        batch(() => {
          setDone(list);
          setPreview(null);
          setFile(null);
        });
      } catch (reason) {
        // Somebody changed households meanwhile: what would come of the list now is shown.
        if (reason instanceof ApiError && reason.code === 'changedMeanwhile') await look(choices());
        throw reason;
      }
    });

  return (
    <div class={page.page}>
      <div>
        <A class={page.link} href="/households">
          <Icon name="back" /> {t().back}
        </A>
      </div>
      <div>
        <h1>{pageNames().householdLists}</h1>
        <p class={page.lead}>{t().importLead}</p>
      </div>
      <NeedsHall>{t().needs}</NeedsHall>
      <Show when={done()}>
        {(list) => (
          <Notice kind="done">
            <p>{t().taken(list().rows, list().households, list().members, list().changed)}</p>
            <A href="/households">{t().toList}</A>
          </Notice>
        )}
      </Show>
      <section class={page.card} aria-label={t().file}>
        <ChooseFile file={file()} working={working()} onFile={choose} />
        <SendingError error={error()} />
        <Show when={preview()}>{(seen) => <FileSettings preview={seen()} onChange={change} />}</Show>
      </section>
      <Show when={preview()}>
        {(seen) => (
          <HallOnly>
            <div class={page.page}>
              <ListColumns preview={seen()} onMapping={(mapping) => change({ mapping, decisions: {} })} />
              <UnknownVillages preview={seen()} onDone={() => void look(choices())} />
              <ListRows
                preview={seen()}
                onDecision={(row, decision) =>
                  change({ decisions: { ...choices().decisions, [row]: decision } })
                }
                onKnownAs={(knownAs) => change({ knownAs })}
              />
              <YearChange preview={seen()} onChange={(leaving) => change({ leaving })} />
              <section class={page.card} aria-label={t().importTitle}>
                <p class={styles.summary} role="status">
                  {t().summary(seen().counts.rows, seen().counts.bad, seen().counts.all)}{' '}
                  {t().outcome(seen().counts.households, seen().counts.members, seen().counts.changed)}
                </p>
                <div class={page.actions}>
                  <HallButton
                    kind="primary"
                    icon="check"
                    disabled={working() || seen().counts.rows + seen().left.length === 0}
                    onClick={take}
                  >
                    {t().take(seen().counts.rows)}
                  </HallButton>
                </div>
              </section>
            </div>
          </HallOnly>
        )}
      </Show>
      <TakenLists newest={done()?.id ?? ''} />
    </div>
  );
}

/** In a workbook each cell's font says its code, unless somebody chose one for all. */
function fontsDecide(all: ListChoices, chosen: ListChoices): ListChoices {
  const { code: _, ...rest } = all;
  return chosen.code ? { ...rest, code: chosen.code } : rest;
}

function ChooseFile(props: { file: File | null; working: boolean; onFile: (file: File) => void }) {
  return (
    <div class={styles.fileRow}>
      <label class={`${page.link} ${props.file ? '' : page.linkPrimary}`}>
        <Icon name="upload" /> {props.working ? t().reading : props.file ? t().otherFile : t().chooseFile}
        <input
          type="file"
          class="visually-hidden"
          aria-describedby="list-file-hint"
          accept=".xlsx,.csv,.tsv,.txt,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          disabled={props.working || !hallInReach()}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) props.onFile(file);
            // The same file again is a choice as well.
            event.currentTarget.value = '';
          }}
        />
      </label>
      <Show when={props.file}>{(file) => <strong>{file().name}</strong>}</Show>
      <span id="list-file-hint" class={page.muted}>
        {t().fileHint}
      </span>
    </div>
  );
}
