import {
  createEffect,
  createMemo,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  type ParentProps,
  Show,
} from 'solid-js';
import type { PublicIssue } from '../../../shared/docs/screen.ts';
import { t } from '../../i18n/screen.ts';
import { whoOf } from './issue-words.ts';
import type { FieldGroup } from './model.ts';
import { Outcome } from './outcome.tsx';
import styles from './pages.module.css';
import { type Page, pageOf, paginate, spareLines } from './paginate.ts';

/** How long a page stands, ms; the one with a new issue stands twice as long. */
const pageTime = 12_000;
/** More pages than this are told in figures, not in dots. */
const mostDots = 10;

interface PagesProps {
  groups: FieldGroup[];
  /** Id of the issue raised last, or empty. */
  newest: string;
  /** Id of the issue under discussion, or empty. */
  current: string;
}

/** The issues by field: in pages that turn by themselves; on a phone all of them in one list. */
export function IssueList(props: PagesProps) {
  const scrolls = mediaQuery('(max-width: 56rem)');
  return (
    <section class={styles.list} aria-label={t().issues}>
      <Show when={scrolls()} fallback={<IssuePages {...props} />}>
        <div class={`${styles.list} ${styles.whole}`}>
          <AllCards {...props} />
        </div>
      </Show>
    </section>
  );
}

function AllCards(props: PagesProps) {
  return (
    <For each={props.groups}>
      {(group) => (
        <>
          <FieldHeading field={group.field} count={group.issues.length} continued={false} />
          <For each={group.issues}>{(issue) => <Card issue={issue} {...marks(props, issue)} />}</For>
        </>
      )}
    </For>
  );
}

/** Whether a media query matches, as a signal. To be called inside a Solid owner. */
function mediaQuery(query: string) {
  const list = matchMedia(query);
  const [matches, setMatches] = createSignal(list.matches);
  const changed = () => setMatches(list.matches);
  list.addEventListener('change', changed);
  onCleanup(() => list.removeEventListener('change', changed));
  return matches;
}

/**
 * As many issues as fit are shown; how many that is, is measured: every card is laid out once,
 * unseen, at the width it will have. More than one page turn by themselves.
 */
