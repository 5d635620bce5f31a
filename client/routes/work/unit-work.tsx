import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Office } from '../../../shared/dialogue.ts';
import { errorSentence } from '../../../shared/errors.ts';
import { isOpen } from '../../../shared/petition.ts';
import { rulingsFor, type UnitPetition } from '../../../shared/work.ts';
import { api } from '../../api.ts';
import { shortInstant } from '../../board/days.ts';
import { BookHistory } from '../../follow-up/book-history.tsx';
import { language } from '../../i18n/index.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { words } from '../../i18n/words.ts';
import { workTexts as t } from '../../i18n/work.ts';
import { Button } from '../../ui/controls.tsx';
import { type Desk, openDrafts, takeRefusal } from './desk.ts';
import { GroupList } from './group-list.tsx';
import { groupsOf, type Pinned } from './groups.ts';
import { CardHead, Matter, QueuedLine, RefusedDraft } from './parts.tsx';
import { LostPrepared, openPreparing, type PrepareDesk, Preparing } from './prepare-form.tsx';
import { createQueue, type Queue } from './queue.ts';
import { isWritten, type RulingDraft, RulingForm, sendRuling } from './ruling-form.tsx';
import styles from './work.module.css';

interface WorkProps {
  dialogueId: string;
  unit: string;
  petitions: readonly UnitPetition[];
  /** The dialogue is frozen, or was. */
  booked: boolean;
  office: Office;
  today: string;
  desk: Desk;
  say: (what: string) => void;
}

/** An officer's petitions: what needs an answer first, with the form in the petition's own place. */
export function UnitWork(props: WorkProps) {
  const drafts = openDrafts<RulingDraft>(props.dialogueId, props.unit);
  const [open, setOpen] = createSignal<Pinned | null>(null);
  const queue = createQueue<RulingDraft>({
    drafts,
    send: async (id, draft) => props.desk.put(await sendRuling(props.dialogueId, id, draft)),
    sent: (_, draft) => props.say(offlineTexts().queuedSent(draft.number)),
    refused(_, draft, refusal) {
      takeRefusal(props.desk, refusal);
      props.say(offlineTexts().queuedRefused(draft.number));
    },
  });
  const preparing = openPreparing(
    props.dialogueId,
    `${props.unit}.prepared`,
    async (id, { text, seen }) => {
      const path = api.dialogues[':id'].work[':petitionId'].prepared;
      const answer = await path.$post({
        param: { id: props.dialogueId, petitionId: id },
        json: { text, seen },
      });
      props.desk.put(await answer.json());
    },
    (what) => props.say(what),
    () => void props.desk.refresh(),
  );
  const groups = createMemo(() => groupsOf('unit', props.petitions, props.today, open()));
  /** Drafts of petitions that went to another unit: what was written is still the writer's. */
  const lost = createMemo(() => {
    const here = new Set(props.petitions.map(({ id }) => id));
    return drafts.all().filter(([id, draft]) => !here.has(id) && isWritten(draft));
  });
  const petitionOf = (id: string) => props.petitions.find((petition) => petition.id === id);
  const refused = () => drafts.all().filter(([id, draft]) => draft.refused === true && petitionOf(id));
  const mayAnswer = (id: string) => {
    const petition = petitionOf(id);
    return petition !== undefined && rulingsFor(petition).length > 0;
  };
  const takeBack = (id: string) => {
    queue.takeBack(id);
    setOpen({ id, name: 'toAnswer' });
  };
  return (
    <>
      <For each={lost()}>
        {([id, draft]) => (
          <div data-lost={id}>
            <RefusedDraft
              number={draft.number}
              why={errorSentence('notYours', language())}
              text={draft.answer}
              onDrop={() => drafts.set(id, null)}
            />
          </div>
        )}
      </For>
      <For each={refused()}>
        {([id, draft]) => (
          <RefusedDraft
            number={draft.number}
            text={draft.answer}
            onTake={mayAnswer(id) ? () => takeBack(id) : undefined}
            onDrop={() => drafts.set(id, null)}
          />
        )}
      </For>
      <LostPrepared desk={preparing} has={(id) => petitionOf(id) !== undefined} />
      <GroupList groups={groups()} nothing={{ toAnswer: t().nothingToAnswer }}>
        {(petition, name) => (
          <UnitCard
            {...props}
            petition={petition()}
            drafts={drafts}
            queue={queue}
            preparing={preparing}
            open={open()?.id === petition().id}
            onOpen={(is) => setOpen(is ? { id: petition().id, name } : null)}
          />
        )}
      </GroupList>
    </>
  );
}

