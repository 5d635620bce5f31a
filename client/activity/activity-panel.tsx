import { createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { type ActivityEntry, type ActivityKind, activityKinds } from '../../shared/docs/activity.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { shortInstant } from '../board/days.ts';
import { useHall } from '../hall/hall-context.ts';
import { together as t, togetherWords } from '../i18n/together.ts';
import { togetherAround } from '../together/together.ts';
import { Button, SelectField } from '../ui/controls.tsx';
import styles from './activity-panel.module.css';
import { agoWords, changeWords, doneWords } from './entry-words.ts';

/** Entries drawn at first, and more at each press. */
const page = 60;
const clockTick = 20_000;

/** The time now, looked at now and again, ms since the epoch. */
function createNow() {
  const [now, setNow] = createSignal(Date.now());
  const clock = setInterval(() => setNow(Date.now()), clockTick);
  onCleanup(() => clearInterval(clock));
  return now;
}

/** The drawer of the hall that tells who changed what, newest first, by minutes. */
export default function ActivityPanel() {
  const together = togetherAround();
  const [person, setPerson] = createSignal('');
  const [kind, setKind] = createSignal<ActivityKind | ''>('');
  const [petition, setPetition] = createSignal('');
  const [shown, setShown] = createSignal(page);
  const now = createNow();
  onMount(() => together?.look());
  const all = () => together?.activity() ?? [];
  const fits = (entry: ActivityEntry) =>
    (!person() || entry.by === person()) &&
    (!kind() || entry.kind === kind()) &&
    (!petition() || entry.petitionId === petition());
  const matching = createMemo(() => all().filter(fits));
  const people = createMemo(() => [...new Set(all().map(({ by }) => by))].filter(Boolean).sort(compareNames));
  const kinds = createMemo(() => activityKinds.filter((each) => all().some((entry) => entry.kind === each)));
  const petitions = createMemo(() =>
    [...new Map(all().flatMap((e) => (e.number ? [[e.petitionId, e.number] as const] : [])))].sort(
      ([, a], [, b]) => a.localeCompare(b, 'vi', { numeric: true }),
    ),
  );
  /** A petition is raised before it has a number: its later entries know it. */
  const numbers = createMemo(() => new Map(petitions()));
  const groups = createMemo(() => {
    const byMinute = Map.groupBy(matching().slice(0, shown()), ({ at }) => at.slice(0, 16));
    return [...byMinute.values()];
  });
  return (
    <div class={styles.panel} data-activity-list="">
      <h2 class={styles.title}>{t().activityTitle}</h2>
      <div class={styles.filters}>
        <SelectField
          label={t().person}
          value={person()}
          onChange={(event) => setPerson(event.currentTarget.value)}
        >
          <option value="">{t().anybody}</option>
          <For each={people()}>{(name) => <option value={name}>{name}</option>}</For>
        </SelectField>
        <SelectField
          label={t().kindLabel}
          value={kind()}
          onChange={(event) =>
            setKind(activityKinds.find((each) => each === event.currentTarget.value) ?? '')
          }
        >
          <option value="">{t().anyKind}</option>
          <For each={kinds()}>{(each) => <option value={each}>{togetherWords().kind[each]}</option>}</For>
        </SelectField>
        <SelectField
          label={t().petition}
          value={petition()}
          onChange={(event) => setPetition(event.currentTarget.value)}
        >
          <option value="">{t().anyPetition}</option>
          <For each={petitions()}>{([id, number]) => <option value={id}>{number}</option>}</For>
        </SelectField>
      </div>
      <Show
        when={matching().length > 0}
        fallback={<p class={styles.none}>{all().length > 0 ? t().activityNoMatch : t().activityNone}</p>}
      >
        <For each={groups()}>
          {(entries) => <MinuteGroup entries={entries} now={now()} numbers={numbers()} />}
        </For>
        <Show when={matching().length > shown()}>
          <Button onClick={() => setShown((count) => count + page)}>{t().showMore}</Button>
        </Show>
      </Show>
    </div>
  );
}

type Numbers = ReadonlyMap<string, string>;

function MinuteGroup(props: { entries: readonly ActivityEntry[]; now: number; numbers: Numbers }) {
  const first = () => props.entries[0]?.at ?? '';
  const isNew = () => first() > (togetherAround()?.seenUntil() ?? '');
  return (
    <section class={styles.group}>
      <h3 class={styles.time}>
        <time dateTime={first()} title={shortInstant(first())}>
          {agoWords(first(), props.now)}
        </time>
      </h3>
      <ul class={styles.entries}>
        <For each={props.entries}>
          {(entry) => <EntryLine entry={entry} fresh={isNew()} numbers={props.numbers} />}
        </For>
      </ul>
    </section>
  );
}

function EntryLine(props: { entry: ActivityEntry; fresh: boolean; numbers: Numbers }) {
  const hall = useHall();
  return (
    <li
      class={styles.entry}
      classList={{ [styles.fresh ?? '']: props.fresh }}
      data-activity={props.entry.kind}
    >
      <span>
        <strong>{props.entry.by || t().somebody}</strong> {doneWords(props.entry)}
        <Show when={props.entry.petitionId}>
          {(id) => (
            <>
              {' '}
              <button type="button" class={styles.open} onClick={() => hall.openPetition(id())}>
                {props.entry.number || props.numbers.get(id()) || 'KN-…'}
              </button>
            </>
          )}
        </Show>
      </span>
      <Show when={changeWords(props.entry)}>{(change) => <span class={styles.change}>{change()}</span>}</Show>
    </li>
  );
}
