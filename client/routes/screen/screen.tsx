import { useParams } from '@solidjs/router';
import { createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { allIssues, headOf, issuesOf, readHead } from '../../../shared/docs/screen.ts';
import { clockTime } from '../../../shared/vietnamese/dates.ts';
import { language, showLanguage } from '../../i18n/index.ts';
import { t } from '../../i18n/screen.ts';
import { type OpenDocument, openDocument } from '../../sync/open-document.ts';
import { yjsList, yjsSignal } from '../../sync/signals.ts';
import styles from './screen.module.css';
import { ScreenView } from './view.tsx';
import { keepAwake } from './wake.ts';

/** The hall's screen: `/screen/<dialogue>`, Vietnamese unless the address says `?lang=en`. */
export default function Screen() {
  const params = useParams();
  const chosen = language();
  showLanguage(new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'vi');
  onCleanup(() => showLanguage(chosen));
  onMount(keepAwake);
  return (
    <Show when={params.id} keyed>
      {(id) => <LiveScreen open={openDocument(id, 'screen')} />}
    </Show>
  );
}

/** The screen of one open document. */
export function LiveScreen(props: { open: OpenDocument }) {
  const { doc, ready, status } = props.open;
  const head = yjsSignal(() => readHead(doc), headOf(doc));
  const issues = yjsList(() => allIssues(doc), issuesOf(doc));
  const now = hallClock();
  const since = createMemo(() => (status().online ? '' : clockTime(status().offlineSince)));
  return (
    <Switch fallback={<p class={styles.message}>{since() ? t().never(since()) : t().opening}</p>}>
      <Match when={status().problem === 'noSession'}>
        <p class={styles.message}>{t().noSession}</p>
      </Match>
      <Match when={status().problem === 'notAllowed'}>
        <p class={styles.message}>{t().notAllowed}</p>
      </Match>
      <Match when={ready()}>
        <ScreenView head={head()} issues={issues()} clock={now()} staleSince={since()} />
      </Match>
    </Switch>
  );
}

/** `09:42` in the hall, kept current. */
function hallClock() {
  const read = () => clockTime(new Date().toISOString());
  const [time, setTime] = createSignal(read());
  const timer = setInterval(() => setTime(read()), 1000);
  onCleanup(() => clearInterval(timer));
  return time;
}
