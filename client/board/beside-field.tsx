import { createMemo, For, Show } from 'solid-js';
import type { Conflict, ConflictSide } from '../../shared/docs/conflicts.ts';
import type { Petition } from '../../shared/petition.ts';
import { together as t } from '../i18n/together.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './beside-field.module.css';
import { fieldLabel, valueWords } from './conflicts.ts';
import { shortTime } from './days.ts';
import { shownNumber, useBoard } from './model.ts';

/** Fields whose control may not be on the form; their conflicts stand at the top. */
const aloft = [
  'state',
  'dueDate',
  'dueReason',
  'authority',
  'replyDate',
  'replyNumber',
  'toldHow',
  'toldAt',
  'mergedInto',
];

/** Both values of a field with who wrote which; one press takes one of them, for all. */
function TwoValues(props: { conflict: Conflict }) {
  const board = useBoard();
  const numberOf = (id: string) => {
    const petition = board.petitions.get(id);
    return petition ? shownNumber(petition) : '';
  };
  const side = (name: 'kept' | 'lost', { value, by, at }: ConflictSide) => {
    const shown = () => valueWords(props.conflict.field, value, numberOf) || t().empty;
    return (
      <button
        type="button"
        class={styles.value}
        disabled={board.props.readOnly}
        data-side={name}
        onClick={() => board.decide(props.conflict, name)}
      >
        <span class={styles.who}>
          {t().wrote(by || t().somebody)}
          <Show when={shortTime(at)}>{(time) => <time dateTime={at}> · {time()}</time>}</Show>
        </span>
        <strong>{shown()}</strong>
      </button>
    );
  };
  const label = () => t().twoValues(fieldLabel(props.conflict.field));
  return (
    <fieldset class={styles.two} data-conflict={props.conflict.field}>
      <legend class={styles.title}>
        <Icon name="merge" /> {label()}
      </legend>
      <div class={styles.values}>
        {side('kept', props.conflict.kept)}
        {side('lost', props.conflict.lost)}
      </div>
    </fieldset>
  );
}

/** What stands under a field of a petition: who else is in it, and two values that were written at once. */
export function FieldSigns(props: { petition: string; field: string }) {
  const board = useBoard();
  const writers = createMemo(() => board.places.inField(props.petition, props.field));
  const conflicts = createMemo(() =>
    aloft.includes(props.field)
      ? []
      : board.conflicts.of(props.petition).filter(({ field }) => field === props.field),
  );
  return (
    <>
      <For each={writers()}>
        {(writer) => (
          <span class={styles.writer} style={{ 'border-color': writer.color, color: writer.color }}>
            <Icon name="pen" /> {t().writesHere(writer.name)}
          </span>
        )}
      </For>
      <For each={conflicts()}>{(conflict) => <TwoValues conflict={conflict} />}</For>
    </>
  );
}

/** At the top of a petition: who writes it now, and two values of what has no field of its own on the form. */
export function PetitionSigns(props: { petition: Petition }) {
  const board = useBoard();
  const holder = createMemo(() => board.places.holder(props.petition.id));
  const conflicts = createMemo(() =>
    board.conflicts.of(props.petition.id).filter(({ field }) => aloft.includes(field)),
  );
  return (
    <Show when={holder() !== null || conflicts().length > 0}>
      <div class={styles.top}>
        <Show when={holder()}>
          {(writer) => (
            <p class={styles.holder} style={{ 'border-color': writer().color }}>
              <Icon name="pen" />
              <span>
                <strong>{t().writing(writer().name)}</strong> {t().writingHint}
              </span>
            </p>
          )}
        </Show>
        <For each={conflicts()}>{(conflict) => <TwoValues conflict={conflict} />}</For>
      </div>
    </Show>
  );
}

/** On a card: two values wait for a decision; somebody else writes it now. */
export function CardSigns(props: { id: string }) {
  const board = useBoard();
  const holder = createMemo(() => board.places.holder(props.id));
  const waits = createMemo(() => board.conflicts.of(props.id).length > 0);
  return (
    <>
      <Show when={waits()}>
        <span class={styles.sign}>
          <Icon name="merge" /> {t().twoValuesSign}
        </span>
      </Show>
      <Show when={holder()}>
        {(writer) => (
          <span class={styles.cardWriter} style={{ color: writer().color }}>
            <Icon name="pen" /> {t().writesHere(writer().name)}
          </span>
        )}
      </Show>
    </>
  );
}
