import { A } from '@solidjs/router';
import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js';
import { type Candidate, categoriesOf, groupFor, sortCandidates } from '../../../shared/choosing.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { type Category, categories } from '../../../shared/petition.ts';
import { api, messageOf } from '../../api.ts';
import { invitationTexts as t } from '../../i18n/invitations.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { words } from '../../i18n/words.ts';
import type { RegisterModel } from '../../register/model.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import { NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import styles from './invitations.module.css';

/** The office chooses categories and villages of its households, sees who that is, and puts them on the list. */
export function ChooseInvited(props: { dialogue: Dialogue; model: RegisterModel }) {
  const [chosen, setChosen] = createSignal<readonly Category[]>([
    ...new Set(props.dialogue.groups.flatMap(categoriesOf)),
  ]);
  /** Villages that were taken out of the choice. */
  const [without, setWithout] = createSignal<ReadonlySet<string>>(new Set());
  const [done, setDone] = createSignal<{ words: string; ids: readonly string[] } | null>(null);
  const [candidates, { refetch }] = createResource(chosen, async (asked): Promise<Candidate[]> => {
    if (asked.length === 0) return [];
    const path = api.dialogues[':id'].invitees;
    const query = { categories: asked.join(',') };
    return (await (await path.$get({ param: { id: props.dialogue.id }, query })).json()).people;
  });
  const all = () => (candidates.error ? [] : (candidates.latest ?? []));
  const villages = createMemo(() => {
    const named = new Set(all().map(({ village }) => village));
    const { villages: known } = props.model.props.office;
    return [
      ...known.filter((village) => named.has(village)),
      ...[...named].filter((one) => !known.includes(one)),
    ];
  });
  const sorted = createMemo(() =>
    sortCandidates(
      all().filter(({ village }) => !without().has(village)),
      props.model.all(),
    ),
  );
  const count = () => sorted().fresh.length + sorted().known.length + sorted().doubtful.length;
  const add = (people: readonly Candidate[]) => {
    const { groups } = props.dialogue;
    const ids = props.model.addInvited(
      people.map(({ memberId, name, village, category, phone, birthYear }) => ({
        id: memberId,
        name,
        village,
        category,
        phone,
        title: '',
        group: groupFor(category, groups, words().category[category]),
        ...(birthYear ? { birthYear } : {}),
      })),
    );
    setDone({ words: t().added(ids.length), ids });
  };
  const undo = (ids: readonly string[]) => {
    for (const id of ids) props.model.remove(id);
    setDone({ words: t().undone, ids: [] });
  };
  return (
    <section class={page.card} aria-label={t().choose}>
      <h3>{t().choose}</h3>
      <p class={page.lead}>{t().chooseLead(props.dialogue.year)}</p>
      <NeedsHall>{offlineTexts().documents}</NeedsHall>
      <fieldset class={styles.choices} data-field="categories">
        <legend>{t().categories}</legend>
        <For each={categories}>
          {(category) => (
            <Choice
              label={words().category[category]}
              checked={chosen().includes(category)}
              onChange={(is) =>
                setChosen((now) => categories.filter((one) => (one === category ? is : now.includes(one))))
              }
            />
          )}
        </For>
      </fieldset>
      <Show when={villages().length > 1}>
        <fieldset class={styles.choices} data-field="villages">
          <legend>{t().villages}</legend>
          <Choice
            label={t().allVillages}
            checked={without().size === 0}
            onChange={(is) => setWithout(new Set<string>(is ? [] : villages()))}
          />
          <For each={villages()}>
            {(village) => (
              <Choice
                label={village}
                checked={!without().has(village)}
                onChange={(is) =>
                  setWithout((now) => new Set([...now, village].filter((one) => one !== village || !is)))
                }
              />
            )}
          </For>
        </fieldset>
      </Show>
      <Show when={candidates.error}>
        {(error) => (
          <Notice kind="error">
            {messageOf(error())} <Button onClick={() => void refetch()}>{t().refresh}</Button>
          </Notice>
        )}
      </Show>
      <p class={styles.found} role="status" data-testid="found">
        {candidates.loading
          ? t().searching
          : chosen().length === 0
            ? t().chooseFirst
            : count() > 0
              ? t().found(count(), sorted().known.length)
              : candidates.error
                ? ''
                : t().foundNone}
      </p>
      <Show when={!candidates.loading && !candidates.error && chosen().length > 0 && all().length === 0}>
        <div>
          <A class={page.link} href="/households">
            {t().openHouseholds}
          </A>
        </div>
      </Show>
      <Names title={t().newOnes(sorted().fresh.length)} people={sorted().fresh} />
      <Names title={t().knownOnes(sorted().known.length)} people={sorted().known} />
      <Names title={t().doubtful(sorted().doubtful.length)} people={sorted().doubtful}>
        <Button icon="add" onClick={() => add(sorted().doubtful)}>
          {t().addDoubtful(sorted().doubtful.length)}
        </Button>
      </Names>
      <div class={page.row}>
        <Button
          kind="primary"
          icon="add"
          disabled={sorted().fresh.length === 0 || props.model.props.readOnly || candidates.loading}
          onClick={() => add(sorted().fresh)}
        >
          {t().addAll(sorted().fresh.length)}
        </Button>
        <Show when={done()}>
          {(told) => (
            <>
              <Notice kind="done">{told().words}</Notice>
              <Show when={told().ids.length > 0}>
                <Button icon="undo" onClick={() => undo(told().ids)}>
                  {t().undo}
                </Button>
              </Show>
            </>
          )}
        </Show>
      </div>
    </section>
  );
}

function Choice(props: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label class={styles.choice}>
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}

/** People of one kind, by name and village; drawn when somebody wants to see them. */
function Names(props: { title: string; people: readonly Candidate[]; children?: JSX.Element }) {
  const [open, setOpen] = createSignal(false);
  return (
    <Show when={props.people.length > 0}>
      <details class={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{props.title}</summary>
        <Show when={open()}>
          <ul class={styles.list}>
            <For each={props.people}>
              {({ name, village, birthYear }) => (
                <li>{[name, village, birthYear && t().born(birthYear)].filter(Boolean).join(' · ')}</li>
              )}
            </For>
          </ul>
          {props.children}
        </Show>
      </details>
    </Show>
  );
}
