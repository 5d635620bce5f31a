import { createSignal, onMount, Show } from 'solid-js';
import { tellingProblems, type VillagePetition, type WorkProblem, workBounds } from '../../../shared/work.ts';
import { api, isUnreachable } from '../../api.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { problemSentence, workTexts as t } from '../../i18n/work.ts';
import { hallInReach } from '../../in-reach.ts';
import { Button, Notice, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { type Desk, type Drafts, takeRefusal } from './desk.ts';
import { Choices, LooseProblems, nextAfter, refusalOf } from './parts.tsx';
import type { Queued } from './queue.ts';
import styles from './work.module.css';

const ways = ['metAtHome', 'phoned', 'atMeeting', 'otherHow'] as const;

/** How somebody was told, while it is written down. */
export interface ToldDraft extends Queued {
  way: (typeof ways)[number] | '';
  how: string;
  at: string;
  seen: Pick<VillagePetition, 'state' | 'answer' | 'replyNumber'>;
}

/** How the citizen was told, in words; empty while no way is chosen. */
function howOf({ way, how }: ToldDraft): string {
  if (way === '') return '';
  return way === 'otherHow' ? how : t()[way];
}

/** Sends that a citizen was told. Throws ApiError. */
export async function sendTold(
  dialogueId: string,
  petitionId: string,
  draft: ToldDraft,
): Promise<VillagePetition> {
  const path = api.dialogues[':id'].work[':petitionId'].told;
  const json = { how: howOf(draft), at: draft.at, seen: draft.seen };
  return (await path.$post({ param: { id: dialogueId, petitionId }, json })).json();
}

/** The form by which a village head notes that a citizen was told; three taps for the usual ways. */
export function ToldForm(props: {
  dialogueId: string;
  petition: VillagePetition;
  today: string;
  desk: Desk;
  drafts: Drafts<ToldDraft>;
  onDone: (petition: VillagePetition) => void;
  /** It is finished, and the hall out of reach. */
  onWait: () => void;
  onClose: () => void;
}) {
  let form: HTMLFormElement | undefined;
  const { id } = props.petition;
  const seenNow = () => {
    const { state, answer, replyNumber } = props.petition;
    return { state, answer, replyNumber };
  };
  const blank = (): ToldDraft => ({ way: '', how: '', at: props.today, seen: seenNow() });
  const kept = props.drafts.of(id);
  if (!kept?.way) props.drafts.set(id, blank());
  const draft = () => props.drafts.of(id) ?? blank();
  const set = (values: Partial<ToldDraft>) => props.drafts.set(id, { ...draft(), ...values });
  const [problems, setProblems] = createSignal<WorkProblem[]>([]);
  const { error, working, send } = createSending();
  const said = (problem: WorkProblem) =>
    problems().includes(problem) ? problemSentence(problem) : undefined;
  const isOther = () => draft().way === 'otherHow';
  const changed = () => {
    const [now, { seen }] = [seenNow(), draft()];
    return now.state !== seen.state || now.answer !== seen.answer || now.replyNumber !== seen.replyNumber;
  };
  onMount(() => form?.querySelector<HTMLElement>('input')?.focus());

  const submit = () =>
    send(async () => {
      setProblems([]);
      if (!hallInReach()) return wait();
      try {
        const now = await sendTold(props.dialogueId, id, draft());
        const goOn = nextAfter(id);
        props.drafts.set(id, null);
        props.desk.put(now);
        props.onDone(now);
        queueMicrotask(goOn);
      } catch (reason) {
        if (isUnreachable(reason)) return wait();
        setProblems(takeRefusal(props.desk, reason));
        throw reason;
      }
    });
  /** The hall is out of reach: what is finished waits for it. */
  const wait = () => {
    const told = { how: howOf(draft()), at: draft().at };
    setProblems(tellingProblems({ raisedAt: '', ...props.petition }, told, props.today));
    if (problems().length === 0) props.onWait();
  };
  return (
    <form
      ref={form}
      class={styles.form}
      aria-label={t().toldButtonOf(props.petition.number)}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (!event.isComposing && event.key === 'Escape') props.onClose();
      }}
    >
      <Show when={changed()}>
        <Notice kind="warn">
          <div class={styles.changed}>
            <strong>{t().changedTitle}</strong>
            <p>
              <b>{t().changedNow}:</b> {props.petition.answer || t().empty}
            </p>
            <p>
              <b>{t().changedSeen}:</b> {draft().seen.answer || t().empty}
            </p>
            <div>
              <Button onClick={() => set({ seen: seenNow() })}>{t().keepMine}</Button>
            </div>
          </div>
        </Notice>
      </Show>
      <Choices
        legend={t().toldHow}
        name={`how-${id}`}
        options={ways.map((value) => ({ value, label: t()[value] }))}
        value={draft().way}
        error={isOther() ? undefined : said('toldHow')}
        onChoose={(way) => set({ way })}
      />
      <div class={page.grid}>
        <Show when={isOther()}>
          <TextField
            label={t().otherHowLabel}
            hint={t().answerHint}
            error={said('toldHow')}
            data-field="toldHow"
            maxLength={workBounds.line}
            value={draft().how}
            onInput={(event) => set({ how: event.currentTarget.value })}
          />
        </Show>
        <TextField
          type="date"
          label={t().toldAt}
          error={said('toldDay')}
          data-field="toldAt"
          max={props.today}
          value={draft().at}
          onInput={(event) => set({ at: event.currentTarget.value })}
        />
      </div>
      <LooseProblems problems={problems().filter((each) => each !== 'toldHow' && each !== 'toldDay')} />
      <SendingError error={refusalOf(error())} />
      <div class={page.actions}>
        <Button kind="quiet" onClick={() => props.onClose()}>
          {t().discard}
        </Button>
        <Button kind="primary" icon="check" type="submit" disabled={working()}>
          {hallInReach() ? t().sendTold : offlineTexts().queuedSend}
        </Button>
      </div>
    </form>
  );
}
