import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Petition } from '../../../shared/petition.ts';
import { direct } from '../../i18n/direct.ts';
import { Badge, Button, TextField } from '../../ui/controls.tsx';
import { brief, type Desk, findPetitions } from './desk.ts';
import styles from './direct.module.css';

/** Petitions listed at most; the search narrows them down. */
const mostListed = 30;

/** Which petition is shown large: the one under discussion, or one that is found by number or words. */
export function PetitionPicker(props: { desk: Desk }) {
  const [text, setText] = createSignal('');
  const found = createMemo(() => findPetitions(props.desk.petitions(), text()).slice(0, mostListed));
  const shown = () => props.desk.screen().petitionId;
  const show = (petition: Petition) => {
    if (!props.desk.isReleased(petition.id)) props.desk.release([petition.id]);
    props.desk.show({ mode: 'petition', petitionId: petition.id });
  };
  return (
    <div class={styles.picker}>
      <Button aria-pressed={shown() === ''} onClick={() => props.desk.show({ petitionId: '' })}>
        {direct().followCurrent}
      </Button>
      <TextField
        label={direct().findPetition}
        type="search"
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found();
          if (event.key === 'Enter' && first) show(first);
        }}
      />
      <Show when={found().length > 0} fallback={<p role="status">{direct().noneFound}</p>}>
        <ul class={styles.petitions}>
          <For each={found()}>
            {(petition) => (
              <li>
                <b>{petition.number || direct().noNumber}</b>
                <span class={styles.matter}>{brief(petition.content)}</span>
                <Show
                  when={shown() !== petition.id}
                  fallback={<Badge icon="screen">{direct().onScreen}</Badge>}
                >
                  <Button onClick={() => show(petition)}>
                    {props.desk.isReleased(petition.id) ? direct().showIt : direct().releaseAndShow}
                    <span class="visually-hidden"> {petition.number}</span>
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
