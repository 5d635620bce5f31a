import { A } from '@solidjs/router';
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show, untrack } from 'solid-js';
import { clockTime } from '../../shared/vietnamese/dates.ts';
import { pageNames } from '../i18n/page-names.ts';
import { sizeWords } from '../i18n/size-words.ts';
import { syncTexts as t } from '../i18n/sync.ts';
import { vaultTexts } from '../i18n/vault.ts';
import { isPortal } from '../reach.ts';
import { signInAgain } from '../sign-in/again.ts';
import { Button } from '../ui/controls.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { combineStatus } from './combine.ts';
import type { OpenDocument, SyncStatus } from './open-document.ts';
import { littleRoom, lookAtRoom } from './room-left.ts';
import styles from './status-bar.module.css';

/**
 * A keystroke is stored within some ten milliseconds; a word that flickers with each would say nothing.
 * So "saved" is said only once it has lasted this long, ms; that something waits is said at once.
 */
const calm = 400;
/** After this long the page of this device is fetched, ms: the page that is looked at comes first. */
const fetchAhead = 4_000;

/**
 * Where what was typed is now, for one or several documents: on this device, in the hall, waiting, since
 * when the hall is out of reach, and what went wrong. Only a lost or regained connection and problems are
 * read out to a screen reader.
 */
export function StatusBar(props: {
  documents: readonly OpenDocument[];
  /** With it what waits leads to the page of what this device holds. */
  dialogueId?: string;
}) {
  const status = createMemo(() =>
    combineStatus(
      props.documents.map((document) => ({ status: document.status(), ready: document.ready() })),
    ),
  );
  void lookAtRoom();
  const headline = createSteady(
    () => status().headline,
    (next) => next.kind === 'saved',
    (a, b) => JSON.stringify(a) === JSON.stringify(b),
  );
  const savedHere = createSteady(
    () => status().savedHere,
    (next) => next,
  );
  const look = (): { icon: IconName; tone: string | undefined; words: string } => {
    const line = headline();
    switch (line.kind) {
      case 'opening':
        return { icon: 'clock', tone: styles.quiet, words: t().opening };
      case 'connecting':
        return { icon: 'clock', tone: styles.quiet, words: t().connecting };
      case 'offline':
        return { icon: 'cloudOff', tone: styles.wait, words: t().offlineSince(clockTime(line.since)) };
      case 'waiting':
        return { icon: 'clock', tone: styles.wait, words: t().waiting(line.count) };
      case 'late':
        return { icon: 'lock', tone: styles.bad, words: t().late(line.count) };
      case 'handed':
        return { icon: 'lock', tone: styles.wait, words: pageNames().handedShort(line.count) };
      case 'saved':
        return { icon: 'cloud', tone: styles.ok, words: t().savedInHall };
    }
  };
  const refused = () =>
    ['noSession', 'notAllowed', 'tooLarge', 'refused'].includes(status().problem) ? status().problem : '';
  const noRoom = () => status().problem === 'noStorage' || status().problem === 'quota';
  const isBlocked = () => isPortal() && headline().kind === 'offline';
  const kept = () => !['opening', 'saved'].includes(headline().kind);

  const devicesPage = () => (props.dialogueId ? `/dialogues/${props.dialogueId}/devices` : '');
  onMount(() => {
    if (!props.dialogueId) return;
    // Needed most when nothing can be fetched any more.
    const timer = setTimeout(() => {
      import('../routes/devices/devices.tsx').catch(() => undefined);
      import('../routes/exchange/exchange.tsx').catch(() => undefined);
    }, fetchAhead);
    onCleanup(() => clearTimeout(timer));
  });

  const reconnect = () => {
    for (const document of props.documents) document.reconnect();
  };

  return (
    <section class={styles.bar} aria-label={t().label}>
      <Item
        icon={look().icon}
        tone={look().tone}
        words={look().words}
        href={['waiting', 'late', 'handed'].includes(headline().kind) ? devicesPage() : ''}
      />
      <Show when={headline().kind === 'offline' && status().waiting > 0}>
        <Item icon="clock" tone={styles.wait} words={t().waiting(status().waiting)} href={devicesPage()} />
      </Show>
      <Show when={(savedHere() || !noRoom()) && kept()}>
        <span class={`${styles.item} ${savedHere() ? styles.ok : styles.quiet}`}>
          <Icon name="device" />
          {savedHere() ? t().savedHere : t().savingHere}
        </span>
      </Show>
      <Show when={isBlocked()}>
        <span class={`${styles.problem} ${styles.bad}`}>
          <Icon name="warning" />
          <span>{t().portal}</span>
        </span>
      </Show>
      <Show when={status().late > 0 && !status().handed}>
        <span class={`${styles.problem} ${styles.bad}`}>
          <Icon name="info" />
          <span>{t().lateWhy}</span>
        </span>
      </Show>
      <Show when={status().problem}>
        {(problem) => (
          <span class={`${styles.problem} ${styles.bad}`}>
            <Icon name="warning" />
            <span>{t()[problem() as Exclude<SyncStatus['problem'], ''>]}</span>
            <Show when={refused()}>
              <Show when={problem() === 'noSession'}>
                <Button onClick={signInAgain}>{pageNames().signInAgain}</Button>
              </Show>
              <Button kind="quiet" onClick={reconnect}>
                {t().retry}
              </Button>
            </Show>
          </span>
        )}
      </Show>
      <Show when={littleRoom()}>
        {(room) => (
          <span class={`${styles.problem} ${styles.wait}`}>
            <Icon name="warning" />
            <span>{vaultTexts().nearlyFull(sizeWords(room().left))}</span>
          </span>
        )}
      </Show>
      <Announcer status={status()} />
    </section>
  );
}

