import { createMemo, For, Show } from 'solid-js';
import { isOwed } from '../../shared/due.ts';
import {
  type Missing,
  movesOf,
  type Petition,
  type PetitionState,
  replyWishes,
} from '../../shared/petition.ts';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { latePart } from '../late-part.tsx';
import { Icon } from '../ui/icon.tsx';
import { SuggestField } from '../ui/suggest-field.tsx';
import { stateIcons } from './columns.ts';
import styles from './detail.module.css';
import { DueDate } from './due-date.tsx';
import { LiveField, SharedText } from './live-field.tsx';
import { useBoard } from './model.ts';
import { commonMissing } from './moves.ts';
import { choiceSuggestions, plainSuggestions, speakersInOffice } from './suggestions.ts';

const PreparedBox = latePart(() => import('./prepared-box.tsx'));
const MergePicker = latePart(() => import('./merge-picker.tsx'));

const list = (missing: readonly Missing[]) => missing.map((what) => words().missing[what]).join(', ');

/** The states the petition may go to, as buttons; what they still need stands beside them. */
function StateButtons(props: { petition: Petition }) {
  const board = useBoard();
  const plans = createMemo(() =>
    movesOf(props.petition).map((state) => ({ state, plan: board.plan(props.petition, state) })),
  );
  const common = createMemo(() => commonMissing(plans().map(({ plan }) => plan)));
  const own = (missing: readonly Missing[]) => missing.filter((what) => !common().includes(what));
  return (
    <>
      <Show when={common().length > 0}>
        <p class={styles.missing}>{t().missingAll(list(common()))}</p>
      </Show>
      <div class={styles.states}>
        <For each={plans().map(({ state }) => state)}>
          {(state) => {
            const missing = () => plans().find((each) => each.state === state)?.plan.missing ?? [];
            return (
              <button
                type="button"
                class={styles.stateButton}
                classList={{ [styles.waiting ?? '']: missing().length > 0 }}
                data-state={state}
                onClick={() => board.move(props.petition.id, state)}
              >
                <Icon name={stateIcons[state]} />
                <span>
                  {words().state[state]}
                  <Show when={own(missing()).length > 0}>
                    <small>{t().missing(list(own(missing())))}</small>
                  </Show>
                </span>
              </button>
            );
          }}
        </For>
      </div>
    </>
  );
}

/** Which of the fields of the later life are of use now: by the state, the move that waits, and what is filled in. */
function useFields(petition: () => Petition) {
  const board = useBoard();
  const at = (...states: PetitionState[]) => {
    const { state, outcome } = petition();
    const wanted = board.intent()?.to;
    return states.some((each) => each === state || each === outcome || each === wanted);
  };
  return {
    due: () => at('deferred', 'escalated') || petition().dueDate !== '',
    authority: () => at('escalated') || petition().authority !== '',
    reply: () => isOwed(petition().state) || at('replied') || petition().replyNumber !== '',
    told: () => at('answered', 'explained', 'guided', 'replied', 'closed'),
    merge: () => petition().state !== 'merged' && at('merged'),
  };
}

/** The fields of an answer that comes after the day: number, day, how and when the citizen was told. */
function ReplyFields(props: { petition: Petition }) {
  const board = useBoard();
  const fields = useFields(() => props.petition);
  const set = (values: Partial<Petition>) => board.set(props.petition.id, values);
  return (
    <>
      <Show when={fields.reply()}>
        <LiveField
          label={t().replyNumber}
          name="replyNumber"
          placeholder="12/UBND-VP"
          value={props.petition.replyNumber}
          readOnly={board.props.readOnly}
          onValue={(replyNumber) => set({ replyNumber })}
        />
        <LiveField
          label={t().replyDate}
          name="replyDate"
          type="date"
          value={props.petition.replyDate}
          readOnly={board.props.readOnly}
          onValue={(replyDate) => set({ replyDate })}
        />
      </Show>
      <Show when={fields.told()}>
        <LiveField
          label={t().toldHow}
          name="toldHow"
          hint={t().toldHowHint}
          value={props.petition.toldHow}
          readOnly={board.props.readOnly}
          onValue={(toldHow) => set({ toldHow })}
        />
        <LiveField
          label={t().toldAt}
          name="toldAt"
          type="date"
          value={props.petition.toldAt}
          readOnly={board.props.readOnly}
          onValue={(toldAt) => set({ toldAt })}
        />
      </Show>
    </>
  );
}

/** What becomes of the petition: answer, outcome, unit, days, documents. */
export function HandlingPart(props: { petition: Petition }) {
  const board = useBoard();
  const fields = useFields(() => props.petition);
  const readOnly = () => board.props.readOnly;
  const set = (values: Partial<Petition>) => board.set(props.petition.id, values);
  const answer = createMemo(() => board.text(props.petition.id, 'answer'));
  const answerers = createMemo(() =>
    speakersInOffice(board.props.dialogue, board.props.office, board.attendees.all()),
  );
  return (
    <fieldset class={styles.part}>
      <legend>{t().handling}</legend>
      <PreparedBox petitionId={props.petition.id} />
      <SharedText
        label={t().answer}
        name="answer"
        text={answer()}
        onStart={() => board.startText(props.petition.id, 'answer')}
        readOnly={readOnly()}
      />
      <div class={styles.grid}>
        <SuggestField
          label={t().answeredBy}
          name="answeredBy"
          placeholder={t().answeredByHint}
          suggestions={answerers()}
          value={props.petition.answeredBy}
          readOnly={readOnly()}
          onValue={(answeredBy) => set({ answeredBy })}
        />
        <SuggestField
          label={t().unit}
          name="unit"
          suggestions={plainSuggestions(board.props.office.units)}
          value={props.petition.unit}
          readOnly={readOnly()}
          onValue={(unit) => set({ unit })}
        />
        <Show when={fields.authority()}>
          <SuggestField
            label={t().authority}
            name="authority"
            suggestions={plainSuggestions(board.props.office.authorities)}
            value={props.petition.authority}
            readOnly={readOnly()}
            onValue={(authority) => set({ authority })}
          />
        </Show>
        <SuggestField
          label={t().replyWish}
          name="replyWish"
          value={props.petition.replyWish}
          strict
          suggestions={choiceSuggestions(replyWishes, props.petition.replyWish, words().replyWish)}
          readOnly={readOnly()}
          onValue={(value) => set({ replyWish: replyWishes.find((each) => each === value) })}
        />
        <Show when={fields.due()}>
          <DueDate petition={props.petition} />
        </Show>
        <ReplyFields petition={props.petition} />
      </div>
      <Show when={fields.merge()}>
        <MergePicker petition={props.petition} />
      </Show>
      <Show when={!readOnly()}>
        <h3 class={styles.subtitle}>{t().move}</h3>
        <StateButtons petition={props.petition} />
      </Show>
    </fieldset>
  );
}
