import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { versionTexts as t } from '../i18n/version.ts';
import { bringOffered, leftBuild, tryLeftAgain } from '../offline/link.ts';
import { note, readNoted } from '../offline/noted.ts';
import { isLeft, isOffered } from '../offline/offers.ts';
import { allIsKept } from '../sync/all-kept.ts';
import { servedBuild, standing } from '../version.ts';
import { Button } from './controls.tsx';
import { goToDraft, openDraft, watchDrafts } from './drafts.ts';
import { followVersion } from './follow-version.ts';
import { Icon } from './icon.tsx';
import styles from './version-bar.module.css';

/** How long a reload waits for the device's disk, ms. */
const keepLimit = 10_000;
/** Somebody who puts the new version off is asked again after this, ms. */
const askAgain = 15 * 60_000;

type Step = 'ask' | 'fetching' | 'keeping' | 'notFetched' | 'notKept' | 'draft';

/**
 * Leaves the field, so that a word under composition and a draft of a field are written, and reloads once the new page
 * is here and all is kept.
 */
async function reload(say: (step: Step) => void): Promise<void> {
  const isIncompatible = standing() === 'incompatible';
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  say('fetching');
  // What did not come up is tried again when nothing else works with the server.
  if (isIncompatible && leftBuild() === servedBuild()) await tryLeftAgain();
  if (!(await bringOffered()) && isIncompatible) return say('notFetched');
  say('keeping');
  if (await allIsKept(keepLimit)) location.reload();
  else say('notKept');
}

/** The button that reloads a page of which nothing is lost by it; what stands in the way is said beside it. */
function ReloadSteps(props: { again?: boolean; onLater?: () => void }) {
  const [step, setStep] = createSignal<Step>('ask');
  const isAtIt = () => step() === 'fetching' || step() === 'keeping';
  const begin = () => {
    if (openDraft()) setStep('draft');
    else void reload(setStep);
  };
  const toDraft = () => {
    const form = openDraft();
    setStep('ask');
    if (form) goToDraft(form);
  };
  return (
    <>
      <Switch>
        <Match when={step() === 'fetching'}>
          <p role="status">{t().fetching}</p>
        </Match>
        <Match when={step() === 'notFetched'}>
          <p role="alert">{t().notFetched}</p>
        </Match>
        <Match when={step() === 'keeping'}>
          <p role="status">{t().keeping}</p>
        </Match>
        <Match when={step() === 'notKept'}>
          <p role="alert">{t().notKept}</p>
        </Match>
        <Match when={step() === 'draft'}>
          <p role="alert">{t().draft}</p>
        </Match>
      </Switch>
      <span class={styles.actions}>
        <Show
          when={step() === 'draft'}
          fallback={
            <Button kind="primary" disabled={isAtIt()} onClick={begin}>
              {props.again ? t().tryAgain : t().reload}
            </Button>
          }
        >
          <Button kind="primary" onClick={toDraft}>
            {t().toDraft}
          </Button>
          <Button onClick={() => void reload(setStep)}>{t().reloadAnyway}</Button>
        </Show>
        <Show when={props.onLater && !isAtIt()}>
          <Button kind="quiet" onClick={() => props.onLater?.()}>
            {t().later}
          </Button>
        </Show>
      </span>
    </>
  );
}

/** A missing part offers the reload in its own place. */
const [isMissing, setMissing] = createSignal(false);

/**
 * Says that page and server are of different versions, at the foot of every page, and never reloads one that somebody
 * may be typing into.
 */
export function VersionBar() {
  let bar: HTMLElement | undefined;
  const [putOff, setPutOff] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    setPutOff(true);
    timer = setTimeout(() => setPutOff(false), askAgain);
  };
  followVersion();
  onMount(() => onCleanup(watchDrafts()));
  onCleanup(() => clearTimeout(timer));
  const [heardOf, setHeardOf] = createSignal(readNoted('heard'));
  const heard = () => {
    setHeardOf(leftBuild());
    note('heard', leftBuild());
  };
  /** What there is to say; that a build was left is said in place of an offer of it. */
  const news = () => {
    if (standing() === 'incompatible') return isLeft() ? 'leftIncompatible' : 'incompatible';
    if (isLeft()) return heardOf() === leftBuild() ? null : 'left';
    return isOffered() && !putOff() ? 'newer' : null;
  };
  const isShown = () => !isMissing() && news() !== null;
  // What the bar covers can be scrolled into sight.
  createEffect(() => {
    document.body.style.paddingBottom = isShown() ? `${(bar?.offsetHeight ?? 0) + 16}px` : '';
  });
  return (
    <Show when={isShown()}>
      <section ref={bar} class={styles.bar} aria-label={t().label}>
        <p role="status" class={styles.words}>
          <Icon name="info" />
          {t()[news() ?? 'newer']}
        </p>
        <Show
          when={news() === 'left'}
          fallback={<ReloadSteps again={isLeft()} onLater={news() === 'newer' ? later : undefined} />}
        >
          <span class={styles.actions}>
            <Button onClick={heard}>{t().heard}</Button>
          </span>
        </Show>
      </section>
    </Show>
  );
}

/** Shown in place of a part of the page that could not be loaded. */
export function MissingPart() {
  const isGone = () => standing() !== 'same';
  setMissing(true);
  onCleanup(() => setMissing(false));
  return (
    <div class={styles.missing}>
      <h1>{isGone() ? t().goneTitle : t().missingTitle}</h1>
      <p role="alert">{isGone() ? t().gone : t().missing}</p>
      <ReloadSteps />
    </div>
  );
}
