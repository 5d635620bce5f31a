import { createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import type { PublicScreen } from '../../../shared/docs/screen.ts';
import { mainScreen } from '../../../shared/docs/stage.ts';
import { t } from '../../i18n/screen.ts';
import { Icon } from '../../ui/icon.tsx';
import { ScreenChooser } from './chooser.tsx';
import { CountsPicture } from './counts-picture.tsx';
import { Crossfade } from './crossfade.tsx';
import { IssuesPicture } from './issues-picture.tsx';
import { MessagePicture } from './message-picture.tsx';
import { PetitionPicture } from './petition-picture.tsx';
import type { Picture } from './picture.ts';
import styles from './screen.module.css';
import { SpeakersPicture } from './speakers-picture.tsx';
import { WelcomePicture } from './welcome-picture.tsx';

export interface ScreenViewProps {
  picture: Picture;
  /** Which screen. */
  screen: string;
  preview: boolean;
  onChoose: (screen: string) => void;
}

/** What one screen shows now, and, for whoever stands at it, the ways to another screen and to the full picture. */
export function ScreenView(props: ScreenViewProps) {
  const shown = createMemo(() => {
    const screens = props.picture.screens();
    return screens.find(({ id }) => id === props.screen) ?? screens[0] ?? unset;
  });
  const resting = atRest();
  return (
    <main
      class={styles.screen}
      classList={{ [styles.resting ?? '']: resting() }}
      style={{ '--scale': shown().scale / 100 }}
      aria-label={t().page}
    >
      <Crossfade of={shown()} keyOf={({ mode, petition, message }) => [mode, petition, message].join('\n')}>
        {(screen) => <OnePicture screen={screen()} picture={props.picture} />}
      </Crossfade>
      <Show when={!props.preview}>
        <div class={styles.controls}>
          <Show when={props.picture.screens().length > 1}>
            <ScreenChooser screens={props.picture.screens()} chosen={shown().id} onChoose={props.onChoose} />
          </Show>
          <button
            type="button"
            class={styles.fullscreen}
            aria-label={t().fullscreen}
            title={t().fullscreen}
            onClick={() => void document.documentElement.requestFullscreen?.().catch(() => {})}
          >
            <Icon name="screen" />
          </button>
        </div>
      </Show>
    </main>
  );
}

const unset: PublicScreen = {
  id: mainScreen,
  name: '',
  mode: 'issues',
  petition: '',
  message: '',
  scale: 100,
};

function OnePicture(props: { screen: PublicScreen; picture: Picture }) {
  return (
    <div class={styles.picture} data-mode={props.screen.mode}>
      <Switch>
        <Match when={props.screen.mode === 'welcome'}>
          <WelcomePicture picture={props.picture} />
        </Match>
        <Match when={props.screen.mode === 'issues'}>
          <IssuesPicture picture={props.picture} />
        </Match>
        <Match when={props.screen.mode === 'petition'}>
          <PetitionPicture picture={props.picture} petition={props.screen.petition} />
        </Match>
        <Match when={props.screen.mode === 'speakers'}>
          <SpeakersPicture picture={props.picture} />
        </Match>
        <Match when={props.screen.mode === 'counts'}>
          <CountsPicture picture={props.picture} />
        </Match>
        <Match when={props.screen.mode === 'message'}>
          <MessagePicture picture={props.picture} message={props.screen.message} />
        </Match>
      </Switch>
    </div>
  );
}

/** True when neither mouse nor keyboard was used for a while: pointer and buttons then leave the picture. */
function atRest() {
  const [resting, setResting] = createSignal(true);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const used = () => {
    setResting(false);
    clearTimeout(timer);
    timer = setTimeout(() => setResting(true), 4000);
  };
  const kinds = ['mousemove', 'keydown', 'touchstart'] as const;
  onMount(() => {
    for (const kind of kinds) addEventListener(kind, used);
  });
  onCleanup(() => {
    for (const kind of kinds) removeEventListener(kind, used);
    clearTimeout(timer);
  });
  return resting;
}
