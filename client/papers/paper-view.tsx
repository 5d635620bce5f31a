import { createEffect, createSignal, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js';
import type { Paper } from '../../shared/docs/papers.ts';
import { shortInstant } from '../board/days.ts';
import { t } from '../i18n/papers.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import { isAbsence } from './paper-files.ts';
import styles from './papers.module.css';
import { usePapers } from './papers.tsx';

/** How often an absent paper is asked for while it is on show, ms. */
const again = 4_000;
const zooms = [1, 1.5, 2, 3, 4];

/**
 * What `load` gives for the present key, undefined before; asked again while it `isAbsent`. Not a resource: that
 * would hide the whole page, with its caret and what is scrolled, until one picture is there.
 */
function createLoaded<T>(key: () => string, load: () => Promise<T>, isAbsent: (value: T) => boolean) {
  const [value, setValue] = createSignal<T>();
  createEffect(
    on(key, (now) => {
      setValue(undefined);
      if (!now) return;
      let isOver = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const ask = async () => {
        const next = await load();
        if (isOver) return;
        setValue(() => next);
        if (isAbsent(next)) timer = setTimeout(ask, again);
      };
      onCleanup(() => {
        isOver = true;
        clearTimeout(timer);
      });
      void ask();
    }),
  );
  return value;
}

/** One paper to read from: fitted, larger, turned, by buttons and keys; or where it is while it is not here. */
export function PaperView(props: { paper: Paper }) {
  const papers = usePapers();
  const file = createLoaded(
    () => props.paper.hash,
    () => papers.files.url(props.paper),
    isAbsence,
  );
  const url = () => {
    const now = file();
    return now === undefined || isAbsence(now) ? null : now;
  };
  return (
    <Switch fallback={<p class={styles.quiet}>{t().opening}</p>}>
      <Match when={file() === 'notHere'}>
        <p class={styles.absent} role="status">
          <Icon name="cloudOff" /> {t().notHere(props.paper.addedBy)}
        </p>
      </Match>
      <Match when={file() === 'outOfReach'}>
        <p class={styles.absent} role="status">
          <Icon name="cloudOff" /> {t().outOfReach}
        </p>
      </Match>
      <Match when={url()}>
        {(address) => (
          <Show
            when={props.paper.type !== 'application/pdf'}
            fallback={
              <a class={styles.pdf} href={address()} target="_blank" rel="noreferrer">
                <Icon name="document" /> {t().openPdf}
              </a>
            }
          >
            <Picture paper={props.paper} url={address()} />
          </Show>
        )}
      </Match>
    </Switch>
  );
}

/** The picture with its zoom and turn. */
function Picture(props: { paper: Paper; url: string }) {
  const [zoom, setZoom] = createSignal(0);
  const [turns, setTurns] = createSignal(0);
  const step = (by: number) => setZoom((at) => Math.min(zooms.length - 1, Math.max(0, at + by)));
  const turn = () => setTurns((now) => (now + 1) % 4);
  createEffect(
    on(
      () => props.paper.id,
      () => {
        setZoom(0);
        setTurns(0);
      },
    ),
  );
  const isTurned = () => turns() % 2 === 1;
  const ratio = () => Math.max(1, props.paper.width) / Math.max(1, props.paper.height);
  const keys: Record<string, () => void> = {
    '+': () => step(1),
    '=': () => step(1),
    '-': () => step(-1),
    '0': () => setZoom(0),
    r: turn,
    R: turn,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.altKey || event.metaKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div class={styles.view}>
      <div class={styles.tools}>
        <Button kind="quiet" icon="minus" aria-label={t().zoomOut} onClick={() => step(-1)} />
        <Button kind="quiet" icon="add" aria-label={t().zoomIn} onClick={() => step(1)} />
        <Button kind="quiet" onClick={() => setZoom(0)}>
          {t().fit}
        </Button>
        <Button kind="quiet" icon="undo" onClick={turn}>
          {t().rotate}
        </Button>
      </div>
      <section
        class={styles.frame}
        // Scrolled and zoomed by keys, so a place of its own in the order of focus, in every browser.
        ref={(element) => {
          element.tabIndex = 0;
        }}
        aria-label={t().viewer}
        onKeyDown={onKeyDown}
      >
        <div
          class={styles.sheet}
          style={{
            width: `${(zooms[zoom()] ?? 1) * 100}%`,
            'aspect-ratio': String(isTurned() ? 1 / ratio() : ratio()),
          }}
        >
          <img
            src={props.url}
            alt={t().paperOf(props.paper.addedBy, shortInstant(props.paper.addedAt))}
            style={{
              width: isTurned() ? `${ratio() * 100}%` : '100%',
              transform: `translate(-50%, -50%) rotate(${turns() * 90}deg)`,
            }}
          />
        </div>
      </section>
    </div>
  );
}

/** A small picture of a paper, made when it comes into sight. */
export function Thumbnail(props: { paper: Paper }) {
  const papers = usePapers();
  let place: HTMLSpanElement | undefined;
  const [inSight, setInSight] = createSignal(false);
  const isPdf = () => props.paper.type === 'application/pdf';
  const picture = createLoaded(
    () => (inSight() && !isPdf() ? props.paper.hash : ''),
    () => papers.files.thumbnail(props.paper),
    (url) => url === null,
  );
  onMount(() => {
    // What was seen once stays: the small pictures are small.
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setInSight(true);
    });
    if (place) observer.observe(place);
    onCleanup(() => observer.disconnect());
  });
  return (
    <span ref={place} class={styles.thumbnail}>
      <Show
        when={picture()}
        fallback={
          <span class={styles.noPicture}>
            <Icon name="document" />
            <small>{isPdf() ? 'PDF' : picture() === null ? t().notHereShort : ''}</small>
          </span>
        }
      >
        {(url) => <img src={url()} alt="" />}
      </Show>
    </span>
  );
}
