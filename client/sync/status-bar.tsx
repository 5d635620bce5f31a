import { createEffect, createMemo, createSignal, on, onCleanup, Show, untrack } from 'solid-js';
import { clockTime } from '../../shared/vietnamese/dates.ts';
import { syncTexts as t } from '../i18n/sync.ts';
import { Button } from '../ui/controls.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { combineStatus } from './combine.ts';
import type { OpenDocument, SyncStatus } from './open-document.ts';
import styles from './status-bar.module.css';

/**
 * A keystroke is stored within some ten milliseconds; a word that flickers with each would say nothing.
 * So "saved" is said only once it has lasted this long, ms; that something waits is said at once.
 */
const calm = 400;

/**
 * Where what was typed is now, for one or several documents: on this device, in the hall, waiting, since
 * when the hall is out of reach, and what went wrong. Only a lost or regained connection and problems are
 * read out to a screen reader.
 */
export function StatusBar(props: { documents: readonly OpenDocument[] }) {
  const status = createMemo(() =>
    combineStatus(
      props.documents.map((document) => ({ status: document.status(), ready: document.ready() })),
    ),
  );
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
      case 'saved':
        return { icon: 'cloud', tone: styles.ok, words: t().savedInHall };
    }
  };
  const refused = () =>
    ['noSession', 'notAllowed', 'tooLarge', 'refused'].includes(status().problem) ? status().problem : '';
  const noRoom = () => status().problem === 'noStorage' || status().problem === 'quota';
  const kept = () => !['opening', 'saved'].includes(headline().kind);

  const reconnect = () => {
    for (const document of props.documents) document.reconnect();
  };

  return (
    <section class={styles.bar} aria-label={t().label}>
      <span class={`${styles.item} ${look().tone ?? ''}`}>
        <Icon name={look().icon} />
        {look().words}
      </span>
      <Show when={headline().kind === 'offline' && status().waiting > 0}>
        <span class={`${styles.item} ${styles.wait}`}>
          <Icon name="clock" />
          {t().waiting(status().waiting)}
        </span>
      </Show>
      <Show when={(savedHere() || !noRoom()) && kept()}>
        <span class={`${styles.item} ${savedHere() ? styles.ok : styles.quiet}`}>
          <Icon name="device" />
          {savedHere() ? t().savedHere : t().savingHere}
        </span>
      </Show>
      <Show when={status().late > 0}>
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
              <Button kind="quiet" onClick={reconnect}>
                {t().retry}
              </Button>
            </Show>
          </span>
        )}
      </Show>
      <Announcer status={status()} />
    </section>
  );
}

/** Says aloud what changes rarely and matters; never the counts. */
function Announcer(props: { status: ReturnType<typeof combineStatus> }) {
  const [words, setWords] = createSignal('');
  const offline = createMemo(() => props.status.headline.kind === 'offline');
  const problem = createMemo(() => props.status.problem);
  const late = createMemo(() => props.status.late > 0);
  createEffect(
    on(offline, (now, before) => {
      if (now) setWords(t().wentOffline);
      else if (before) setWords(t().backOnline);
    }),
  );
  createEffect(() => {
    const trouble = problem();
    if (trouble) setWords(t()[trouble]);
    else if (late()) setWords(t().lateWhy);
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
