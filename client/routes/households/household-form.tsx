import { createSignal, For, Show } from 'solid-js';
import { createStore, unwrap } from 'solid-js/store';
import {
  type Household,
  headOf,
  householdBounds,
  type Member,
  type Village,
} from '../../../shared/households.ts';
import { readBirth } from '../../../shared/import/values.ts';
import { common } from '../../i18n/common.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { Button, Notice, TextField } from '../../ui/controls.tsx';
import { HallButton } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { removeHousehold, saveHousehold } from './calls.ts';
import { Choice } from './choice.tsx';
import { MemberFields } from './member-fields.tsx';
import { birthText, thisYear, villageOptions } from './words.ts';
import { YearFields } from './year-fields.tsx';

const nobody: Member = {
  id: '',
  name: '',
  birth: '',
  gender: '',
  relation: '',
  head: false,
  phone: '',
  unionMember: false,
  note: '',
};

/** A household as it is filled in by hand: where it is, who lives there, what each year's lists say of it. */
export function HouseholdForm(props: {
  household: Household | null;
  villages: readonly Village[];
  /** The year that is looked at: what is added first. */
  year: number;
  onDone: (words: string) => Promise<void>;
}) {
  const [form, setForm] = createStore<Household>(
    structuredClone(
      props.household ?? {
        id: '',
        code: '',
        villageId: props.villages.length === 1 ? (props.villages[0]?.id ?? '') : '',
        address: '',
        members: [{ ...nobody, head: true }],
        years: [],
        revision: 0,
      },
    ),
  );
  // As people write it; read when it is saved, so that nothing jumps while somebody types.
  const [births, setBirths] = createStore(form.members.map(birthText));
  const [asks, setAsks] = createSignal(false);
  const { error, working, send } = createSending();
  const birthOf = (index: number) => {
    const typed = births[index]?.trim() ?? '';
    return typed === '' ? '' : readBirth(typed, thisYear());
  };
  const isReady = () =>
    form.villageId !== '' &&
    form.members.every(({ name }, index) => name.trim() !== '' && birthOf(index) !== null);

  const save = async () => {
    const members = unwrap(form).members.map((member, index) => ({ ...member, birth: birthOf(index) ?? '' }));
    const stored = await saveHousehold({ ...unwrap(form), members });
    const name = headOf(stored)?.name ?? '';
    await props.onDone(props.household ? t().saved(name) : t().added(name));
  };
  const remove = async () => {
    await removeHousehold(form.id);
    await props.onDone(t().removed);
  };
  const addMember = () => {
    setBirths(births.length, '');
    setForm('members', form.members.length, { ...nobody });
  };
  const dropMember = (index: number) => {
    setBirths((all) => all.filter((_, at) => at !== index));
    setForm('members', (all) => all.filter((_, at) => at !== index));
  };
  const makeHead = (index: number) =>
    setForm('members', (all) => all.map((member, at) => ({ ...member, head: at === index })));

  return (
    <form
      class={page.page}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady()) void send(save);
      }}
    >
      <For each={form.members}>
        {(member, index) => (
          <MemberFields
            member={member}
            place={index() + 1}
            birth={births[index()] ?? ''}
            isBadBirth={birthOf(index()) === null}
            alone={form.members.length === 1}
            onChange={(values) => setForm('members', index(), values)}
            onBirth={(text) => setBirths(index(), text)}
            onHead={() => makeHead(index())}
            onRemove={() => dropMember(index())}
          />
        )}
      </For>
      <div>
        <Button icon="add" disabled={form.members.length >= householdBounds.members} onClick={addMember}>
          {t().addMember}
        </Button>
      </div>
      <div class={page.grid}>
        <Choice
          label={t().village}
          required
          value={form.villageId}
          options={villageOptions(props.villages, t().choose)}
          onValue={(villageId) => setForm('villageId', villageId)}
        />
        <TextField
          label={t().code}
          maxLength={householdBounds.code}
          autocomplete="off"
          value={form.code}
          onInput={(event) => setForm('code', event.currentTarget.value)}
        />
        <TextField
          label={t().address}
          maxLength={householdBounds.address}
          autocomplete="off"
          value={form.address}
          onInput={(event) => setForm('address', event.currentTarget.value)}
        />
      </div>
      <YearFields years={form.years} first={props.year} onChange={(years) => setForm('years', years)} />
      <SendingError error={error()} />
      <Show when={asks()}>
        <Notice kind="warn">
          <p>{t().removeAsk}</p>
          <div class={page.row}>
            <HallButton kind="danger" disabled={working()} onClick={() => send(remove)}>
              {t().removeYes}
            </HallButton>
            <Button onClick={() => setAsks(false)}>{t().keep}</Button>
          </div>
        </Notice>
      </Show>
      <div class={page.actions}>
        <Show when={props.household && !asks()}>
          <Button kind="danger" onClick={() => setAsks(true)}>
            {t().remove}
          </Button>
        </Show>
        <HallButton kind="primary" type="submit" disabled={working() || !isReady()}>
          {common().save}
        </HallButton>
      </div>
    </form>
  );
}
