import { A } from '@solidjs/router';
import { createResource, createSignal, For, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { type InboxEntry, isReplied, isWaiting } from '../../../shared/inbox.ts';
import type { EarlierPetition } from '../../../shared/search.ts';
import { api, messageOf } from '../../api.ts';
import { shortInstant } from '../../board/days.ts';
import { StateSign } from '../../board/signs.tsx';
import { inboxWords, inboxTexts as t } from '../../i18n/inbox.ts';
import { preparedTexts } from '../../i18n/prepared.ts';
import { words } from '../../i18n/words.ts';
import { Badge, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HallButton } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import type { Task } from './dialogs.tsx';
import { briefly } from './filter.ts';
import styles from './inbox.module.css';

export interface CardProps {
  item: InboxEntry;
  dialogues: readonly Dialogue[];
  /** Other items, by id. */
  find: (id: string) => InboxEntry | undefined;
  selected: boolean;
  onSelect: (on: boolean) => void;
  onTask: (task: Task) => void;
  onReopen: () => void;
}

/** One item of the inbox: who sent what, for whom, where it stands, and what can be done with it. */
export function ItemCard(props: CardProps) {
  const title = (id: string) => props.dialogues.find((dialogue) => dialogue.id === id)?.title ?? '';
  const name = () => briefly(props.item.content);
  const facts = () => {
    const { senderName, sentBy, at, field, village, category, wish } = props.item;
    return [
      t().from(senderName, sentBy, shortInstant(at)),
      village !== senderName ? village : '',
      field || t().noField,
      category === 'other' ? '' : words().category[category],
      wish ? t().wish(title(wish)) : t().noWish,
    ]
      .filter(Boolean)
      .join(' · ');
  };
  return (
    <article class={styles.card} data-item={props.item.id} data-state={props.item.state} aria-label={name()}>
      <header class={styles.cardHead}>
        <label class={styles.tick}>
          <input
            type="checkbox"
            checked={props.selected}
            aria-label={t().selectOne(name())}
            onChange={(event) => props.onSelect(event.currentTarget.checked)}
          />
        </label>
        <Badge>{inboxWords().state[props.item.state]}</Badge>
        <Show when={isReplied(props.item)}>
          <Badge icon="reply">{t().isReplied}</Badge>
        </Show>
        <Show when={props.item.petitionState || undefined}>{(state) => <StateSign state={state()} />}</Show>
      </header>
      <p class={styles.facts}>{facts()}</p>
      <p class={styles.text}>{props.item.content}</p>
      <Citizen item={props.item} />
      <Show when={props.item.waits}>
        <Notice kind="warn">{t().waits}</Notice>
      </Show>
      <Talk item={props.item} />
      <Whereabouts item={props.item} title={title} find={props.find} />
      <UnitPart item={props.item} />
      <div class={styles.mores}>
        <Prepared item={props.item} />
        <Likeness {...props} />
        <History item={props.item} title={title} />
      </div>
      <Acts {...props} />
    </article>
  );
}

function Citizen(props: { item: InboxEntry }) {
  const said = () => [props.item.name, props.item.phone].filter(Boolean).join(' · ');
  return (
    <p class={styles.citizen}>
      <Icon name="user" /> <span class="visually-hidden">{t().citizen}: </span>
      {said() || t().noCitizen}
    </p>
  );
}

/** What the office asked and the sender answered. */
function Talk(props: { item: InboxEntry }) {
  const lines = () =>
    props.item.history.filter(
      ({ act, text }) =>
        text !== '' && ['asked', 'replied', 'declined'].includes(act) && props.item.state !== 'taken',
    );
  return (
    <For each={lines()}>
      {({ act, text }) => (
        <p class={styles.talk}>
          <strong>{inboxWords().act[act]}:</strong> {text}
        </p>
      )}
    </For>
  );
}

/** In which dialogue it is, or with which item it was joined. */
function Whereabouts(props: {
  item: InboxEntry;
  title: (id: string) => string;
  find: (id: string) => InboxEntry | undefined;
}) {
  return (
    <>
      <Show when={props.item.state === 'taken'}>
        <p class={styles.facts}>
          {t().takenInto(props.title(props.item.dialogueId), props.item.number)}{' '}
          <A href={`/dialogues/${props.item.dialogueId}?petition=${props.item.id}`}>{t().openHall}</A>
        </p>
      </Show>
      <Show when={props.item.state === 'joined' && props.find(props.item.joinedInto)}>
        {(main) => <p class={styles.facts}>{t().joinedInto(briefly(main().content))}</p>}
      </Show>
    </>
  );
}

function UnitPart(props: { item: InboxEntry }) {
  const usual = () => {
    const { usualUnit, unit } = props.item;
    return isWaiting(props.item) && usualUnit && usualUnit !== unit ? t().usual(usualUnit) : '';
  };
  return (
    <Show when={isWaiting(props.item) || props.item.unit}>
      <p class={styles.facts}>
        {[props.item.unit ? t().unit(props.item.unit) : t().noUnit, usual()].filter(Boolean).join(' · ')}
      </p>
    </Show>
  );
}

function Prepared(props: { item: InboxEntry }) {
  return (
    <Show when={props.item.prepared}>
      {(prepared) => (
        <details class={styles.more}>
          <summary>{t().prepared}</summary>
          <p class={styles.text}>{prepared().text}</p>
          <p class={styles.facts}>{preparedTexts().by(prepared().by, shortInstant(prepared().at))}</p>
        </details>
      )}
    </Show>
  );
}

/** What else in the inbox is like it, and what was asked in earlier dialogues. */
function Likeness(props: CardProps) {
  const like = () => props.item.like.flatMap(({ id }) => props.find(id) ?? []);
  return (
    <Show when={isWaiting(props.item)}>
      <Show when={like().length > 0}>
        <details class={styles.more} data-like>
          <summary>{t().like(like().length)}</summary>
          <ul class={styles.likes}>
            <For each={like()}>
              {(other) => (
                <li>
                  <span>
                    {other.number ? `${other.number} · ` : ''}
                    {briefly(other.content)}
                    <small>{[other.senderName, inboxWords().state[other.state]].join(' · ')}</small>
                  </span>
                  <HallButton
                    icon="merge"
                    onClick={() => props.onTask({ kind: 'join', items: [props.item, other] })}
                  >
                    {t().joinThis}
                  </HallButton>
                </li>
              )}
            </For>
          </ul>
        </details>
      </Show>
      <Earlier item={props.item} />
    </Show>
  );
}

function Earlier(props: { item: InboxEntry }) {
  const [asked, setAsked] = createSignal('');
  const [found] = createResource(
    asked,
    async (id): Promise<EarlierPetition[]> => (await api.inbox[':id'].earlier.$get({ param: { id } })).json(),
  );
  return (
    <details
      class={styles.more}
      onToggle={(event) => {
        if (event.currentTarget.open) setAsked(props.item.id);
      }}
    >
      <summary>{t().earlier}</summary>
      <Show when={!found.error} fallback={<p class={styles.facts}>{messageOf(found.error)}</p>}>
        <Show when={found()}>
          {(list) => (
            <Show when={list().length > 0} fallback={<p class={styles.facts}>{t().earlierNone}</p>}>
              <ul class={styles.likes}>
                <For each={list()}>
                  {(one) => (
                    <li>
                      <span>
                        <A href={`/dialogues/${one.dialogueId}?petition=${one.petitionId}`}>
                          {t().earlierOne(one.number, one.dialogue.title, one.dialogue.year)}
                        </A>
                        <span class={styles.matter}>{one.matter}</span>
                        <small>{one.outcome && words().state[one.outcome]}</small>
                      </span>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Show>
      </Show>
    </details>
  );
}

function History(props: { item: InboxEntry; title: (id: string) => string }) {
  return (
    <details class={styles.more}>
      <summary>{t().history}</summary>
      <ol class={styles.history}>
        <For each={props.item.history}>
          {(event) => (
            <li>
              {[
                shortInstant(event.at),
                inboxWords().act[event.act],
                event.text,
                event.dialogueId && props.title(event.dialogueId),
                event.by,
              ]
                .filter(Boolean)
                .join(' · ')}
            </li>
          )}
        </For>
      </ol>
    </details>
  );
}

/** The ways on from where the item is. */
function Acts(props: CardProps) {
  const task = (kind: Task['kind']) => () => props.onTask({ kind, items: [props.item] });
  const is = () => props.item.state;
  return (
    <div class={page.actions}>
      <Show when={is() === 'declined' || is() === 'joined' || is() === 'asked'}>
        <HallButton icon="undo" data-act="reopen" onClick={() => props.onReopen()}>
          {t().reopen}
        </HallButton>
      </Show>
      <Show when={isWaiting(props.item)}>
        <HallButton icon="close" data-act="decline" onClick={task('decline')}>
          {t().decline}
        </HallButton>
        <HallButton icon="speech" data-act="ask" onClick={task('ask')}>
          {t().ask}
        </HallButton>
        <HallButton icon="user" data-act="assign" onClick={task('assign')}>
          {t().assign}
        </HallButton>
        <HallButton kind="primary" icon="move" data-act="take" onClick={task('take')}>
          {t().take}
        </HallButton>
      </Show>
      <Show when={is() === 'taken'}>
        <HallButton icon="move" data-act="move" onClick={task('take')}>
          {t().move}
        </HallButton>
      </Show>
    </div>
  );
}
