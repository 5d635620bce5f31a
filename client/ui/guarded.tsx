import { useLocation } from '@solidjs/router';
import { createEffect, ErrorBoundary, on, onCleanup, type ParentProps, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { ApiError, messageOf } from '../api.ts';
import { offlineTexts } from '../i18n/offline.ts';
import { pageNames } from '../i18n/page-names.ts';
import { hallInReach } from '../in-reach.ts';
import { signInAgain } from '../sign-in/again.ts';
import { Button, Notice } from './controls.tsx';
import page from './page.module.css';

/** How soon a page is asked for again that did not come though the hall is in reach, ms. */
const askAgain = 2_000;

/** A page, or with `part` a part of one, that says why it cannot be shown instead of failing. */
export function Guarded(props: ParentProps<{ part?: boolean }>) {
  return (
    <ErrorBoundary
      fallback={(error, reset) => <Failed error={error} heading={props.part ? 'h2' : 'h1'} again={reset} />}
    >
      {props.children}
    </ErrorBoundary>
  );
}

/**
 * Why a page could not be shown; whoever has no session any more finds the way to sign in again. What only the hall's
 * server knows is asked for again once it is in reach; another page is tried by itself.
 */
function Failed(props: { error: unknown; heading: 'h1' | 'h2'; again: () => void }) {
  const location = useLocation();
  const code = () => (props.error instanceof ApiError ? props.error.code : '');
  createEffect(on([() => location.pathname, hallInReach], () => props.again(), { defer: true }));
  // Another question may have been answered before this one failed: then nothing tells that the hall is back.
  const timer = setInterval(() => code() === 'unreachable' && hallInReach() && props.again(), askAgain);
  onCleanup(() => clearInterval(timer));
  return (
    <Show
      when={code() === 'unreachable'}
      fallback={
        <Notice kind="error">
          <p>{messageOf(props.error)}</p>
          <Show when={code() === 'noSession'}>
            <Button onClick={signInAgain}>{pageNames().signInAgain}</Button>
          </Show>
        </Notice>
      }
    >
      <div class={page.page}>
        <Dynamic component={props.heading}>{offlineTexts().pageTitle}</Dynamic>
        <Notice kind="warn">{offlineTexts().page}</Notice>
      </div>
    </Show>
  );
}