function UnitCard(
  props: WorkProps & {
    petition: UnitPetition;
    drafts: ReturnType<typeof openDrafts<RulingDraft>>;
    queue: Queue<RulingDraft>;
    preparing: PrepareDesk;
    open: boolean;
    onOpen: (open: boolean) => void;
  },
) {
  let button: HTMLButtonElement | undefined;
  const mayAnswer = () => rulingsFor(props.petition).length > 0;
  const isWaiting = () => isOpen(props.petition.state) && props.petition.state !== 'replied';
  const hasDraft = () => {
    const draft = props.drafts.of(props.petition.id);
    return draft !== undefined && isWritten(draft);
  };
  const close = () => {
    if (!hasDraft()) props.drafts.set(props.petition.id, null);
    props.onOpen(false);
    queueMicrotask(() => button?.focus());
  };
  const number = () => props.petition.number || t().noNumber;
  const kept = () => props.drafts.of(props.petition.id);
  /** Nobody has decided yet: what the unit writes is for the chair to say. */
  const isPrepared = () =>
    !props.booked && (props.petition.state === 'raised' || props.petition.state === 'assigned');
  const isQueued = () => kept()?.waiting === true;
  return (
    <>
      <CardHead petition={props.petition} today={props.today} />
      <Matter petition={props.petition} facts={[props.petition.field, props.petition.village]} />
      <Show when={isPrepared() || props.petition.prepared}>
        <Preparing
          id={props.petition.id}
          about={number()}
          prepared={props.petition.prepared}
          desk={props.preparing}
          mayWrite={isPrepared()}
        />
      </Show>
      <Show when={props.petition.history.length > 0}>
        <History petition={props.petition} />
      </Show>
      <BookHistory entries={props.petition.book} />
      <Show when={!props.open}>
        <QueuedLine
          draft={kept()}
          onTake={() => {
            props.queue.takeBack(props.petition.id);
            props.onOpen(true);
          }}
        />
      </Show>
      <Show
        when={props.open && mayAnswer()}
        fallback={
          <Show when={mayAnswer() && !isQueued()}>
            <div class={styles.cardActions}>
              <Show when={hasDraft()}>
                <span class={styles.facts}>{t().draft}</span>
              </Show>
              <Button
                ref={button}
                kind={isWaiting() ? 'primary' : 'plain'}
                icon="reply"
                data-answer
                aria-label={isWaiting() ? t().answerOf(number()) : t().changeOf(number())}
                onClick={() => props.onOpen(true)}
              >
                {isWaiting() ? t().answer : t().change}
              </Button>
            </div>
          </Show>
        }
      >
        <RulingForm
          dialogueId={props.dialogueId}
          petition={props.petition}
          office={props.office}
          today={props.today}
          desk={props.desk}
          drafts={props.drafts}
          onDone={(now) => {
            props.onOpen(false);
            const said = props.booked ? t().doneInBook : t().done;
            props.say(said(now.number, words().state[now.state]));
          }}
          onWait={() => {
            props.queue.wait(props.petition.id);
            props.onOpen(false);
            props.say(offlineTexts().queued);
          }}
          onClose={close}
        />
      </Show>
    </>
  );
}

function History(props: { petition: UnitPetition }) {
  return (
    <details class={styles.history}>
      <summary>{t().history}</summary>
      <ol>
        <For each={props.petition.history}>
          {(change) => (
            <li>
              {shortInstant(change.at)} · {words().state[change.to]} · {change.by}
            </li>
          )}
        </For>
      </ol>
    </details>
  );
}
