import { useSearchParams } from '@solidjs/router';
import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import type { FollowedPetition, Worklist } from '../../../shared/worklists.ts';
import { isWorklist, worklists } from '../../../shared/worklists.ts';
import { isUnreachable, messageOf } from '../../api.ts';
import { loadOffice } from '../../data.ts';
import { EscalationsLink } from '../../escalations/escalations-link.tsx';
import { common } from '../../i18n/common.ts';
import { placeName, worklistTexts as t } from '../../i18n/worklists.ts';
import { ownRole, session } from '../../session.ts';
import { Button, Notice, SelectField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSaid } from '../../ui/said.ts';
import work from '../work/work.module.css';
import { Authorities } from './authorities.tsx';
import { FollowedCard } from './card.tsx';
import { openFollowUp } from './desk.ts';
import styles from './follow-up.module.css';
import { WorklistPapers } from './papers.tsx';

/** Petitions drawn at first, and with each wish for more. */
const atOnce = 40;

type Shown = Worklist | 'all' | 'ended' | 'authorities';

const byNeed = (a: FollowedPetition, b: FollowedPetition) => {
  const rank = ({ place }: FollowedPetition) =>
    isWorklist(place) ? worklists.indexOf(place) : worklists.length;
  const days = (a.dueDate || '9').localeCompare(b.dueDate || '9');
  return rank(a) - rank(b) || days || a.number.localeCompare(b.number);
};

