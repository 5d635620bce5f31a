import { A } from '@solidjs/router';
import { createSignal, For, onMount, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import type { ListedLink } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { onHallBack } from '../../in-reach.ts';
import { Button } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { hallTime } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { makeSlips } from '../people/make-slips.ts';
import { createPeople } from '../people/model.ts';
import { type Slip, SlipsDialog } from '../people/slips.tsx';
import styles from './links.module.css';

/** Who has a duty in the dialogue and whether they came in yet, with slips for all at once. */
export function PeopleHere(props: {
  dialogue: Dialogue;
  office: Office;
  links: readonly ListedLink[];
  /** Links were made: the list of links is another. */
  onMade: () => void;
}) {
  const { people, loaded, load } = createPeople();
  const [slips, setSlips] = createSignal<Slip[]>([]);
  const { error, send } = createSending();
  onMount(() => void send(load));
  onHallBack(() => void send(load));

  const here = () =>
    people().flatMap((person) =>
      person.duties
        .filter(({ dialogueId }) => dialogueId === props.dialogue.id)
        .map((duty) => ({ person, duty, last: props.links.findLast(({ dutyId }) => dutyId === duty.id) })),
    );
  const way = (last: ListedLink | undefined) => {
    const used = last?.lastUsedAt;
    if (used) return t().slipUsed(hallTime(used));
    if (!last || last.revokedAt || Date.parse(last.expiresAt) < Date.now()) return t().slipNone;
    return t().slipWaits(hallTime(last.expiresAt));
  };
  const make = (dutyIds: string[]) =>
    send(async () => {
      setSlips(await makeSlips(dutyIds, people(), [props.dialogue]));
      props.onMade();
    });
  return (
    <section class={page.card} aria-labelledby="people-here">
      <div class={page.head}>
        <div>
          <h2 id="people-here">{t().here}</h2>
          <p class={page.lead}>{t().hereLead}</p>
        </div>
        <A href="/people" class={page.link}>
          <Icon name="people" /> {t().toPeople}
        </A>
      </div>
      <SendingError error={error()} />
      <Show when={loaded()}>
        <Show when={here().length > 0} fallback={<p class={page.muted}>{t().hereNone}</p>}>
          <ul class={styles.list}>
            <For each={here()}>
              {({ person, duty, last }) => (
                <li>
                  <span>
                    <strong>{person.name}</strong>{' '}
                    {[common()[duty.role], duty.unit || duty.village].filter(Boolean).join(' – ')}
                    <br />
                    <span class={page.muted}>{way(last)}</span>
                  </span>
                  <Button
                    icon="link"
                    aria-label={t().makeSlipOf(person.name, common()[duty.role])}
                    onClick={() => void make([duty.id])}
                  >
                    {t().makeSlip}
                  </Button>
                </li>
              )}
            </For>
          </ul>
          <div class={page.actions}>
            <Button icon="print" onClick={() => void make(here().map(({ duty }) => duty.id))}>
              {t().slipsForAll(here().length)}
            </Button>
          </div>
        </Show>
      </Show>
      <SlipsDialog slips={slips()} body={props.office.body} onClose={() => setSlips([])} />
    </section>
  );
}