/** One thing that is said, and where more of it is told. */
function Item(props: { icon: IconName; tone: string | undefined; words: string; href: string }) {
  const look = () => `${styles.item} ${props.tone ?? ''}`;
  const inside = () => (
    <>
      <Icon name={props.icon} />
      {props.words}
    </>
  );
  return (
    <Show when={props.href} fallback={<span class={look()}>{inside()}</span>}>
      {(href) => (
        <A class={look()} href={href()} title={pageNames().openLate}>
          {inside()}
        </A>
      )}
    </Show>
  );
}

/** Says aloud what changes rarely and matters; never the counts. */
function Announcer(props: { status: ReturnType<typeof combineStatus> }) {
  const [words, setWords] = createSignal('');
  const offline = createMemo(() => props.status.headline.kind === 'offline');
  const problem = createMemo(() => props.status.problem);
  const late = createMemo(() => props.status.late > 0 && !props.status.handed);
  createEffect(
    on(offline, (now, before) => {
      if (now) setWords(t().wentOffline);
      else if (before) setWords(t().backOnline);
    }),
  );
  createEffect(
    on(problem, (trouble, before) => {
      if (trouble) setWords(t()[trouble]);
      else if (before === 'paused') setWords(t().resumed);
    }),
  );
  createEffect(() => {
    if (offline() && isPortal()) setWords(t().portal);
  });
  createEffect(() => {
    if (!problem() && late()) setWords(t().lateWhy);
  });
  return (
    <span class="visually-hidden" role="status">
      {words()}
    </span>
  );
}

/** A signal that takes `hasty` values only once they have lasted a moment, and all others at once. */
function createSteady<T>(
  read: () => T,
  hasty: (value: T) => boolean,
  same: (a: T, b: T) => boolean = (a, b) => a === b,
) {
  const [value, setValue] = createSignal<T>(read(), { equals: same });
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(() => {
    const next = read();
    clearTimeout(timer);
    if (hasty(next) && !hasty(untrack(value))) timer = setTimeout(() => setValue(() => next), calm);
    else setValue(() => next);
  });
  onCleanup(() => clearTimeout(timer));
  return value;
}
