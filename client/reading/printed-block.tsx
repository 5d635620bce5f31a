import { For, type JSX, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { Block, Inline, Paragraph, Table } from '../../shared/documents/tree.ts';
import styles from './reading.module.css';

/** A block of the printed document as the page shows it. Headings stand below the page's own. */
export function PrintedBlock(props: { block: Block }): JSX.Element {
  return (
    <Switch>
      <Match when={props.block.type === 'heading' && props.block}>
        {(heading) => (
          <Dynamic component={headings[heading().level]} class={styles[`heading${heading().level}`]}>
            <Runs runs={heading().runs} />
          </Dynamic>
        )}
      </Match>
      <Match when={props.block.type === 'paragraph' && props.block}>{(one) => <Line block={one()} />}</Match>
      <Match when={props.block.type === 'table' && props.block}>{(table) => <Grid table={table()} />}</Match>
    </Switch>
  );
}

const headings = { 1: 'h3', 2: 'h4', 3: 'h5' } as const;

function Line(props: { block: Paragraph }) {
  return (
    <p>
      <Runs runs={props.block.runs} />
    </p>
  );
}

function Grid(props: { table: Table }) {
  return (
    <table>
      <tbody>
        <For each={props.table.rows}>
          {(row) => (
            <tr>
              <For each={row.cells}>
                {(cell) => (
                  <td colSpan={cell.colspan} rowSpan={cell.rowspan}>
                    <For each={cell.paragraphs}>{(one) => <Line block={one} />}</For>
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

function Runs(props: { runs: readonly Inline[] }) {
  return (
    <For each={props.runs}>
      {(run) => (
        <Switch fallback={<span>…</span>}>
          <Match when={run.type === 'break'}>
            <br />
          </Match>
          <Match when={run.type === 'text' && run}>
            {(text) => (
              <Show when={text().bold || text().italic || text().underline} fallback={text().text}>
                <span
                  classList={{
                    [styles.bold ?? '']: text().bold,
                    [styles.italic ?? '']: text().italic,
                    [styles.underline ?? '']: text().underline,
                  }}
                >
                  {text().text}
                </span>
              </Show>
            )}
          </Match>
        </Switch>
      )}
    </For>
  );
}
