import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import type { ErasureDone, ErasurePlan, FoundPerson, FoundPlace, Place } from '../../../shared/privacy.ts';
import { kindWords, privacyTexts as t } from '../../i18n/privacy.ts';
import { Button, Notice, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { erasePlaces, eraseRest, findPeople, loadErasures, planErasure } from './calls.ts';
import { DoneNotice, ErasureForm } from './erasure-form.tsx';
import styles from './privacy.module.css';

const keyOf = ({ dialogueId, kind, id }: Place) => `${dialogueId}/${kind}/${id}`;

/** Entries of one person as far as name, year of birth and village tell. */
interface Group {
  key: string;
  name: string;
  about: string;
  places: FoundPlace[];
}

function groupsOf(places: readonly FoundPlace[]): Group[] {
  const groups = new Map<string, FoundPlace[]>();
  for (const place of places) groups.set(place.group, [...(groups.get(place.group) ?? []), place]);
  return [...groups].map(([key, list]) => {
    const birthYear = list.find((place) => place.birthYear)?.birthYear ?? '';
    const village = list.find((place) => place.village)?.village ?? '';
    return {
      key,
      name: list.find(({ name }) => name)?.name || t().noName,
      about: [birthYear && t().born(birthYear), village].filter(Boolean).join(' · '),
      places: list,
    };
  });
}

/** Finds a person in all dialogues, shows where they stand and what will happen, and erases what is chosen. */
export function ErasePerson(props: { onChange: () => void }) {
  const [name, setName] = createSignal('');
  const [found, setFound] = createSignal<FoundPerson | null>(null);
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  const [plan, setPlan] = createSignal<ErasurePlan | null>(null);
  const [done, setDone] = createSignal<ErasureDone | null>(null);
  const { error, working, send } = createSending();
  const groups = createMemo(() => groupsOf(found()?.places ?? []));
  const places = () =>
    (found()?.places ?? [])
      .filter((place) => chosen().has(keyOf(place)))
      .map(({ dialogueId, kind, id }): Place => ({ dialogueId, kind, id }));

  const run = (work: () => Promise<void>) =>
    send(async () => {
      setDone(null);
      await work();
    });
  const clear = () => {
    setFound(null);
    setChosen(new Set<string>());
    setPlan(null);
  };
  const search = (event: SubmitEvent) => {
    event.preventDefault();
    if (name().trim() === '') return;
    clear();
    void run(async () => {
      setFound(await findPeople(name()));
      props.onChange();
    });
  };
  const choose = (list: readonly FoundPlace[], on: boolean) => {
    setPlan(null);
    setChosen((before) => {
      const next = new Set(before);
      for (const place of list) {
        if (on) next.add(keyOf(place));
        else next.delete(keyOf(place));
      }
      return next;
    });
  };
  const finish = (result: ErasureDone) => {
    clear();
    setName('');
    setDone(result);
    props.onChange();
  };

  return (
    <section class={page.card} aria-labelledby="erase-person">
      <h2 id="erase-person">{t().eraseTitle}</h2>
      <form class={styles.list} onSubmit={search}>
        <TextField
          label={t().who}
          hint={t().whoHint}
          name="person"
          autocomplete="off"
          maxLength={200}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" icon="search" disabled={working() || name().trim() === ''}>
            {working() ? t().finding : t().find}
          </Button>
        </div>
      </form>
      <SendingError error={error()} />
      <Rest />
      <Show when={done()}>{(result) => <DoneNotice done={result()} />}</Show>
      <Show when={found()}>
        {(person) => (
          <Show when={person().places.length > 0} fallback={<Notice>{t().none}</Notice>}>
            <h3>{t().pick}</h3>
            <p class={page.muted}>{t().pickHint}</p>
            <Show when={person().more}>
              <Notice kind="warn">{t().tooMany}</Notice>
            </Show>
            <ul class={styles.list}>
              <For each={groups()}>
                {(group) => (
                  <li class={styles.person}>
                    <label class={styles.check}>
                      <input
                        type="checkbox"
                        checked={group.places.every((place) => chosen().has(keyOf(place)))}
                        onChange={(event) => choose(group.places, event.currentTarget.checked)}
                      />
                      <span>
                        {t().all(group.name)} <span class={styles.about}>{group.about}</span>
                      </span>
                    </label>
                    <For each={group.places}>
                      {(place) => (
                        <label class={`${styles.check} ${styles.entry}`}>
                          <input
                            type="checkbox"
                            checked={chosen().has(keyOf(place))}
                            onChange={(event) => choose([place], event.currentTarget.checked)}
                          />
                          <PlaceWords place={place} found={person()} />
                        </label>
                      )}
                    </For>
                  </li>
                )}
              </For>
            </ul>
            <Show
              when={plan()}
              fallback={
                <div class={page.actions}>
                  <Button
                    kind="primary"
                    disabled={working() || chosen().size === 0}
                    onClick={() => run(async () => void setPlan(await planErasure(places())))}
                  >
                    {t().preview}
                  </Button>
                </div>
              }
            >
              {(known) => (
                <ErasureForm
                  plan={known()}
                  ground="request"
                  erase={(order) => erasePlaces({ ...order, places: places() })}
                  onDone={finish}
                  onCancel={() => setPlan(null)}
                />
              )}
            </Show>
          </Show>
        )}
      </Show>
    </section>
  );
}

/** Erasures that were cut short, and the way to go on with them. */
function Rest() {
  const [erasures, { mutate }] = createResource(loadErasures);
  const { error, send } = createSending();
  const open = () => (erasures.latest ?? []).filter(({ doneAt }) => doneAt === '').length;
  const goOn = () =>
    send(async () => {
      mutate(await eraseRest());
    });
  return (
    <Show when={open() > 0}>
      <Notice kind="warn">{t().rest(open())}</Notice>
      <SendingError error={error()} />
      <div>
        <Button onClick={goOn}>{t().goOn}</Button>
      </div>
    </Show>
  );
}

/** Where an entry stands and what tells it from a namesake's. */
function PlaceWords(props: { place: FoundPlace; found: FoundPerson }) {
  const dialogue = () => props.found.dialogues.find(({ id }) => id === props.place.dialogueId);
  const about = () => {
    const { number, village, address, phone, live, versions, consent } = props.place;
    return [
      number,
      village,
      address,
      phone,
      live ? t().live : '',
      versions.length > 0 ? t().versions(versions.join(', ')) : '',
      consent ? t().consent : '',
    ].filter(Boolean);
  };
  return (
    <span>
      {kindWords(props.place.kind)}
      <Show when={dialogue()}>{(one) => `: ${one().title} (${one().quarter}/${one().year})`}</Show>{' '}
      <span class={styles.about}>{about().join(' · ')}</span>
    </span>
  );
}
