import { useParams } from '@solidjs/router';
import { createMemo, createResource, createSignal, onCleanup, onMount, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { BoardPanel } from '../../board/board-panel.tsx';
import { loadDialogue, loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { pages } from '../../i18n/pages.ts';
import { MinutesEditor } from '../../minutes/minutes-editor.tsx';
import { session } from '../../session.ts';
import { openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Notice } from '../../ui/controls.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import styles from './hall.module.css';

/** The recorders' page: minutes and board side by side, on a phone one at a time. */
export default function HallPage() {
  const params = useParams<{ id: string }>();
  const [dialogue, { refetch }] = createResource(() => params.id, loadDialogue);
  const [office] = createResource(loadOffice);
  const both = createMemo(() => {
    const [one, two] = [dialogue(), office()];
    return one && two ? { dialogue: one, office: two } : null;
  });
  return (
    <Show when={both()}>
      {(loaded) => (
        <Hall dialogue={loaded().dialogue} office={loaded().office} onEdited={() => void refetch()} />
      )}
    </Show>
  );
}

type View = 'minutes' | 'board' | 'both';

function Hall(props: { dialogue: Dialogue; office: Office; onEdited: () => void }) {
  const id = props.dialogue.id;
  const minutes = openDocument(id, 'minutes');
  const board = openDocument(id, 'board');
  const register = openDocument(id, 'register');
  const documents = [minutes, board, register];
  const [selected, setSelected] = createSignal('');
  const [view, setView] = createSignal<View>(wideEnough() ? 'both' : 'minutes');
  const sealed = () => minutes.mode() === 'sealed' || props.dialogue.state === 'frozen';
  const readOnly = () => sealed() || minutes.mode() === 'read';
  const late = () => documents.reduce((sum, document) => sum + document.status().late, 0);
  onMount(() => {
    const wide = matchMedia('(min-width: 1080px)');
    const fit = () => setView((now) => (wide.matches ? 'both' : now === 'both' ? 'minutes' : now));
    wide.addEventListener('change', fit);
    onCleanup(() => wide.removeEventListener('change', fit));
  });
  const openPetition = (petitionId: string) => {
    setSelected(petitionId);
    setView((now) => (now === 'minutes' ? 'board' : now));
  };
  const choice = (value: View, label: string) => (
    <button type="button" aria-pressed={view() === value} onClick={() => setView(value)}>
      {label}
    </button>
  );
  return (
    <DialogueFrame
      dialogue={props.dialogue}
      onEdited={props.onEdited}
      status={<StatusBar documents={documents} />}
    >
      <Show when={sealed()}>
        <Notice kind="info">{pages().frozenNotice}</Notice>
      </Show>
      <Show when={late() > 0}>
        <Notice kind="warn">{pages().late(late())}</Notice>
      </Show>
      <fieldset class={styles.views}>
        <legend class="visually-hidden">{common().hall}</legend>
        {choice('minutes', pages().tabMinutes)}
        {choice('board', pages().tabBoard)}
        <span class={styles.wideOnly}>{choice('both', pages().both)}</span>
      </fieldset>
      <div class={styles.panes} data-view={view()}>
        <section class={styles.minutes} hidden={view() === 'board'} aria-label={pages().tabMinutes}>
          <MinutesEditor
            dialogueId={id}
            minutes={minutes}
            board={board}
            readOnly={readOnly()}
            onOpenPetition={openPetition}
          />
        </section>
        <section class={styles.board} hidden={view() === 'minutes'} aria-label={pages().tabBoard}>
          <BoardPanel
            dialogue={props.dialogue}
            office={props.office}
            board={board}
            register={register}
            readOnly={readOnly()}
            person={session()?.name ?? ''}
            selected={selected()}
            onSelect={openPetition}
          />
        </section>
      </div>
    </DialogueFrame>
  );
}

function wideEnough(): boolean {
  return matchMedia('(min-width: 1080px)').matches;
}
