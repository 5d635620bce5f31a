import { A, useNavigate } from '@solidjs/router';
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { entryOf, workEntry } from '../../../shared/entries.ts';
import { ApiError, isUnreachable, messageOf } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { keptPagesTexts } from '../../i18n/kept-pages.ts';
import { pages } from '../../i18n/pages.ts';
import { signInTexts } from '../../i18n/sign-in.ts';
import { exchangeLink, session, startPath, worksHere } from '../../session.ts';
import { lacksWays, NextTime } from '../../sign-in/next-time.tsx';
import { Button, Notice } from '../../ui/controls.tsx';
import { NameForm } from '../../ui/name-form.tsx';
import page from '../../ui/page.module.css';
import { Shell } from '../../ui/shell.tsx';

/**
 * Opens a link: the token stands in the fragment, which browsers send to no server and put in no log;
 * it is taken out of the address before anything else happens.
 */
export default function Join() {
  const navigate = useNavigate();
  const [error, setError] = createSignal<unknown>(null);
  const [target, setTarget] = createSignal('');
  const [asks, setAsks] = createSignal<'' | 'name' | 'next time'>('');
  const goOn = () => navigate(target(), { replace: true });
  // Another link, opened on this very page, changes nothing but the fragment.
  const again = () => location.reload();
  onMount(() => addEventListener('hashchange', again));
  onCleanup(() => removeEventListener('hashchange', again));
  let token = '';
  onMount(() => {
    token = location.hash.slice(1);
    history.replaceState(history.state, '', '/join');
    if (!token) return setError(new ApiError('badLink'));
    void open();
  });
  const open = async () => {
    setError(null);
    try {
      const opens = await exchangeLink(token);
      const next = startPath(opens.role, opens.dialogueId);
      setAsks(
        !worksHere(opens.role) ? '' : !session()?.name ? 'name' : (await lacksWays()) ? 'next time' : '',
      );
      // The screen and the public list are pages of their own.
      if (entryOf(next) !== workEntry) return location.replace(next);
      if (asks() === '') return navigate(next, { replace: true });
      setTarget(next);
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <Shell>
      <div class={page.page}>
        <Show when={!error()} fallback={<Refused reason={error()} onRetry={() => void open()} />}>
          <Show when={target()} fallback={<p class={page.lead}>{pages().joining}</p>}>
            <Show when={asks() === 'name'} fallback={<NextTime onDone={goOn} />}>
              <div class={page.card}>
                <h1>{pages().joinTitle}</h1>
                <NameForm onDone={goOn} />
              </div>
            </Show>
          </Show>
        </Show>
      </div>
    </Shell>
  );
}

function Refused(props: { reason: unknown; onRetry: () => void }) {
  // A link that works once is lost with this page, so the page itself tries again.
  const isUnanswered = () => isUnreachable(props.reason);
  return (
    <>
      <h1>{pages().joinTitle}</h1>
      <Notice kind="error">
        <p>{messageOf(props.reason)}</p>
        <Show when={isUnanswered()}>
          <p>{keptPagesTexts().cannotJoin}</p>
        </Show>
      </Notice>
      <div class={page.row}>
        <Show when={isUnanswered()}>
          <Button kind="primary" onClick={props.onRetry}>
            {common().retry}
          </Button>
        </Show>
        <A href={session() ? '/' : '/sign-in'} class={page.link}>
          {session() ? common().home : signInTexts().otherWays}
        </A>
      </div>
    </>
  );
}
