import { createMemo, createSignal, For, Show } from 'solid-js';
import { allPetitions, petitionsOf } from '../../shared/docs/board.ts';
import type { Paper } from '../../shared/docs/papers.ts';
import { useHall } from '../hall/hall-context.ts';
import { t } from '../i18n/papers.ts';
import { yjsSignal } from '../sync/signals.ts';
import { Button, SelectField, TextField } from '../ui/controls.tsx';
import styles from './papers.module.css';
import { usePapers } from './papers.tsx';

/** Focuses an element when the one that had the focus is gone from the page. */
export function focusIfLost(element: HTMLElement | null | undefined): void {
  if (document.activeElement === document.body) element?.focus();
}

/** Longest piece of a petition's content in the list to choose from, letters. */
const excerpt = 60;

/** Links a paper to a petition that is there already. */
function LinkPicker(props: { paper: Paper; onDone: () => void }) {
  const papers = usePapers();
  const { board } = useHall();
  const petitions = yjsSignal(() => allPetitions(board.doc), petitionsOf(board.doc));
  return (
    <SelectField
      label={t().linkTo}
      value=""
      onChange={(event) => {
        papers.link(props.paper.id, event.currentTarget.value);
        props.onDone();
      }}
    >
      <option value="">{t().linkNone}</option>
      <For each={petitions()}>
        {(petition) => (
          <option value={petition.id}>
            {petition.number || 'KN-…'} {petition.content.slice(0, excerpt)}
          </option>
        )}
      </For>
    </SelectField>
  );
}

/** Sets a paper aside with a note. */
function SetAside(props: { paper: Paper; onDone: () => void }) {
  const papers = usePapers();
  const [note, setNote] = createSignal('');
  return (
    <form
      class={styles.form}
      aria-label={t().setAsideTitle}
      onSubmit={(event) => {
        event.preventDefault();
        papers.setAside(props.paper.id, note().normalize('NFC').trim());
        props.onDone();
      }}
    >
      <TextField
        label={t().setAsideWhy}
        hint={t().setAsideHint}
        value={note()}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit">{t().setAside}</Button>
    </form>
  );
}

/** What else may become of a paper than being typed in: linked to a petition, set aside. */
export function OtherWays(props: { paper: Paper }) {
  const [way, setWay] = createSignal<'' | 'link' | 'aside'>('');
  const choose = (next: 'link' | 'aside') => setWay((now) => (now === next ? '' : next));
  return (
    <div class={styles.ways}>
      <div class={styles.row}>
        <Button kind="quiet" icon="link" aria-expanded={way() === 'link'} onClick={() => choose('link')}>
          {t().link}
        </Button>
        <Button kind="quiet" icon="flag" aria-expanded={way() === 'aside'} onClick={() => choose('aside')}>
          {t().setAside}
        </Button>
      </div>
      <Show when={way() === 'link'}>
        <LinkPicker paper={props.paper} onDone={() => setWay('')} />
      </Show>
      <Show when={way() === 'aside'}>
        <SetAside paper={props.paper} onDone={() => setWay('')} />
      </Show>
    </div>
  );
}

/** The steps of the paper that is typed in at this device. */
export function WorkSteps(props: { paper: Paper }) {
  const papers = usePapers();
  const hall = useHall();
  const isOpen = createMemo(() => hall.selected() !== '' && hall.selected() === papers.petitionId());
  return (
    <div class={styles.steps}>
      <div class={styles.row}>
        <Button kind="primary" icon="check" disabled={!papers.hasContent()} onClick={papers.finish}>
          {t().finish}
        </Button>
        <Show when={!isOpen()}>
          <Button icon="pen" onClick={papers.openMine}>
            {t().openPetition}
          </Button>
        </Show>
        <Button kind="quiet" icon="undo" onClick={papers.release}>
          {t().release}
        </Button>
      </div>
      <Show when={!papers.hasContent()}>
        <p class={styles.hint}>{t().finishHint}</p>
      </Show>
      <OtherWays paper={props.paper} />
    </div>
  );
}
