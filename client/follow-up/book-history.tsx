import { For, Show } from 'solid-js';
import { may } from '../../shared/access.ts';
import { answerExtensions } from '../../shared/answer-file.ts';
import type { AnswerFile, BookEntry, FollowUpAct } from '../../shared/follow-up.ts';
import { localDay } from '../../shared/vietnamese/dates.ts';
import { shortDay, shortTime } from '../board/days.ts';
import { words } from '../i18n/words.ts';
import { actName, worklistTexts as t } from '../i18n/worklists.ts';
import { ownRole, session } from '../session.ts';
import { HallLink } from '../ui/needs-hall.tsx';
import styles from './book-history.module.css';
import { megabytes } from './megabytes.ts';

const document = ({ number, date }: { number: string; date: string }) =>
  t().documentOf(number, shortDay(date));

/** What an act says besides its name. */
function detailOf(act: FollowUpAct): string {
  switch (act.kind) {
    case 'ruled': {
      const due = act.dueDate && t().until(shortDay(act.dueDate));
      return [words().state[act.outcome], act.outcome === 'escalated' ? act.authority : '', due]
        .filter(Boolean)
        .join('; ');
    }
    case 'replied':
    case 'returned':
    case 'filed':
      return document(act);
    case 'sent':
      return [document(act), act.authority].filter(Boolean).join(', ');
    case 'told':
      return [act.how, shortDay(act.on)].filter(Boolean).join(', ');
    case 'dueMoved':
      return [shortDay(act.dueDate), act.reason].filter(Boolean).join(': ');
    case 'assigned':
      return act.unit;
    case 'reopened':
      return [act.reason, act.dueDate && t().until(shortDay(act.dueDate))].filter(Boolean).join('; ');
    case 'withdrawn':
      return act.reason;
  }
}

/** Whether this session is given the file: an officer what the own unit handed in. */
function mayOpen({ event }: BookEntry): boolean {
  const role = ownRole();
  return may(role, 'readAnswer') && (role !== 'officer' || event.of === session()?.unit);
}

/** What was done about a petition since its dialogue was frozen, oldest first, open when `open`. */
export function BookHistory(props: { entries: readonly BookEntry[]; open?: boolean }) {
  return (
    <Show when={props.entries.length > 0}>
      <details class={styles.history} open={props.open} data-book>
        <summary>{t().history(props.entries.length)}</summary>
        <ol>
          <For each={props.entries}>
            {(entry) => (
              <li data-act={entry.event.act.kind} data-passed={entry.passedOver}>
                <span>
                  <b>{actName(entry.event.act.kind)}</b>
                  <Show when={detailOf(entry.event.act)}>{(detail) => <>: {detail()}</>}</Show>
                </span>
                <span class={styles.who}>
                  {shortDay(localDay(entry.event.at))} {shortTime(entry.event.at)} · {entry.event.by}
                  <Show when={entry.event.of}> · {entry.event.of}</Show>
                </span>
                <Show when={'file' in entry.event.act && entry.event.act.file}>
                  {(file) => <FileLink entry={entry} file={file()} />}
                </Show>
                <Show when={entry.passedOver}>
                  <em>{t().passedOver}</em>
                </Show>
              </li>
            )}
          </For>
        </ol>
      </details>
    </Show>
  );
}

function FileLink(props: { entry: BookEntry; file: AnswerFile }) {
  const { dialogueId, petitionId } = props.entry.event;
  const label = () => t().file(answerExtensions[props.file.type].toUpperCase(), megabytes(props.file.size));
  return (
    <Show when={mayOpen(props.entry)} fallback={<span>{label()}</span>}>
      <HallLink
        href={`/api/answer-files/${dialogueId}/${petitionId}/${props.file.hash}`}
        icon="document"
        label={label()}
      >
        {label()}
      </HallLink>
    </Show>
  );
}
