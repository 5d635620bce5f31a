import { For, type JSX, Show } from 'solid-js';
import type { WorkPetition, WorkProblem } from '../../../shared/work.ts';
import { ApiError } from '../../api.ts';
import { shortDay } from '../../board/days.ts';
import { StateSign } from '../../board/signs.tsx';
import { offlineTexts } from '../../i18n/offline.ts';
import { words } from '../../i18n/words.ts';
import { problemSentence, workTexts as t } from '../../i18n/work.ts';
import { Button, Notice, TextArea } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { dueWords } from './groups.ts';
import type { Queued } from './queue.ts';
import styles from './work.module.css';

/** What stands over a petition: number, state, due date. */
export function CardHead(props: { petition: WorkPetition; today: string }) {
  const due = () => dueWords(props.petition, props.today);
  return (
    <header class={styles.cardHead}>
      <h4>{props.petition.number || t().noNumber}</h4>
      <StateSign state={props.petition.state} />
      <Show when={due()}>
        {(said) => (
          <span class={styles.due} data-late={said().late}>
            <Icon name={said().late ? 'warning' : 'clock'} />
            <span>
              <b>{said().words}</b> · {said().on}
            </span>
          </span>
        )}
      </Show>
    </header>
  );
}

/** The matter, and what was answered so far. `noAnswer`: said in the answer's place when there is none. */
export function Matter(props: { petition: WorkPetition; facts: readonly string[]; noAnswer?: string }) {
  const reply = () => {
    const { replyNumber, replyDate } = props.petition;
    return replyNumber ? t().replyOf(replyNumber, shortDay(replyDate)) : '';
  };
  return (
    <>
      <p class={styles.facts}>{props.facts.filter(Boolean).join(' · ')}</p>
      <p class={styles.text}>{props.petition.content || t().noContent}</p>
      <Show when={props.petition.replyWish !== 'none'}>
        <p class={styles.facts}>
          {t().wish}: {words().replyWish[props.petition.replyWish]}
        </p>
      </Show>
      <Show
        when={props.petition.answer.trim() || reply()}
        fallback={
          <Show when={props.noAnswer}>
            <p class={styles.noAnswer}>{props.noAnswer}</p>
          </Show>
        }
      >
        <div class={styles.answer}>
          <h5>{t().answerLabel}</h5>
          <p class={styles.text}>{props.petition.answer}</p>
          <Show when={reply()}>
            <p class={styles.facts}>
              {t().reply}: {reply()}
            </p>
          </Show>
        </div>
      </Show>
      <Show when={props.petition.toldHow}>
        <p class={styles.facts}>
          <Icon name="check" /> {t().toldIn(props.petition.toldHow, shortDay(props.petition.toldAt))}
        </p>
      </Show>
    </>
  );
}

/** A choice of one among few, by finger, mouse or arrow keys. */
export function Choices<T extends string>(props: {
  legend: string;
  name: string;
  options: readonly { value: T; label: string }[];
  value: T | '';
  error?: string;
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset class={styles.choices} data-field={props.name}>
      <legend>{props.legend}</legend>
      <For each={props.options}>
        {(option) => (
          <label class={styles.choice} data-value={option.value}>
            <input
              type="radio"
              name={props.name}
              checked={props.value === option.value}
              onChange={() => props.onChoose(option.value)}
            />
            <span>{option.label}</span>
          </label>
        )}
      </For>
      <Show when={props.error}>
        <p class={styles.problem} role="alert">
          {props.error}
        </p>
      </Show>
    </fieldset>
  );
}

/** What is wrong and has no field of its own on the form. */
export function LooseProblems(props: { problems: readonly WorkProblem[] }): JSX.Element {
  return (
    <For each={props.problems}>
      {(problem) => (
        <p class={styles.problem} role="alert">
          {problemSentence(problem)}
        </p>
      )}
    </For>
  );
}

/**
 * Remembers the petition after this one that something can be done with; the returned function brings the focus there,
 * to be called once the form is gone and its own card perhaps elsewhere.
 */
export function nextAfter(id: string): () => void {
  const cards = [...document.querySelectorAll('[data-petition]')];
  const at = cards.findIndex((card) => card.getAttribute('data-petition') === id);
  const acts = '[data-answer], [data-told]';
  const next = cards.slice(at + 1).find((card) => card.querySelector(acts));
  return () => {
    const button = next?.isConnected ? next.querySelector<HTMLElement>(acts) : null;
    (button ?? document.querySelector<HTMLElement>('main h2'))?.focus();
  };
}

/** Why an act was refused, unless that the petition has changed: then both values stand on the form. */
export function refusalOf(error: unknown): unknown {
  const isShown = error instanceof ApiError && error.code === 'changedMeanwhile' && error.details.now;
  return isShown ? null : error;
}

/** That what was written waits for the hall, with the way to write on. */
export function QueuedLine(props: { draft: Queued | undefined; onTake: () => void }) {
  return (
    <Show when={props.draft?.waiting}>
      <div class={styles.queued} data-queued="waiting">
        <Icon name="clock" />
        <span>{offlineTexts().queued}</span>
        <Button onClick={() => props.onTake()}>{offlineTexts().queuedTake}</Button>
      </div>
    </Show>
  );
}

/** What waited and was not taken: over the lists, since the petition may stand in one that nobody opens. */
export function RefusedDraft(props: {
  number: string;
  /** Why, where it is known better than that the petition has changed. */
  why?: string;
  /** What was written. */
  text: string;
  /** Writes on; left out when the petition takes nothing any more. */
  onTake?: () => void;
  onDrop: () => void;
}) {
  return (
    <article class={styles.card} data-queued="refused">
      <h3>{props.number}</h3>
      <Notice kind="warn">{props.why ?? offlineTexts().queuedRefused(props.number)}</Notice>
      <Show when={props.text}>
        <TextArea label={t().changedMine} rows={4} readOnly value={props.text} />
      </Show>
      <div class={styles.cardActions}>
        <Button kind="quiet" onClick={() => props.onDrop()}>
          {t().discard}
        </Button>
        <Show when={props.onTake}>
          {(take) => <Button onClick={() => take()()}>{offlineTexts().queuedTake}</Button>}
        </Show>
      </div>
    </article>
  );
}
