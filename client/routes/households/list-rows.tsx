import { createMemo, createSignal, For, Index, Show } from 'solid-js';
import { type Decision, decisions, isUnsure } from '../../../shared/import/duplicates.ts';
import type { ListPreview, PreviewRow } from '../../../shared/import/preview.ts';
import { decisionName, duplicateWords, problemWords, householdTexts as t } from '../../i18n/households.ts';
import page from '../../ui/page.module.css';
import sheet from '../../ui/sheet-table.module.css';
import { Choice } from './choice.tsx';
import styles from './households.module.css';
import { birthText, categoryName } from './words.ts';

type View = 'bad' | 'unsure' | 'known' | 'good';

/** Rows shown at once. */
const most = 100;

const views: Record<View, (row: PreviewRow) => boolean> = {
  bad: ({ problems }) => problems.length > 0,
  unsure: ({ duplicate }) => duplicate !== null && isUnsure(duplicate),
  known: ({ duplicate }) => duplicate !== null && !isUnsure(duplicate),
  good: ({ problems, duplicate }) => problems.length === 0 && duplicate === null,
};

/** The numbers of rows in few words: `1–3, 7`. */
function ranges(rows: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const row of rows) {
    const last = parts.at(-1);
    if (last && last[1] === row - 1) last[1] = row;
    else parts.push([row, row]);
  }
  const words = parts.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return words.length > 12 ? `${words.slice(0, 12).join(', ')}…` : words.join(', ');
}

/** The list row by row: what is wrong, who may be known already, and how the others were read. */
export function ListRows(props: {
  preview: ListPreview;
  onDecision: (row: number, decision: Decision) => void;
  onKnownAs: (decision: Decision) => void;
}) {
  const counts = () => props.preview.counts;
  const [chosen, setChosen] = createSignal<View | null>(null);
  const first = () => (['bad', 'unsure', 'known'] as const).find((one) => counts()[one] > 0) ?? 'good';
  const view = () => chosen() ?? first();
  const rows = createMemo(() => props.preview.rows.filter(views[view()]));
  const shown = () => rows().slice(0, most);
  const countOf = () => {
    const { all, bad, unsure, known } = counts();
    return view() === 'good' ? all - bad - unsure - known : counts()[view() as 'bad' | 'unsure' | 'known'];
  };
  return (
    <section class={page.card} aria-labelledby="list-rows">
      <h2 id="list-rows">{t().rows}</h2>
      <Show when={props.preview.skipped.length > 0}>
        <p class={page.muted}>{t().skipped(props.preview.skipped.length, ranges(props.preview.skipped))}</p>
      </Show>
      <Choice
        label={t().filter}
        value={view()}
        options={[
          ['bad', t().filterBad(counts().bad)],
          ['unsure', t().filterUnsure(counts().unsure)],
          ['known', t().filterKnown(counts().known)],
          ['good', t().filterGood],
        ]}
        onValue={setChosen}
      />
      <Show when={view() === 'known' && counts().known > 0}>
        <Choice
          label={t().knownAs}
          value={props.preview.knownAs}
          options={decisions.map((decision) => [decision, decisionName(decision)] as const)}
          onValue={(decision) => props.onKnownAs(decision)}
        />
      </Show>
      <Show when={shown().length > 0} fallback={<p class={page.muted}>{t().noSuchRows}</p>}>
        <table class={`${sheet.table} ${sheet.breaks} ${styles.table}`} data-testid="rows">
          <thead>
            <tr>
              <th scope="col">{t().row}</th>
              <th scope="col">{t().name}</th>
              <th scope="col">{t().birth}</th>
              <th scope="col">{t().village}</th>
              <th scope="col">{t().category}</th>
              <th scope="col">{lastHead(view())}</th>
            </tr>
          </thead>
          <tbody>
            <Index each={shown()}>
              {(row) => <Row row={row()} view={view()} onDecision={props.onDecision} />}
            </Index>
          </tbody>
        </table>
      </Show>
      <Show when={countOf() > shown().length}>
        <p class={page.muted}>{t().shownSome(shown().length)}</p>
      </Show>
    </section>
  );
}

function lastHead(view: View): string {
  if (view === 'bad') return t().problem;
  return view === 'good' ? t().relation : t().mayBe;
}

function Row(props: { row: PreviewRow; view: View; onDecision: (row: number, decision: Decision) => void }) {
  const categories = () =>
    [
      props.row.category ? categoryName(props.row.category) : '',
      props.row.unionMember ? t().farmerMember : '',
    ]
      .filter(Boolean)
      .join(', ');
  const relation = () => (props.row.head ? t().head : props.row.relation);
  return (
    <tr>
      <th scope="row" data-label={t().row}>
        {props.row.row}
      </th>
      <td data-label={t().name}>{props.row.name}</td>
      <td data-label={t().birth}>{birthText(props.row)}</td>
      <td data-label={t().village}>{props.row.village}</td>
      <td data-label={t().category}>{categories()}</td>
      <td data-label={lastHead(props.view)}>
        <Show when={props.view === 'bad'}>
          <For each={props.row.problems}>
            {(problem) => <span class={styles.bad}>{problemWords(problem)} </span>}
          </For>
        </Show>
        <Show when={(props.view === 'unsure' || props.view === 'known') && props.row.duplicate}>
          {(duplicate) => (
            <>
              <span>{duplicateWords(duplicate())}</span>
              <Choice
                label={t().whatToDoAt(props.row.row)}
                value={props.row.decision}
                options={decisions.map((decision) => [decision, decisionName(decision)] as const)}
                onValue={(decision) => props.onDecision(props.row.row, decision)}
              />
            </>
          )}
        </Show>
        <Show when={props.view === 'good'}>{relation()}</Show>
      </td>
    </tr>
  );
}
