import { useLocation } from '@solidjs/router';
import { createResource, For, Show } from 'solid-js';
import { type ShownDimension, shownDimensions } from '../../../shared/numbers-counts.ts';
import { writeFilter } from '../../../shared/numbers-filter.ts';
import { numericDate } from '../../../shared/vietnamese/dates.ts';
import { messageOf } from '../../api.ts';
import { ChartPatterns } from '../../charts/patterns.tsx';
import { loadDialogues } from '../../data.ts';
import { definitions, numbersTexts as t } from '../../i18n/numbers.ts';
import { onHallBack } from '../../in-reach.ts';
import { ownRole } from '../../session.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import { HallLink, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { ByDimension } from './by-dimension.tsx';
import { FilterForm } from './filter-form.tsx';
import { filterInAddress } from './filter-in-address.ts';
import { KeyFigures } from './key-figures.tsx';
import { Matters } from './matters.tsx';
import { fileOf, loadNumbers, numbersPath } from './model.ts';
import styles from './numbers.module.css';
import { Trends } from './trends.tsx';

/** The figures over dialogues and years; the filter stands in the address, every figure opens its list. */
export default function NumbersPage() {
  const filter = filterInAddress();
  const location = useLocation();
  const by = (): ShownDimension => {
    const asked = new URLSearchParams(location.search).get('by');
    return shownDimensions.find((one) => one === asked) ?? 'field';
  };
  const isOne = () => ownRole() !== 'organizer';
  const key = () => writeFilter(filter()).toString();
  const [dialogueList] = createResource(loadDialogues);
  const dialogues = () => new Map((dialogueList.latest ?? []).map((one) => [one.id, one]));
  const [whole, again] = createResource(() => loadNumbers());
  const [overview, { refetch }] = createResource(key, () => loadNumbers(filter()));
  onHallBack(() => {
    void again.refetch();
    void refetch();
  });
  const shown = () => (overview.error ? undefined : overview.latest);
  return (
    <div class={`${page.page} ${styles.page}`}>
      <ChartPatterns />
      <div class={page.head}>
        <div>
          <h1>{t().title}</h1>
          <p class={page.lead} data-noprint>
            {isOne() ? t().leadChair : t().lead}
          </p>
          <Show when={shown()}>
            {(now) => <p class={page.muted}>{t().countedTo(numericDate(now().to))}</p>}
          </Show>
        </div>
        <div class={page.actions} data-noprint>
          <HallLink href={fileOf('figures', filter())} icon="download" download>
            {t().figuresFile}
          </HallLink>
          <Button icon="print" onClick={() => print()}>
            {t().print}
          </Button>
        </div>
      </div>
      <NeedsHall>{t().needsHall}</NeedsHall>
      <Show when={overview.error}>
        <Notice kind="error">{messageOf(overview.error)}</Notice>
      </Show>
      <Show when={whole.error ? undefined : whole.latest}>
        {(all) => (
          <FilterForm
            filter={filter()}
            whole={all()}
            dialogues={dialogues()}
            path={(next) => numbersPath(next, by())}
          />
        )}
      </Show>
      <Show when={shown()}>
        {(now) => (
          <Show when={now().all.received > 0} fallback={<Notice>{t().nothing}</Notice>}>
            <KeyFigures counts={now().all} filter={filter()} />
            <ByDimension
              overview={now()}
              filter={filter()}
              by={by()}
              dialogues={dialogues()}
              isOne={isOne()}
            />
            <Show when={!isOne()}>
              <Trends overview={now()} filter={filter()} />
              <Matters filter={filter()} dialogues={dialogues()} />
            </Show>
          </Show>
        )}
      </Show>
      <details class={styles.definitions}>
        <summary>{t().definitions}</summary>
        <ul>
          <For each={Object.values(definitions())}>{(line) => <li>{line}</li>}</For>
        </ul>
      </details>
    </div>
  );
}