/** The worklists over dialogues: what is late, due, at an authority, and whom nobody has told yet. */
export default function FollowUpPage() {
  const desk = openFollowUp();
  const [office] = createResource(loadOffice);
  const [shown, setShown] = createSignal<Shown>('all');
  const [unit, setUnit] = createSignal('');
  const [village, setVillage] = createSignal('');
  const [asked] = useSearchParams<{ dialogue: string }>();
  const [dialogueId, setDialogueId] = createSignal(asked.dialogue ?? '');
  const [most, setMost] = createSignal(atOnce);
  const [said, say] = createSaid();
  const dialogues = createMemo(() => new Map((desk.list()?.dialogues ?? []).map((one) => [one.id, one])));
  const all = () => desk.list()?.petitions ?? [];
  const today = () => desk.list()?.today ?? '';
  const options = (of: 'unit' | 'village') =>
    [...new Set(all().map((petition) => petition[of]))]
      .filter(Boolean)
      .sort((a, b) => a.localeCompare(b, 'vi'));
  const filtered = createMemo(() =>
    all().filter(
      (petition) =>
        (unit() === '' || petition.unit === unit()) &&
        (village() === '' || petition.village === village()) &&
        (dialogueId() === '' || petition.dialogueId === dialogueId()),
    ),
  );
  const isShown = ({ place }: FollowedPetition) => {
    if (shown() === 'ended') return !isWorklist(place);
    return shown() === 'all' ? isWorklist(place) : place === shown();
  };
  const listed = createMemo(() => filtered().filter(isShown).sort(byNeed));
  const drawn = createMemo(() => listed().slice(0, most()));
  const places = createMemo(() => [...new Set(drawn().map(({ place }) => place))], [], { equals: isSame });
  const keysIn = (place: FollowedPetition['place']) =>
    drawn()
      .filter((petition) => petition.place === place)
      .map(keyOf);
  const byKey = createMemo(() => new Map(all().map((petition) => [keyOf(petition), petition])));
  const show = (what: Shown) => {
    setShown(what);
    setMost(atOnce);
    desk.setEnded(what === 'ended');
  };
  const count = (what: Shown) => {
    if (what === 'all') return filtered().filter(({ place }) => isWorklist(place)).length;
    if (what === 'authorities') return filtered().filter(({ state }) => state === 'escalated').length;
    return filtered().filter(({ place }) => place === what).length;
  };
  const name = (what: Shown) => {
    if (what === 'all') return t().all;
    if (what === 'ended') return t().ended;
    return what === 'authorities' ? t().byAuthority : placeName(what);
  };
  const lead = () => {
    if (ownRole() === 'officer') return t().leadUnit(session()?.unit ?? '');
    return ownRole() === 'organizer' ? t().leadAll : t().leadOne;
  };
  return (
    <div class={`${page.page} ${work.page}`}>
      <div class={page.head}>
        <div>
          <h1>{t().title}</h1>
          <p class={page.lead}>{lead()}</p>
        </div>
        <EscalationsLink />
      </div>
      <Show when={desk.error()}>
        {(error) => (
          <Notice kind="warn">
            {isUnreachable(error()) && desk.list() ? t().stale : messageOf(error())}
          </Notice>
        )}
      </Show>
      <Show when={desk.list() && office()} fallback={<p>{common().loading}</p>}>
        <nav class={styles.tiles} aria-label={t().lists}>
          <For each={['all', ...worklists, 'authorities', 'ended'] as const}>
            {(what) => (
              <button
                type="button"
                class={styles.tile}
                data-tile={what}
                aria-pressed={shown() === what}
                onClick={() => show(what)}
              >
                <Show when={what !== 'ended'}>
                  <b>{count(what)}</b>
                </Show>
                <span>{name(what)}</span>
              </button>
            )}
          </For>
        </nav>
        <div class={page.grid}>
          <Choice label={t().unit} every={t().everyUnit} of={options('unit')} value={unit()} set={setUnit} />
          <Choice
            label={t().village}
            every={t().everyVillage}
            of={options('village')}
            value={village()}
            set={setVillage}
          />
          <Show when={dialogues().size > 1}>
            <SelectField label={t().dialogue} onChange={(event) => setDialogueId(event.currentTarget.value)}>
              <option value="">{t().everyDialogue}</option>
              <For each={[...dialogues().values()]}>
                {(one) => (
                  <option value={one.id} selected={one.id === dialogueId()}>
                    {one.title} ({one.year})
                  </option>
                )}
              </For>
            </SelectField>
          </Show>
        </div>
        <WorklistPapers
          petitions={filtered()}
          unit={unit()}
          village={village()}
          dialogueId={dialogueId()}
          today={today()}
        />
        <h2>{name(shown())}</h2>
        <Show when={shown() === 'ended' && desk.list()?.more}>
          <p class={page.muted}>{t().endedMore}</p>
        </Show>
        <Show when={office()}>
          {(here) => (
            <Show
              when={shown() !== 'authorities'}
              fallback={
                <Authorities
                  petitions={filtered()}
                  dialogues={dialogues()}
                  office={here()}
                  today={today()}
                  say={say}
                  onNoted={() => void desk.refresh()}
                />
              }
            >
              <For each={places()} fallback={<p>{shown() === 'all' ? t().nothingAtAll : t().nothing}</p>}>
                {(place) => {
                  const keys = createMemo(() => keysIn(place), [], { equals: isSame });
                  return (
                    <section class={work.group}>
                      <h3 class={shown() === place ? 'visually-hidden' : undefined}>{placeName(place)}</h3>
                      <div class={work.cards}>
                        <For each={keys()}>
                          {(key) => (
                            <Show when={byKey().get(key)}>
                              {(petition) => (
                                <FollowedCard
                                  petition={petition()}
                                  dialogue={dialogues().get(petition().dialogueId)}
                                  office={here()}
                                  superior={desk.list()?.superior ?? ''}
                                  today={today()}
                                  say={say}
                                  onNoted={() => void desk.refresh()}
                                />
                              )}
                            </Show>
                          )}
                        </For>
                      </div>
                    </section>
                  );
                }}
              </For>
            </Show>
          )}
        </Show>
        <Show when={shown() !== 'authorities' && listed().length > most()}>
          <Button onClick={() => setMost(most() + atOnce)}>
            {t().more(Math.min(atOnce, listed().length - most()))}
          </Button>
        </Show>
      </Show>
      <p class={work.said} role="status">
        {said()}
      </p>
    </div>
  );
}

const isSame = (a: readonly string[], b: readonly string[]) => a.join('\t') === b.join('\t');

/** Ids are a dialogue's own. */
const keyOf = ({ dialogueId, id }: FollowedPetition) => `${dialogueId}/${id}`;

function Choice(props: {
  label: string;
  every: string;
  of: readonly string[];
  value: string;
  set: (value: string) => void;
}) {
  return (
    <Show when={props.of.length > 1 || props.value}>
      <SelectField label={props.label} onChange={(event) => props.set(event.currentTarget.value)}>
        <option value="">{props.every}</option>
        <For each={props.of}>
          {(one) => (
            <option value={one} selected={one === props.value}>
              {one}
            </option>
          )}
        </For>
      </SelectField>
    </Show>
  );
}