function IssuePages(props: PagesProps) {
  let frame: HTMLDivElement | undefined;
  let ruler: HTMLDivElement | undefined;
  const [pages, setPages] = createSignal<Page[]>([]);
  /** Lines that the cards of each page may show beyond the usual. */
  const [spare, setSpare] = createSignal<number[]>([]);
  const [shown, setShown] = createSignal(0);
  const issues = createMemo(
    () => new Map(props.groups.flatMap((group) => group.issues.map((issue) => [issue.id, issue]))),
  );

  const measure = () => {
    if (!frame || !ruler) return;
    const [cards, room] = [measureCards(ruler), roomOf(frame, ruler)];
    const next = paginate(cards, room);
    const heights = new Map(cards.map(({ id, height }) => [id, height]));
    setSpare(next.map((page) => spareLines(page, heights, room, lineOf(ruler))));
    setPages((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
  };
  onMount(() => {
    const observer = new ResizeObserver(measure);
    if (frame) observer.observe(frame);
    if (ruler) observer.observe(ruler);
    onCleanup(() => observer.disconnect());
  });
  createEffect(on(() => props.groups, measure));

  const turning = turnPages(pages, setShown);
  createEffect(
    on(
      () => props.newest,
      (id) => {
        const page = pageOf(pages(), id);
        if (page >= 0) turning.turnTo(page, 2 * pageTime);
      },
      { defer: true },
    ),
  );
  const showing = () => Math.min(shown(), Math.max(0, pages().length - 1));

  return (
    <div class={styles.frame} ref={frame}>
      <div class={styles.ruler} ref={ruler} aria-hidden="true">
        <AllCards {...props} />
      </div>
      <For each={pages()}>
        {(page, n) => (
          <div
            class={styles.page}
            data-page={n() + 1}
            style={{ '--spare': spare()[n()] ?? 0 }}
            classList={{ [styles.shown ?? '']: n() === showing() }}
            aria-hidden={n() !== showing()}
          >
            <For each={page}>
              {(group) => (
                <>
                  <FieldHeading
                    field={group.field}
                    count={props.groups.find(({ field }) => field === group.field)?.issues.length ?? 0}
                    continued={group.continued}
                  >
                    <Show when={group === page[0] && pages().length > 1}>
                      <PageSign page={n()} pages={pages().length} />
                    </Show>
                  </FieldHeading>
                  <For each={group.ids}>
                    {(id) => (
                      <Show when={issues().get(id)}>
                        {(issue) => <Card issue={issue()} {...marks(props, issue())} />}
                      </Show>
                    )}
                  </For>
                </>
              )}
            </For>
          </div>
        )}
      </For>
    </div>
  );
}

/** Which page this is: dots for a few, figures for any number. */
function PageSign(props: { page: number; pages: number }) {
  return (
    <span class={styles.pageSign} data-secondary>
      <Show when={props.pages <= mostDots}>
        <For each={Array.from({ length: props.pages })}>
          {(_, n) => <i classList={{ [styles.dotOn ?? '']: n() === props.page }} />}
        </For>
      </Show>
      {t().page_of(props.page + 1, props.pages)}
    </span>
  );
}

function marks(props: PagesProps, issue: PublicIssue): { newest: boolean; current: boolean } {
  return { newest: issue.id === props.newest, current: issue.id === props.current };
}

/** Turns to the next page every `pageTime`, and starts anew when a page was called for. */
function turnPages(pages: () => Page[], show: (turn: (page: number) => number) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      show((page) => (pages().length > 0 ? (Math.min(page, pages().length - 1) + 1) % pages().length : 0));
      wait(pageTime);
    }, ms);
  };
  wait(pageTime);
  onCleanup(() => clearTimeout(timer));
  return {
    turnTo(page: number, ms: number) {
      show(() => page);
      wait(ms);
    },
  };
}

function measureCards(ruler: HTMLElement) {
  return Array.from(ruler.querySelectorAll<HTMLElement>('[data-issue]'), (card) => ({
    id: card.dataset.issue ?? '',
    field: card.dataset.field ?? '',
    height: card.getBoundingClientRect().height,
  }));
}

function lineOf(ruler: HTMLElement): number {
  const matter = ruler.querySelector('article p:last-child');
  return matter ? Number.parseFloat(getComputedStyle(matter).lineHeight) || 0 : 0;
}

function roomOf(frame: HTMLElement, ruler: HTMLElement) {
  const heading = ruler.querySelector('h2')?.getBoundingClientRect().height ?? 0;
  const gap = Number.parseFloat(getComputedStyle(ruler).rowGap) || 0;
  return { height: frame.getBoundingClientRect().height, heading, gap };
}

function FieldHeading(props: ParentProps<{ field: string; count: number; continued: boolean }>) {
  return (
    <h2 class={styles.field}>
      <span class={styles.fieldName}>{props.field || t().otherField}</span>
      <span class={styles.fieldCount} data-secondary>
        {props.continued ? `${props.count}, ${t().continued}` : props.count}
      </span>
      {props.children}
    </h2>
  );
}

function Card(props: { issue: PublicIssue; newest: boolean; current: boolean }) {
  return (
    <article
      class={styles.card}
      classList={{ [styles.newest ?? '']: props.newest, [styles.current ?? '']: props.current }}
      data-issue={props.issue.id}
      data-field={props.issue.field}
    >
      <p class={styles.cardHead} data-secondary>
        <b>{props.issue.number || '…'}</b>
        <span class={styles.who}>{whoOf(props.issue)}</span>
        <Show when={props.newest}>
          <em class={styles.new}>{t().newest}</em>
        </Show>
        <Outcome issue={props.issue} />
      </p>
      <p class={styles.cardMatter}>{props.issue.matter || t().noMatter}</p>
    </article>
  );
}
