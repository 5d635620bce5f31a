import { A } from '@solidjs/router';
import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import type { AnswerChange } from '../../../shared/docs/invitation.ts';
import type { InvitedPerson } from '../../../shared/invited.ts';
import { neighbourReminder } from '../../../shared/reminders.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';
import { splitName } from '../../../shared/vietnamese/names.ts';
import { shortDay, shortTime } from '../../board/days.ts';
import { invitationTexts as t } from '../../i18n/invitations.ts';
import { session } from '../../session.ts';
import { Badge, Button, Notice, TextField } from '../../ui/controls.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import page from '../../ui/page.module.css';
import { PhoneLink } from '../../ui/phone-link.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';
import { troubleWords } from '../work/desk.ts';
import { type InvitedDesk, openInvitedDesk } from './desk.ts';
import styles from './invited.module.css';

const shownKinds = ['all', 'untold', 'coming', 'brings'] as const;
type Shown = (typeof shownKinds)[number];

const isShown: Record<Shown, (person: InvitedPerson) => boolean> = {
  all: () => true,
  untold: ({ toldAt }) => toldAt === '',
  coming: ({ coming }) => coming === 'yes',
  brings: ({ brings }) => brings,
};

/** A list this long is searched in. */
const searchedFrom = 12;

/** Where the head of a village says of those who are invited who was told, who will come and who has a petition. */
export default function InvitedPage() {
  return (
    <WithDialogue>
      {(loaded) => (
        <DialogueFrame dialogue={loaded().dialogue}>
          <Village dialogue={loaded().dialogue} office={loaded().office} village={session()?.village ?? ''} />
        </DialogueFrame>
      )}
    </WithDialogue>
  );
}

