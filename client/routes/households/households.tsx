import { A } from '@solidjs/router';
import { createMemo, createResource, createSignal, For, onMount, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { type Household, type HouseholdPage, headOf, type Village } from '../../../shared/households.ts';
import { common } from '../../i18n/common.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { onHallBack } from '../../in-reach.ts';
import { Button, Dialog, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { loadVillages, type Question, searchHouseholds } from './calls.ts';
import { HouseholdFilter } from './filter.tsx';
import { HouseholdForm } from './household-form.tsx';
import { HouseholdRow } from './household-row.tsx';
import styles from './households.module.css';
import { thisYear } from './words.ts';

/** Wait after a letter before it is asked, ms. */
const typingPause = 250;

/** The office's list of households: found without marks, by village, by what each year's lists say. */
export default function HouseholdsPage() {
  const [villages] = createResource(loadVillages);
  return (
    <div class={page.page}>
      <div class={page.head}>
        <div>
          <h1>{pageNames().households}</h1>
          <p class={page.lead}>{t().lead}</p>
        </div>
        <div class={page.row}>
          <A class={`${page.link} ${page.linkPrimary}`} href="/households/lists">
            <Icon name="upload" /> {t().takeIn}
          </A>
          <A class={page.link} href="/households/villages">
            <Icon name="flag" /> {t().villages}
          </A>
        </div>
      </div>
      <NeedsHall>{t().needs}</NeedsHall>
      <SendingError error={villages.error} />
      <Show when={!villages.error && villages()}>{(known) => <Desk villages={known()} />}</Show>
    </div>
  );
}

function Desk(props: { villages: readonly Village[] }) {
  const [question, setQuestion] = createStore<Question>({
    words: '',
    villageId: '',
    year: thisYear(),
    category: '',
    change: '',
    offset: 0,
  });
  const [found, setFound] = createSignal<HouseholdPage | null>(null);
  const [edited, setEdited] = createSignal<Household | 'new' | null>(null);
  const [said, setSaid] = createSignal('');
  const { error, send } = createSending();
  const names = createMemo(() => new Map(props.villages.map(({ id, name }) => [id, name])));
  let asked = 0;
  let typing: ReturnType<typeof setTimeout> | undefined;

  /** Asks anew, or for what comes after what is shown; an answer that came too late is let go. */
  const load = (offset = 0) => {
    asked += 1;
    const own = asked;
    return send(async () => {
      const answer = await searchHouseholds({ ...question, offset });
      if (own !== asked) return;
      const before = offset > 0 ? (found()?.households ?? []) : [];
      setFound({ ...answer, households: [...before, ...answer.households] });
    });
  };
  const change = (values: Partial<Question>) => {
    setQuestion(values);
    clearTimeout(typing);
    typing = setTimeout(() => void load(), values.words === undefined ? 0 : typingPause);
  };
  const done = async (words: string) => {
    setEdited(null);
    setSaid(words);
    await load();
  };
  onMount(() => void load());
  onHallBack(() => void load());

  const isAsked = () => question.words !== '' || question.villageId !== '' || question.category !== '';
  const nameOf = (household: Household | 'new' | null) =>
    household && household !== 'new' ? t().editHousehold(headOf(household)?.name ?? '') : t().add;

  return (
    <>
      <HouseholdFilter question={question} villages={props.villages} onChange={change} />
      <SendingError error={error()} />
      <Show when={said()} keyed>
        {(words) => <Notice kind="done">{words}</Notice>}
      </Show>
      <div class={styles.countRow}>
        <p class={page.muted} role="status">
          <Show when={found()} fallback={error() ? '' : common().loading}>
            {(all) => t().count(all().total, all().members)}
          </Show>
        </p>
        <HallButton icon="add" disabled={props.villages.length === 0} onClick={() => setEdited('new')}>
          {t().add}
        </HallButton>
      </div>
      <Show when={props.villages.length === 0}>
        <Notice kind="warn">{t().noVillage}</Notice>
      </Show>
      <Show when={found()}>
        {(all) => (
          <Show
            when={all().households.length > 0}
            fallback={<p class={page.muted}>{isAsked() ? t().noneFound : t().none}</p>}
          >
            <ul class={styles.list}>
              <For each={all().households}>
                {(household) => (
                  <HouseholdRow
                    household={household}
                    village={names().get(household.villageId) ?? ''}
                    year={question.year}
                    onOpen={() => setEdited(household)}
                  />
                )}
              </For>
            </ul>
            <Show when={all().households.length < all().total}>
              <div class={page.actions}>
                <Button onClick={() => load(all().households.length)}>{t().more}</Button>
              </div>
            </Show>
          </Show>
        )}
      </Show>
      <Dialog open={edited() !== null} title={nameOf(edited())} onClose={() => setEdited(null)}>
        <Show when={edited()} keyed>
          {(household) => (
            <HouseholdForm
              household={household === 'new' ? null : household}
              villages={props.villages}
              year={question.year}
              onDone={done}
            />
          )}
        </Show>
      </Dialog>
    </>
  );
}
