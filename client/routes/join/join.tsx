import { useNavigate } from '@solidjs/router';
import { createSignal, onMount, Show } from 'solid-js';
import { ApiError, messageOf } from '../../api.ts';
import { pages } from '../../i18n/pages.ts';
import { exchangeLink, session, startPath, worksHere } from '../../session.ts';
import { Notice } from '../../ui/controls.tsx';
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
  onMount(async () => {
    const token = location.hash.slice(1);
    history.replaceState(history.state, '', '/join');
    if (!token) return setError(new ApiError('badLink'));
    try {
      const opens = await exchangeLink(token);
      const next = startPath(opens.role, opens.dialogueId);
      if (!worksHere(opens.role) || session()?.name) return navigate(next, { replace: true });
      setTarget(next);
    } catch (reason) {
      setError(reason);
    }
  });
  return (
    <Shell>
      <div class={page.page}>
        <Show when={!error()} fallback={<Refused reason={error()} />}>
          <Show when={target()} fallback={<p class={page.lead}>{pages().joining}</p>}>
            <div class={page.card}>
              <h1>{pages().joinTitle}</h1>
              <NameForm onDone={() => navigate(target(), { replace: true })} />
            </div>
          </Show>
        </Show>
      </div>
    </Shell>
  );
}

function Refused(props: { reason: unknown }) {
  return (
    <>
      <h1>{pages().joinTitle}</h1>
      <Notice kind="error">{messageOf(props.reason)}</Notice>
    </>
  );
}
