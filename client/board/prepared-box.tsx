import { createMemo, Show } from 'solid-js';
import * as Y from 'yjs';
import { petitionsOf } from '../../shared/docs/board.ts';
import { readPrepared } from '../../shared/docs/prepared.ts';
import { preparedTexts as t } from '../i18n/prepared.ts';
import { yjsSignal } from '../sync/signals.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import { shortInstant } from './days.ts';
import { useBoard } from './model.ts';
import styles from './prepared-box.module.css';

/** What the unit prepared for a petition, and the press that makes it the answer. Nothing where nothing was prepared. */
export default function PreparedBox(props: { petitionId: string }) {
  const board = useBoard();
  const all = petitionsOf(board.props.board.doc);
  const read = yjsSignal(() => {
    const map = all.get(props.petitionId);
    return map instanceof Y.Map ? readPrepared(map) : null;
  }, all);
  const prepared = createMemo(read, undefined, {
    equals: (a, b) => a?.text === b?.text && a?.by === b?.by && a?.at === b?.at,
  });
  const isTaken = () => {
    const { text } = prepared() ?? { text: '' };
    return (board.petition(props.petitionId)?.answer ?? '').includes(text.trim());
  };
  const takeOver = () => {
    const { text } = prepared() ?? { text: '' };
    board.startText(props.petitionId, 'answer');
    const answer = board.text(props.petitionId, 'answer');
    // Behind what somebody has typed already: nothing of it is replaced.
    answer?.insert(answer.length, answer.length > 0 ? `\n${text.trim()}` : text.trim());
  };
  return (
    <Show when={prepared()}>
      {(now) => (
        <details class={styles.box} data-prepared open>
          <summary>
            <strong>{t().prepared}</strong>{' '}
            <span class={styles.by}>{t().by(now().by, shortInstant(now().at))}</span>
          </summary>
          <p class={styles.text}>{now().text}</p>
          <Show
            when={isTaken()}
            fallback={
              <Show when={!board.props.readOnly}>
                <Button icon="reply" data-take-over onClick={takeOver}>
                  {t().takeOver}
                </Button>
              </Show>
            }
          >
            <p class={styles.taken} role="status">
              <Icon name="check" /> {t().isTaken}
            </p>
          </Show>
        </details>
      )}
    </Show>
  );
}
