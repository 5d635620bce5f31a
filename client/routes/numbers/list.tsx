import { A } from '@solidjs/router';
import { createEffect, createResource, createSignal, For, on, Show } from 'solid-js';
import { type Filter, writeFilter } from '../../../shared/numbers-filter.ts';
import type { ListedPetition } from '../../../shared/numbers-list.ts';
import { dialogueWords } from '../../../shared/numbers-words.ts';
import { numericDate } from '../../../shared/vietnamese/dates.ts';
import { messageOf } from '../../api.ts';
import { loadDialogues } from '../../data.ts';
import { standingName, numbersTexts as t } from '../../i18n/numbers.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HallLink, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { filterInAddress } from './filter-in-address.ts';
import { fileOf, listPath, loadList, numbersPath } from './model.ts';
import styles from './numbers.module.css';
import { filterParts, without } from './words.ts';

/** The petitions behind a figure. */
export default function NumbersList() {
  const filter = filterInAddress();
  const key = () => writeFilter(filter()).toString();
  const [dialogueList] = createResource(loadDialogues);
  const dialogues = () => new Map((dialogueList.latest ?? []).map((one) => [one.id, one]));
  const [first] = createResource(key, () => loadList(filter(), 0));
  const [more, setMore] = createSignal<ListedPetition[]>([]);
  createEffect(on(key, () => setMore([])));
  const { error, working, send } = createSending();
  const now = () => (first.error ? undefined : first.latest);
  const petitions = () => [...(now()?.petitions ?? []), ...more()];
  const parts = () => filterParts(filter(), dialogues());
  const loadMore = () =>
    send(async () => {
      const next = await loadList(filter(), petitions().length);
      setMore((known) => [...known, ...next.petitions]);
    });
  const pathOf = (one: ListedPetition) => {
    const dialogue = dialogues().get(one.dialogueId);
    if (dialogue?.archivedAt) return `/dialogues/${one.dialogueId}/records`;
    return `/dialogues/${one.dialogueId}?petition=${encodeURIComponent(one.id)}`;
  };
  const titleOf = (one: ListedPetition) => {
    const dialogue = dialogues().get(one.dialogueId);
    return dialogue ? dialogueWords(dialogue) : '';
  };
  return (
    <div class={`${page.page} ${styles.page}`}>
      <div class={page.head}>
        <div>
          <h1>{t().listTitle}</h1>
          <Show when={now()}>
            {(found) => (
              <p class={page.lead} role="status" data-testid="total" data-total={found().total}>
                {t().total(found().total)}
              </p>
            )}
          </Show>
        </div>
        <div class={page.actions} data-noprint>
          <A class={page.link} href={numbersPath(forFigures(filter()))}>
            <Icon name="back" /> {t().back}
          </A>
          <HallLink href={fileOf('list', filter())} icon="download" download>
            {t().listFile}
          </HallLink>
          <Button icon="print" onClick={() => print()}>
            {t().print}
          </Button>
        </div>
      </div>
      <NeedsHall>{t().needsHall}</NeedsHall>
      <Show when={first.error}>
        <Notice kind="error">{messageOf(first.error)}</Notice>
      </Show>
      <Show when={parts().length > 0}>
        <ul class={styles.chips} data-testid="filter-parts">
          <For each={parts()}>
            {({ key: part, what, value }) => (
              <li>
                <span>
                  {what}: <strong>{value}</strong>
                </span>
                <a
                  href={listPath(without(filter(), part))}
                  aria-label={t().takeAway(what)}
                  class={styles.take}
                  data-noprint
                >
                  <Icon name="close" />
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={petitions().length > 0}>
        <table class={`${styles.table} ${styles.list}`} data-testid="petitions">
          <thead>
            <tr>
              <th scope="col" class={styles.columnName}>
                {t().number}
              </th>
              <th scope="col" class={styles.columnName}>
                {t().matter}
              </th>
              <th scope="col" class={styles.columnName}>
                {t().dialogue}
              </th>
              <th scope="col" class={styles.columnName}>
                {t().village}
              </th>
              <th scope="col" class={styles.columnName}>
                {t().unit}
              </th>
              <th scope="col" class={styles.columnName}>
                {t().due}
              </th>
              <th scope="col" class={styles.columnName}>
                {t().standing}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={petitions()}>
              {(one) => (
                <tr class={styles.row}>
                  <th scope="row" class={styles.rowName} data-label={t().number}>
                    <A href={pathOf(one)} class={styles.finger}>
                      {one.number || '–'}
                    </A>
                  </th>
                  <td class={`${styles.cell} ${styles.matterCell}`} data-label={t().matter}>
                    {one.matter}
                    <Show when={one.field}>
                      <span class={styles.hint}>{one.field}</span>
                    </Show>
                  </td>
                  <td class={styles.cell} data-label={t().dialogue}>
                    {titleOf(one)}
                  </td>
                  <td class={styles.cell} data-label={t().village}>
                    {one.village}
                  </td>
                  <td class={styles.cell} data-label={t().unit}>
                    {[one.unit, one.authority].filter(Boolean).join(' → ')}
                  </td>
                  <td class={`${styles.cell} ${styles.day}`} data-label={t().due}>
                    {numericDate(one.dueOn)}
                  </td>
                  <td class={styles.cell} data-label={t().standing}>
                    {standingName(one.standing)}
                    <Show when={one.solvedOn}>
                      <span class={styles.hint}>{t().solvedOn(numericDate(one.solvedOn), one.days)}</span>
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <SendingError error={error()} />
      <Show when={petitions().length < (now()?.total ?? 0)}>
        <div class={page.actions} data-noprint>
          <Button onClick={loadMore} disabled={working()}>
            {t().more}
          </Button>
        </div>
      </Show>
    </div>
  );
}

/** The filter of the page that a list was opened from, as far as it is known: how petitions stand is a figure there. */
function forFigures(filter: Filter): Filter {
  return without(without(filter, 'standing'), 'matter');
}