function Village(props: { dialogue: Dialogue; office: Office; village: string }) {
  const desk = openInvitedDesk(props.dialogue.id, props.village);
  const [shown, setShown] = createSignal<Shown>('all');
  const [typed, setTyped] = createSignal('');
  /** Somebody who is tapped stays where they are until another list is asked for. */
  const [held, setHeld] = createSignal<ReadonlySet<string>>(new Set());
  const labels = (): Record<Shown, string> => ({
    all: t().showAll,
    untold: t().showUntold,
    coming: t().showComing,
    brings: t().showBrings,
  });
  const count = (kind: Shown) => desk.people().filter(isShown[kind]).length;
  const ids = createMemo(() => {
    const words = fold(typed()).split(/\s+/).filter(Boolean);
    return desk
      .people()
      .filter((person) => held().has(person.id) || isShown[shown()](person))
      .filter(({ name }) => words.every((word) => fold(name).includes(word)))
      .map(({ id }) => id);
  });
  const byId = createMemo(() => new Map(desk.people().map((person) => [person.id, person])));
  const sum = () =>
    t().counts(
      desk.people().length,
      desk.people().length - count('untold'),
      count('coming'),
      desk.people().filter(({ coming }) => coming === 'no').length,
      count('brings'),
    );
  const tap = (id: string, change: AnswerChange) => {
    setHeld((all) => new Set([...all, id]));
    desk.tap(id, change);
  };
  return (
    <div class={`${page.page} ${styles.page}`}>
      <div class={page.head}>
        <div>
          <h2 tabIndex={-1}>{t().villageTitle(props.village)}</h2>
          <Show when={desk.list()}>
            {(list) => (
              <p>
                {t().whenWhere(
                  [list().startsAt, list().heldOn ? shortDay(list().heldOn) : ''].filter(Boolean).join(' '),
                  list().place,
                )}
              </p>
            )}
          </Show>
          <p class={page.lead}>{t().villageLead}</p>
        </div>
        <p class={styles.fresh}>
          <Show when={desk.at() && !desk.error()}>
            <span>{t().checkedAt(shortTime(desk.at()))}</span>
          </Show>
          <Button kind="quiet" onClick={() => void desk.refresh()}>
            {t().refresh}
          </Button>
        </p>
      </div>
      <Troubles desk={desk} />
      <Show
        when={desk.people().length > 0}
        fallback={
          <Show when={desk.list()}>
            <p>{t().nobody}</p>
          </Show>
        }
      >
        <p class={styles.sum} role="status">
          {sum()}
        </p>
        <div class={page.row}>
          <fieldset class={styles.segments}>
            <legend class="visually-hidden">{t().show}</legend>
            <For each={shownKinds}>
              {(kind) => (
                <button
                  type="button"
                  aria-pressed={shown() === kind}
                  onClick={() => {
                    setHeld(new Set<string>());
                    setShown(kind);
                  }}
                >
                  {t().showOf(labels()[kind], count(kind))}
                </button>
              )}
            </For>
          </fieldset>
          <Show when={desk.people().length >= searchedFrom}>
            <TextField
              label={t().find}
              type="search"
              autocomplete="off"
              value={typed()}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </Show>
        </div>
        <ul class={styles.people}>
          <For each={ids()} fallback={<li>{t().nobodyShown}</li>}>
            {(id) => (
              <Show when={byId().get(id)}>
                {(person) => (
                  <PersonCard
                    person={person()}
                    dialogueId={props.dialogue.id}
                    closed={desk.list()?.frozen ?? true}
                    onTap={(change) => tap(id, change)}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
        <details class={page.card}>
          <summary class={styles.message}>{t().neighbours}</summary>
          <CopyText
            label={t().reminderText}
            rows={6}
            text={neighbourReminder(
              {
                dialogue: props.dialogue,
                office: props.office,
                preparation: { startsAt: desk.list()?.startsAt ?? '', notes: [] },
              },
              props.village,
            )}
          />
        </details>
      </Show>
    </div>
  );
}

/** What keeps the list from being fresh, and taps that were not taken. */
function Troubles(props: { desk: InvitedDesk }) {
  return (
    <>
      <Show when={props.desk.list()?.frozen}>
        <Notice>{t().frozen}</Notice>
      </Show>
      <Show when={troubleWords(props.desk, t())}>{(said) => <Notice kind="warn">{said()}</Notice>}</Show>
      <Show when={props.desk.waiting() > 0}>
        <div data-queued="waiting">
          <Notice>{t().waiting(props.desk.waiting())}</Notice>
        </div>
      </Show>
      <For each={props.desk.refused()}>
        {({ id, name, why }) => (
          <div data-queued="refused">
            <Notice kind="warn">
              {t().refused(name, why)}{' '}
              <Button kind="quiet" onClick={() => props.desk.dropRefused(id)}>
                {t().refusedDrop}
              </Button>
            </Notice>
          </div>
        )}
      </For>
    </>
  );
}

/** One answer of one person: a button that stays pressed. */
function Tap(props: {
  name: string;
  label: string;
  /** The person's name. */
  of: string;
  pressed: boolean;
  closed: boolean;
  onTap: () => void;
}) {
  return (
    <button
      type="button"
      class={styles.tap}
      data-tap={props.name}
      aria-pressed={props.pressed}
      aria-label={t().answerOf(props.label, props.of)}
      disabled={props.closed}
      onClick={() => props.onTap()}
    >
      {props.label}
    </button>
  );
}

function PersonCard(props: {
  person: InvitedPerson;
  dialogueId: string;
  closed: boolean;
  onTap: (change: AnswerChange) => void;
}) {
  const parts = () => splitName(props.person.name);
  const told = () => props.person.toldAt !== '';
  const comes = () => props.person.coming === 'yes';
  const declines = () => props.person.coming === 'no';
  return (
    <li class={styles.person} data-person={props.person.id}>
      <div class={styles.who}>
        <span class={styles.name}>
          {parts().before} <strong>{parts().given}</strong>
        </span>
        <span class={styles.facts}>
          {[
            props.person.title,
            props.person.birthYear && t().born(props.person.birthYear),
            props.person.group,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <Show when={props.person.present}>
          <Badge>{t().present}</Badge>
        </Show>
        <PhoneLink phone={props.person.phone} class={styles.phone} />
      </div>
      <div class={styles.taps}>
        <Tap
          name="told"
          of={props.person.name}
          closed={props.closed}
          label={t().told}
          pressed={told()}
          onTap={() => props.onTap({ told: !told() })}
        />
        <Tap
          name="coming"
          of={props.person.name}
          closed={props.closed}
          label={t().coming}
          pressed={comes()}
          onTap={() => props.onTap({ coming: comes() ? '' : 'yes' })}
        />
        <Tap
          name="notComing"
          of={props.person.name}
          closed={props.closed}
          label={t().notComing}
          pressed={declines()}
          onTap={() => props.onTap({ coming: declines() ? '' : 'no' })}
        />
        <Tap
          name="brings"
          of={props.person.name}
          closed={props.closed}
          label={t().brings}
          pressed={props.person.brings}
          onTap={() => props.onTap({ brings: !props.person.brings })}
        />
      </div>
      <Show when={props.person.brings && !props.closed}>
        <A class={styles.handIn} href={`/dialogues/${props.dialogueId}/work`}>
          {t().bringsHint}
        </A>
      </Show>
    </li>
  );
}
