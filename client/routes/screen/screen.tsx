import { useParams, useSearchParams } from '@solidjs/router';
import { createMemo, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { clockTime } from '../../../shared/vietnamese/dates.ts';
import { language, showLanguage } from '../../i18n/index.ts';
import { t } from '../../i18n/screen.ts';
import { type OpenDocument, openDocument } from '../../sync/open-document.ts';
import { followHallTime } from '../../time/hall-clock.ts';
import { createPicture } from './picture.ts';
import styles from './screen.module.css';
import { ScreenView } from './view.tsx';
import { keepAwake } from './wake.ts';
import { rememberScreen, whichScreen } from './which-screen.ts';

/**
 * A screen of the hall: `/screen/<dialogue>?screen=<which>`, Vietnamese unless the address says `lang=en`;
 * `preview=1` for the organizer's page, which shows the very same in small.
 */
export default function Screen() {
  const params = useParams();
  const [search, setSearch] = useSearchParams<{ screen?: string; lang?: string; preview?: string }>();
  const preview = search.preview === '1';
  const chosen = language();
  showLanguage(search.lang === 'en' ? 'en' : 'vi');
  onCleanup(() => showLanguage(chosen));
  if (!preview) onMount(keepAwake);
  return (
    <Show when={params.id} keyed>
      {(id) => (
        <LiveScreen
          open={openDocument(id, 'screen')}
          screen={preview ? (search.screen ?? '') : whichScreen(id, search.screen)}
          preview={preview}
          onChoose={(screen) => {
            rememberScreen(id, screen);
            setSearch({ screen }, { replace: true });
          }}
        />
      )}
    </Show>
  );
}

export interface LiveScreenProps {
  open: OpenDocument;
  /** Which screen; one that is unknown is the main one. */
  screen: string;
  /** Seen in small on the organizer's page: nothing on it can be chosen. */
  preview: boolean;
  onChoose: (screen: string) => void;
}

/** The screen of one open document. */
export function LiveScreen(props: LiveScreenProps) {
  const { doc, ready, status } = props.open;
  const since = createMemo(() => (status().online ? '' : clockTime(status().offlineSince)));
  const picture = createPicture(doc, { now: followHallTime(), staleSince: since });
  return (
    <Switch fallback={<p class={styles.notice}>{since() ? t().never(since()) : t().opening}</p>}>
      <Match when={status().problem === 'noSession'}>
        <p class={styles.notice}>{t().noSession}</p>
      </Match>
      <Match when={status().problem === 'notAllowed'}>
        <p class={styles.notice}>{t().notAllowed}</p>
      </Match>
      <Match when={ready()}>
        <ScreenView
          picture={picture}
          screen={props.screen}
          preview={props.preview}
          onChoose={props.onChoose}
        />
      </Match>
    </Switch>
  );
}
