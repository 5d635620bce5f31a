import { createSignal, For, Show } from 'solid-js';
import type { PlacedLine } from '../../../shared/plan/proposal.ts';
import { partName, t } from '../../i18n/plan.ts';
import { Button } from '../../ui/controls.tsx';
import { blockOf, type Link } from './link.ts';
import styles from './plan.module.css';

/** Lines drawn at once; a text that is no plan may have very many. */
const step = 1_000;

/** The source text, each line with the part it went to; choosing a line shows its box in the form. */
export function SourcePane(props: { lines: readonly PlacedLine[]; link: Link }) {
  let list: HTMLOListElement | undefined;
  const [room, setRoom] = createSignal(step);
  const [current, setCurrent] = createSignal(-1);
  const written = () => props.lines.filter((line) => line.text.trim() !== '');
  const first = () => written()[0]?.number ?? -1;
  const isStop = (line: PlacedLine) => line.number === (current() < 0 ? first() : current());
  const go = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || !(event.target instanceof HTMLButtonElement)) return;
    const buttons = [...(list?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(event.target);
    const next = buttons[at + by];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <section class={styles.source} aria-labelledby="plan-source-title" data-side="source">
      <h2 id="plan-source-title">{t().source}</h2>
      <p class={styles.help}>{t().sourceHelp}</p>
      <ol class={styles.lines} ref={list} onKeyDown={go}>
        <For each={written().slice(0, room())}>
          {(line) => (
            <li>
              <SourceLine
                line={line}
                link={props.link}
                stop={isStop(line)}
                onStop={() => setCurrent(line.number)}
              />
            </li>
          )}
        </For>
      </ol>
      <Show when={written().length > room()}>
        <Button onClick={() => setRoom(room() + step)}>{t().moreLines(written().length - room())}</Button>
      </Show>
    </section>
  );
}

function SourceLine(props: { line: PlacedLine; link: Link; stop: boolean; onStop: () => void }) {
  const block = () => blockOf(props.line);
  const label = () => {
    if (props.line.unplaced) return t().notPlaced;
    return props.line.place ? partName(props.line.place.part, props.line.place.dialogue) : '';
  };
  return (
    <button
      type="button"
      class={styles.line}
      classList={{
        [styles.unplaced ?? '']: props.line.unplaced,
        [styles.headingLine ?? '']: props.line.place?.heading === true,
        [styles.active ?? '']: block() !== '' && props.link.active() === block(),
      }}
      data-block={block()}
      tabIndex={props.stop ? 0 : -1}
      onFocus={() => {
        props.onStop();
        props.link.point(block());
      }}
      onPointerEnter={() => props.link.point(block())}
      onClick={() => block() && props.link.toBlock(block())}
    >
      <span class={styles.lineText}>{props.line.text.trim()}</span>
      <span class={styles.partName}>{label()}</span>
    </button>
  );
}
