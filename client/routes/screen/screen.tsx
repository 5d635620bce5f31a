import { createMemo, createSignal, Match, onMount, Switch } from 'solid-js';
import { clockTime } from '../../../shared/vietnamese/dates.ts';
import { showLanguage } from '../../i18n/index.ts';
import { t } from '../../i18n/screen.ts';
import { type ReadDocument, readPublicDocument } from '../../sync/read-document.ts';
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
export default function Screen(props: { id: string }) {
  const asked = new URLSearchParams(location.search);
  const preview = asked.get('preview') === '1';
  const [screen, setScreen] = createSignal(asked.get('screen') ?? '');
  showLanguage(asked.get('lang') === 'en' ? 'en' : 'vi');
  if (!preview) onMount(keepAwake);
  const choose = (next: string) => {
    rememberScreen(props.id, next);
    asked.set('screen', next);
    history.replaceState(null, '', `?${asked}`);
    setScreen(next);
  };
  return (
    <LiveScreen
      open={readPublicDocument(props.id, !preview)}
      screen={preview ? screen() : whichScreen(props.id, screen())}
      preview={preview}
      onChoose={choose}
    />
  );
}

export interface LiveScreenProps {
  open: ReadDocument;
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
