import { createMemo, createSignal, createUniqueId, For, onCleanup, onMount, Show } from 'solid-js';
import { initials } from '../board/presence.ts';
import { useHall } from '../hall/hall-context.ts';
import { together as t, togetherWords } from '../i18n/together.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import { createDoing } from './doing.ts';
import type { PersonHere } from './people.ts';
import { togetherAround } from './together.ts';
import styles from './who-is-here.module.css';

/** So many are drawn; the others are a number. */
const drawn = 4;

/** Who is in the hall, in its bar: initials, and a list with what each does and a button to follow. */
export function WhoIsHere() {
  const together = togetherAround();
  return <Show when={together}>{(all) => <People people={all().people()} />}</Show>;
}

function People(props: { people: readonly PersonHere[] }) {
  let root: HTMLFieldSetElement | undefined;
  let button: HTMLButtonElement | undefined;
  const listId = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const names = createMemo(() => props.people.map(({ name }) => name));
  const shown = createMemo(() => names().slice(0, drawn));
  const colorOf = (name: string) => props.people.find((person) => person.name === name)?.color;
  const outside = (event: PointerEvent) => {
    if (event.target instanceof Node && !root?.contains(event.target)) setOpen(false);
  };
  onMount(() => {
    document.addEventListener('pointerdown', outside);
    onCleanup(() => document.removeEventListener('pointerdown', outside));
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open()) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    button?.focus();
  };
  return (
    <fieldset ref={root} class={styles.here} data-together="" onKeyDown={onKeyDown}>
      <legend class="visually-hidden">{t().whoIsHere}</legend>
      <button
        ref={button}
        type="button"
        class={styles.faces}
        aria-expanded={open()}
        aria-controls={listId}
        onClick={() => setOpen((now) => !now)}
      >
        <span class="visually-hidden">
          {t().here(names().length)}: {names().join(', ')}
        </span>
        <For each={shown()}>
          {(name) => (
            <span
              class={styles.face}
              style={{ 'background-color': colorOf(name) }}
              data-name={name}
              aria-hidden="true"
            >
              {initials(name)}
            </span>
          )}
        </For>
        <Show when={names().length > drawn}>
          <span class={styles.rest} title={names().slice(drawn).join(', ')} aria-hidden="true">
            +{names().length - drawn}
          </span>
        </Show>
        <span class={styles.tip} aria-hidden="true">
          {names().join(', ')}
        </span>
      </button>
      <div id={listId} class={styles.panel} hidden={!open()}>
        <Show when={open()}>
          <PeopleList names={names()} people={props.people} onDone={() => setOpen(false)} />
        </Show>
      </div>
    </fieldset>
  );
}

function PeopleList(props: { names: readonly string[]; people: readonly PersonHere[]; onDone: () => void }) {
  return (
    <>
      <p class={styles.title}>{t().here(props.people.length)}</p>
      <ul class={styles.list}>
        <For each={props.names}>
          {(name) => (
            <Show when={props.people.find((person) => person.name === name)}>
              {(person) => <PersonLine person={person()} onDone={props.onDone} />}
            </Show>
          )}
        </For>
      </ul>
    </>
  );
}

function PersonLine(props: { person: PersonHere; onDone: () => void }) {
  const together = togetherAround();
  const doing = createDoing(useHall());
  const facts = () => {
    const { role, me, devices } = props.person;
    return [
      me ? t().you : '',
      role ? togetherWords().role[role] : '',
      devices > 1 ? t().devices(devices) : '',
    ].filter(Boolean);
  };
  const isFollowed = () => together?.following() === props.person.name;
  return (
    <li class={styles.person}>
      <span class={styles.face} style={{ 'background-color': props.person.color }} aria-hidden="true">
        {initials(props.person.name)}
      </span>
      <span class={styles.about}>
        <strong>{props.person.name}</strong>
        <span class={styles.facts}>{facts().join(' · ')}</span>
        <span class={styles.doing}>{doing(props.person)}</span>
      </span>
      <Show when={!props.person.me}>
        <Button
          class={styles.follow}
          aria-pressed={isFollowed()}
          aria-label={t().followWho(props.person.name)}
          onClick={() => {
            if (isFollowed()) together?.stop();
            else together?.follow(props.person.name);
            props.onDone();
          }}
        >
          {t().follow}
        </Button>
      </Show>
    </li>
  );
}

/** Says whom this device follows, and who follows it. */
export function FollowBar() {
  const together = togetherAround();
  return (
    <Show when={together}>
      {(all) => (
        <div class={styles.bars} data-together="" role="status">
          <Show when={all().following()}>
            {(name) => (
              <p class={styles.bar}>
                <Icon name="people" />
                <span>{t().following(name())}</span>
                <Button onClick={() => all().stop()}>
                  {t().stop} <kbd>Esc</kbd>
                </Button>
              </p>
            )}
          </Show>
          <Show when={all().left()}>{(name) => <p class={styles.bar}>{t().leftHall(name())}</p>}</Show>
          <Show when={all().followers() > 0}>
            <p class={styles.followed}>
              <Icon name="people" /> {t().followedBy(all().followers())}
            </p>
          </Show>
        </div>
      )}
    </Show>
  );
}
