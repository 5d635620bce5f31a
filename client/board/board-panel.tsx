import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { t } from '../i18n/board.ts';
import { mergingTexts } from '../i18n/merging.ts';
import { Button, Notice } from '../ui/controls.tsx';
import styles from './board-panel.module.css';
import { NothingShown } from './card.tsx';
import { BoardColumns } from './column-board.tsx';
import { createDesk, DeskProvider } from './desk.ts';
import { PetitionDetail } from './detail.tsx';
import { type BoardPanelProps, BoardProvider, createBoardModel } from './model.ts';
import { MoveMenu } from './move-menu.tsx';
import { offerBoard } from './palette-entries.ts';
import { offerRecording } from './recording.tsx';
import { BoardTable } from './table-board.tsx';
import { Toolbar } from './toolbar.tsx';

export type { BoardPanelProps } from './model.ts';

/** Widths of the panel itself (it may stand beside the minutes) at which it is laid out anew, in CSS pixels. */
const narrowBelow = 640;
const wideFrom = 1000;

/**
 * The board of petitions: columns or table, search and filters, and the open petition beside or above them.
 * Fills the height of its container.
 */
export default function BoardPanel(props: BoardPanelProps) {
  let root: HTMLElement | undefined;
  const model = createBoardModel(props);
  const desk = createDesk(model, () => root);
  offerBoard(model);
  offerRecording(model);
  const [width, setWidth] = createSignal(wideFrom);
  const narrow = () => width() < narrowBelow;
  const wide = () => width() >= wideFrom;
  onMount(() => {
    const observer = new ResizeObserver(([entry]) => {
      // A panel behind another one has no width; it keeps the layout it had.
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    if (root) observer.observe(root);
    onCleanup(() => observer.disconnect());
    props.onReady?.();
  });

  const selected = createMemo(() => (model.petition(props.selected) ? props.selected : ''));
  /** The open petition lies over the board: what is under it takes no focus. */
  const covered = () => selected() !== '' && !wide();
  const close = () => {
    const id = props.selected;
    props.onSelect('');
    desk.focusCard(id);
  };

  return (
    <BoardProvider value={model}>
      <DeskProvider value={desk}>
        <section
          ref={root}
          class={styles.panel}
          classList={{ [styles.wide ?? '']: wide(), [styles.narrow ?? '']: narrow() }}
          aria-label={t().board}
        >
          <div class={styles.top} inert={covered()}>
            <Toolbar narrow={narrow()} wide={wide()} />
          </div>
          <Show when={props.readOnly && props.dialogue.state === 'frozen'}>
            <Notice>{t().frozen}</Notice>
          </Show>
          <Show when={model.message()}>
            {(message) => (
              <div class={styles.message}>
                <Notice kind={message().kind === 'warn' ? 'warn' : 'done'}>{message().text}</Notice>
                <Show when={message().undo}>
                  {(undo) => (
                    <Button
                      kind="quiet"
                      icon="undo"
                      onClick={() => {
                        const take = undo();
                        model.hush();
                        take();
                      }}
                    >
                      {mergingTexts().undo}
                    </Button>
                  )}
                </Show>
                <Button kind="quiet" icon="close" aria-label={t().dismiss} onClick={() => model.hush()} />
              </div>
            )}
          </Show>
          <div class={styles.body}>
            <div class={styles.lists} inert={covered()}>
              <Show
                when={desk.visible().length > 0}
                fallback={<NothingShown loading={!props.board.ready()} />}
              >
                <Show
                  when={desk.view() === 'table' && !narrow()}
                  fallback={<BoardColumns narrow={narrow()} />}
                >
                  <BoardTable />
                </Show>
              </Show>
            </div>
            <Show when={selected()} keyed>
              {(id) => (
                <Show when={model.petition(id)}>
                  {(petition) => <PetitionDetail petition={petition()} onClose={close} />}
                </Show>
              )}
            </Show>
          </div>
          <Show when={wide() && !props.readOnly}>
            <footer class={styles.keys}>{t().keys}</footer>
          </Show>
          <MoveMenu />
        </section>
      </DeskProvider>
    </BoardProvider>
  );
}
