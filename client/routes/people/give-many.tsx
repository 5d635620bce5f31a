import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { type DutyRole, dutyRoles, placeOf } from '../../../shared/people.ts';
import { api } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { Button, SelectField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { DialogueSelect } from './dialogue-select.tsx';
import { dutyWords, type Listed } from './model.ts';
import type { NewDuty } from './paste.ts';
import styles from './people.module.css';

/** The roles that can be given to several at once: a village differs from head to head, an organizer is one by one. */
const manyRoles = dutyRoles.filter((role) => role !== 'organizer' && role !== 'village');

interface Choice {
  key: string;
  person: Listed;
  duty: NewDuty;
  /** Why it cannot be given: the person has it, or has no unit. */
  why: string;
}

function has({ duties }: Listed, wanted: NewDuty): boolean {
  return duties.some(
    ({ role, dialogueId, unit, village }) =>
      role === wanted.role &&
      dialogueId === wanted.dialogueId &&
      unit === wanted.unit &&
      village === wanted.village,
  );
}

/** Gives duties in a dialogue to several persons: the same as in another dialogue, or one role to each one chosen. */
export function GiveMany(props: {
  people: readonly Listed[];
  dialogues: readonly Dialogue[];
  /** The ids of the new duties. */
  onDone: (dutyIds: string[]) => Promise<void>;
}) {
  const open = () => props.dialogues.filter(({ state }) => state === 'open');
  const [target, setTarget] = createSignal(open().length === 1 ? (open()[0]?.id ?? '') : '');
  const [source, setSource] = createSignal('');
  const [role, setRole] = createSignal<DutyRole>('recorder');
  /** Chosen against what stands there at first: all of another dialogue, nobody of the list. */
  const [turned, setTurned] = createSignal<ReadonlySet<string>>(new Set<string>());
  const { error, working, send } = createSending();

  const sources = createMemo(() =>
    props.dialogues
      .map((dialogue) => ({
        dialogue,
        count: props.people.flatMap(({ duties }) => duties).filter((one) => one.dialogueId === dialogue.id)
          .length,
      }))
      .filter(({ dialogue, count }) => count > 0 && dialogue.id !== target()),
  );
  const from = () => (sources().some(({ dialogue }) => dialogue.id === source()) ? source() : '');
  const choices = createMemo<Choice[]>(() => {
    const dialogueId = target();
    const one = (person: Listed, duty: NewDuty): Choice => {
      const noUnit = placeOf(duty.role) === 'unit' && !duty.unit;
      const why = has(person, duty) ? t().manyAlready : noUnit ? t().manyNoUnit : '';
      return { key: JSON.stringify([person.id, duty.role, duty.unit, duty.village]), person, duty, why };
    };
    if (!from())
      return props.people.map((person) => {
        const unit = placeOf(role()) === 'unit' ? person.unit : '';
        return one(person, { role: role(), dialogueId, unit, village: '' });
      });
    return props.people.flatMap((person) =>
      person.duties
        .filter((duty) => duty.dialogueId === from())
        .flatMap(({ role: given, unit, village }) => {
          const known = dutyRoles.find((each) => each === given);
          return known ? [one(person, { role: known, dialogueId, unit, village })] : [];
        }),
    );
  });
  const isChosen = ({ key, why }: Choice) => !why && (from() !== '') !== turned().has(key);
  const chosen = () => choices().filter(isChosen);
  const turn = (key: string) => {
    const next = new Set(turned());
    if (!next.delete(key)) next.add(key);
    setTurned(next);
  };
  const give = async () => {
    const rows = chosen().map(({ person, duty }) => ({ personId: person.id, duties: [duty] }));
    const { duties } = await (await api.people.import.$post({ json: { rows } })).json();
    await props.onDone(duties.map(({ id }) => id));
  };
  return (
    <form
      class={page.page}
      onSubmit={(event) => {
        event.preventDefault();
        if (target()) void send(give);
      }}
    >
      <DialogueSelect
        label={t().manyTarget}
        none={t().choose}
        required
        value={target()}
        dialogues={open()}
        onValue={setTarget}
      />
      <div class={page.grid}>
        <SelectField
          label={t().manySource}
          value={from()}
          onChange={(event) => {
            setSource(event.currentTarget.value);
            setTurned(new Set<string>());
          }}
        >
          <option value="">{t().manyPick}</option>
          <For each={sources()}>
            {({ dialogue, count }) => (
              <option value={dialogue.id}>{t().manyLike(dialogue.title, count)}</option>
            )}
          </For>
        </SelectField>
        <Show when={!from()}>
          <SelectField
            label={t().role}
            value={role()}
            onChange={(event) =>
              setRole(manyRoles.find((known) => known === event.currentTarget.value) ?? 'recorder')
            }
          >
            <For each={manyRoles}>{(known) => <option value={known}>{common()[known]}</option>}</For>
          </SelectField>
        </Show>
      </div>
      <Show when={choices().length > 0} fallback={<p class={page.muted}>{t().manyNobody}</p>}>
        <fieldset class={styles.choices}>
          <legend>{t().manyPeople}</legend>
          <For each={choices()}>
            {(choice) => (
              <label>
                <input
                  type="checkbox"
                  checked={isChosen(choice)}
                  disabled={choice.why !== ''}
                  onChange={() => turn(choice.key)}
                />
                <span>
                  <strong>{choice.person.name}</strong>{' '}
                  <span class={page.muted}>
                    {[
                      from()
                        ? dutyWords({ ...choice.duty, dialogueId: 'none' }, [])
                        : [choice.person.title, choice.person.unit].filter(Boolean).join(', '),
                      choice.why,
                    ]
                      .filter(Boolean)
                      .join(' – ')}
                  </span>
                </span>
              </label>
            )}
          </For>
        </fieldset>
      </Show>
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button kind="primary" type="submit" disabled={working() || !target() || chosen().length === 0}>
          {t().manyGive(chosen().length)}
        </Button>
      </div>
    </form>
  );
}
