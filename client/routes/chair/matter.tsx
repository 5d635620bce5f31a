import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { isOwed } from '../../../shared/due.ts';
import { type Outcome, outcomes, type Petition } from '../../../shared/petition.ts';
import { stateIcons } from '../../board/columns.ts';
import { shortDay } from '../../board/days.ts';
import { SharedText } from '../../board/live-field.tsx';
import { shownNumber, useBoard } from '../../board/model.ts';
import PreparedBox from '../../board/prepared-box.tsx';
import { t } from '../../i18n/chair.ts';
import { t as speakersTexts } from '../../i18n/speakers.ts';
import { words } from '../../i18n/words.ts';
import type { SpeakersModel } from '../../speakers/model.ts';
import { hallNow } from '../../time/hall-clock.ts';
import { Button, Dialog, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './chair.module.css';
import { OutcomeSheet } from './outcome-sheet.tsx';
import { outcomesFor, type Ruling, rule, type TakenBack } from './ruling.ts';

/** How long the last ruling may be taken back, ms. */
const undoTime = 30_000;

const isUnanswered = ({ state }: Petition) => state === 'raised' || state === 'assigned';

/** The petitions as the chair goes through them. */
function createAgenda() {
  const board = useBoard();
  const present = createMemo(() =>
    board.petitions.all().filter(({ state }) => state !== 'withdrawn' && state !== 'merged'),
  );
  const unanswered = createMemo(() => present().filter(isUnanswered));
  const currentId = () => board.moment().currentPetition;
  const current = createMemo(() => board.petitions.get(currentId()));
  const show = (id: string) => {
    if (id !== '' && id !== currentId()) board.toggleCurrent(id);
  };
  /** The next unanswered one from the current one on, around the end. */
  const beside = (step: 1 | -1): string => {
    const ids = board.petitions.ids();
    const from = ids.indexOf(currentId());
    const open = new Set(unanswered().map(({ id }) => id));
    for (let tried = 1; tried <= ids.length; tried++) {
      const start = from < 0 ? (step > 0 ? -1 : ids.length) : from;
      const id = ids[(start + step * tried + ids.length * 2) % ids.length];
      if (id !== undefined && id !== currentId() && open.has(id)) return id;
    }
    return '';
  };
  return { present, unanswered, current, show, beside };
}

type Agenda = ReturnType<typeof createAgenda>;

function ChooseList(props: {
  petitions: readonly Petition[];
  label: string;
  onChoose: (id: string) => void;
}) {
  return (
    <Show when={props.petitions.length > 0}>
      <section aria-label={props.label}>
        <h3>{props.label}</h3>
        <ul class={styles.list}>
          <For each={props.petitions}>
            {(petition) => (
              <li>
                <button type="button" class={styles.listed} onClick={() => props.onChoose(petition.id)}>
                  <strong>{shownNumber(petition)}</strong>
                  <span>
                    {petition.content.trim() || t().noContent}
                    <small>
                      {[
                        petition.village,
                        petition.field,
                        isUnanswered(petition) ? '' : words().state[petition.state],
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </small>
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

/** Ways to another petition. */
function Ways(props: { agenda: Agenda }) {
  const { agenda } = props;
  const board = useBoard();
  const [choosing, setChoosing] = createSignal(false);
  const go = (step: 1 | -1) => agenda.show(agenda.beside(step));
  const choose = (id: string) => {
    setChoosing(false);
    agenda.show(id);
  };
  return (
    <div class={styles.ways}>
      <Button
        icon="back"
        aria-label={t().previous}
        disabled={board.props.readOnly || agenda.beside(-1) === ''}
        onClick={() => go(-1)}
      >
        <span class={styles.wayWord}>{t().previousShort}</span>
      </Button>
      <Button class={styles.chooseButton} icon="board" data-choose onClick={() => setChoosing(true)}>
        {t().choose}
      </Button>
      <Button
        icon="chevron"
        aria-label={t().next}
        disabled={board.props.readOnly || agenda.beside(1) === ''}
        onClick={() => go(1)}
      >
        <span class={styles.wayWord}>{t().nextShort}</span>
      </Button>
      <Dialog open={choosing()} title={t().choose} onClose={() => setChoosing(false)}>
        <ChooseList petitions={agenda.unanswered()} label={t().chooseOpen} onChoose={choose} />
        <ChooseList
          petitions={agenda.present().filter((petition) => !isUnanswered(petition))}
          label={t().chooseRuled}
          onChoose={choose}
        />
        <Show when={agenda.present().length === 0}>
          <p>{t().nothingYet}</p>
        </Show>
      </Dialog>
    </div>
  );
}

/** The matter itself, large: number, words, who raises it. */
function Words(props: { petition: Petition }) {
  const board = useBoard();
  const citizen = () => board.citizens.get(props.petition.id)?.name ?? '';
  const about = () => [props.petition.village, props.petition.field].filter(Boolean).join(' · ');
  const term = () => {
    const { state, authority, unit, dueDate } = props.petition;
    if (!isOwed(state)) return '';
    return [authority, unit, dueDate && t().dueOn(shortDay(dueDate))].filter(Boolean).join(' · ');
  };
  return (
    <div class={styles.words}>
      <p class={styles.headline}>
        <strong class={styles.number}>{shownNumber(props.petition)}</strong>
        <span class={styles.state} data-state={props.petition.state}>
          <Icon name={stateIcons[props.petition.state]} /> {words().state[props.petition.state]}
        </span>
      </p>
      <p class={styles.content} classList={{ [styles.unwritten ?? '']: !props.petition.content.trim() }}>
        {props.petition.content.trim() || t().writing}
      </p>
      <p class={styles.citizen}>
        <Icon name="user" /> {citizen() || t().noCitizen}
        <Show when={about()}> · {about()}</Show>
      </p>
      <Show when={term()}>
        <p class={styles.term}>{term()}</p>
      </Show>
    </div>
  );
}

interface LastRuling {
  text: string;
  undo: (() => void) | null;
}

/** The outcomes to tap, the sheet for what is missing, and taking the last one back. */
function Outcomes(props: { petition: Petition; onRuled: (last: LastRuling | null) => void }) {
  const board = useBoard();
  const [asking, setAsking] = createSignal<Outcome | null>(null);
  const offered = createMemo(() => outcomesFor(props.petition, outcomes));
  const chair = () => {
    const { chairName, chairTitle } = board.props.dialogue;
    return [chairName, chairTitle].filter(Boolean).join(' – ');
  };
  const now = () => new Date(hallNow()).toISOString();
  const decide = ({ to, values }: Ruling) => {
    const { id } = props.petition;
    const number = shownNumber(props.petition);
    const answeredBy = props.petition.answeredBy || chair();
    const ruling = { to, values: { ...values, answeredBy } };
    const takeBack = rule(board.props.board.doc, id, ruling, board.props.person, now());
    setAsking(null);
    if (!takeBack) return props.onRuled({ text: t().gone, undo: null });
    const told: Record<TakenBack, () => string> = {
      done: () => t().takenBack(number),
      changedSince: () => t().changedSince(number),
    };
    props.onRuled({
      text: t().ruled(number, words().state[to]),
      undo: () => props.onRuled({ text: told[takeBack(now())](), undo: null }),
    });
  };
  const tap = (to: Outcome) => {
    const { missing } = board.plan(props.petition, to);
    if (isOwed(to) || missing.length > 0) setAsking(to);
    else if (props.petition.state !== to) decide({ to, values: {} });
  };
  return (
    <section class={styles.outcomes} aria-label={t().outcomes}>
      <Show
        when={offered().length > 0}
        fallback={<p>{t().closedState(words().state[props.petition.state])}</p>}
      >
        <div class={styles.taps}>
          <For each={offered()}>
            {(outcome) => (
              <button
                type="button"
                class={styles.tap}
                data-state={outcome}
                aria-pressed={props.petition.state === outcome}
                onClick={() => tap(outcome)}
              >
                <Icon name={stateIcons[outcome]} size="1.6em" />
                <span>{words().state[outcome]}</span>
              </button>
            )}
          </For>
        </div>
      </Show>
      <Dialog
        open={asking() !== null}
        title={t().sheet(shownNumber(props.petition), words().state[asking() ?? 'deferred'])}
        onClose={() => setAsking(null)}
      >
        <Show when={asking()} keyed>
          {(to) => <OutcomeSheet petition={props.petition} to={to} onRuling={decide} />}
        </Show>
      </Dialog>
    </section>
  );
}

/** The petition under discussion: its words, its outcome, the answer, and the ways to the others. */
export function Matter(props: { speakers: SpeakersModel }) {
  const board = useBoard();
  const agenda = createAgenda();
  const [last, setLast] = createSignal<LastRuling | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const keep = (ruling: LastRuling | null) => {
    clearTimeout(timer);
    setLast(ruling);
    timer = setTimeout(() => setLast(null), undoTime);
  };
  const ofSpeaker = createMemo(() => {
    const petition = board.petitions.get(props.speakers.speaking()?.petitionId ?? '');
    return petition && petition.id !== agenda.current()?.id ? petition : null;
  });

  return (
    <section class={styles.matter} aria-label={t().matter}>
      <div class={styles.matterHead}>
        <h2>{t().matter}</h2>
        <p class={styles.count}>
          {agenda.unanswered().length > 0
            ? t().unanswered(agenda.unanswered().length)
            : agenda.present().length > 0
              ? t().allAnswered
              : ''}
        </p>
      </div>
      <Ways agenda={agenda} />
      <Show when={!board.props.readOnly && ofSpeaker()}>
        {(petition) => (
          <Button icon="speech" class={styles.ofSpeaker} onClick={() => agenda.show(petition().id)}>
            {t().ofSpeaker(shownNumber(petition()))}
          </Button>
        )}
      </Show>
      <p class={styles.last} role="status">
        <Show when={last()}>
          {(ruling) => (
            <>
              <span>{ruling().text}</span>
              <Show when={ruling().undo}>
                <Button icon="undo" onClick={() => ruling().undo?.()}>
                  {speakersTexts().undo}
                </Button>
              </Show>
            </>
          )}
        </Show>
      </p>
      <Show
        when={agenda.current()?.id}
        keyed
        fallback={<Notice>{agenda.present().length === 0 ? t().nothingYet : t().none}</Notice>}
      >
        {(id) => (
          <Show when={board.petitions.get(id)}>
            {(petition) => (
              <>
                <Words petition={petition()} />
                <PreparedBox petitionId={id} />
                <Show when={!board.props.readOnly}>
                  <Outcomes petition={petition()} onRuled={keep} />
                </Show>
                <SharedText
                  label={t().answer}
                  name="answer"
                  text={board.text(id, 'answer')}
                  onStart={() => board.startText(id, 'answer')}
                  readOnly={board.props.readOnly}
                />
              </>
            )}
          </Show>
        )}
      </Show>
    </section>
  );
}
