import { For, type JSX, Match, Show, Switch } from 'solid-js';
import type { Speaker } from '../../../shared/docs/speakers.ts';
import type { RecordPetition } from '../../../shared/record.ts';
import type { RichNode } from '../../../shared/rich-text.ts';
import { speakerLine } from '../../../shared/speaker-words.ts';
import { words } from '../../i18n/words.ts';
import styles from './record.module.css';

/** The minutes' text as the record holds it, read-only. Unknown nodes show their content, nothing is left out. */
export function RichText(props: {
  node: RichNode;
  petitions: readonly RecordPetition[];
  speakers: readonly Speaker[];
}): JSX.Element {
  const inner = () => (
    <For each={props.node.content ?? []}>
      {(child) => <RichText node={child} petitions={props.petitions} speakers={props.speakers} />}
    </For>
  );
  const marked = (kind: string) => props.node.marks?.some((mark) => mark.type === kind) ?? false;
  return (
    <Switch fallback={inner()}>
      <Match when={props.node.type === 'text'}>
        <span
          style={{
            'font-weight': marked('bold') ? '700' : undefined,
            'font-style': marked('italic') ? 'italic' : undefined,
            'text-decoration': marked('underline') ? 'underline' : undefined,
          }}
        >
          {props.node.text}
        </span>
      </Match>
      <Match when={props.node.type === 'paragraph'}>
        <p>{inner()}</p>
      </Match>
      <Match when={props.node.type === 'heading'}>
        <h3>{inner()}</h3>
      </Match>
      <Match when={props.node.type === 'bulletList'}>
        <ul>{inner()}</ul>
      </Match>
      <Match when={props.node.type === 'orderedList'}>
        <ol>{inner()}</ol>
      </Match>
      <Match when={props.node.type === 'listItem'}>
        <li>{inner()}</li>
      </Match>
      <Match when={props.node.type === 'table'}>
        <table>
          <tbody>{inner()}</tbody>
        </table>
      </Match>
      <Match when={props.node.type === 'tableRow'}>
        <tr>{inner()}</tr>
      </Match>
      <Match when={props.node.type === 'tableCell'}>
        <td>{inner()}</td>
      </Match>
      <Match when={props.node.type === 'tableHeader'}>
        <th>{inner()}</th>
      </Match>
      <Match when={props.node.type === 'hardBreak'}>
        <br />
      </Match>
      <Match when={props.node.type === 'petition'}>
        <PetitionMention id={String(props.node.attrs?.petitionId ?? '')} petitions={props.petitions} />
      </Match>
      <Match when={props.node.type === 'speaker'}>
        <strong>{speakerLine(props.speakers.find(({ id }) => id === props.node.attrs?.speakerId))}</strong>
      </Match>
    </Switch>
  );
}

function PetitionMention(props: { id: string; petitions: readonly RecordPetition[] }) {
  const petition = () => props.petitions.find(({ id }) => id === props.id);
  return (
    <Show when={petition()}>
      {(found) => (
        <div class={styles.petition}>
          <strong>{found().number}</strong> · {found().field} — {found().content}{' '}
          <em>({words().state[found().state]})</em>
        </div>
      )}
    </Show>
  );
}
