import { For } from 'solid-js';
import type { PublicScreen } from '../../../shared/docs/screen.ts';
import { mainScreen } from '../../../shared/docs/stage.ts';
import { t } from '../../i18n/screen.ts';
import styles from './screen.module.css';

/** What a screen is called; the main one has a name also before anybody gave it one. */
export function screenName(screen: { id: string; name: string }): string {
  return screen.name || (screen.id === mainScreen ? t().mainScreen : t().otherScreen);
}

/** Which of several screens this device is; seen while somebody stands at it. */
export function ScreenChooser(props: {
  screens: PublicScreen[];
  chosen: string;
  onChoose: (screen: string) => void;
}) {
  return (
    <fieldset class={styles.chooser}>
      <legend class="visually-hidden">{t().choose}</legend>
      <For each={props.screens}>
        {(screen) => (
          <button
            type="button"
            aria-pressed={screen.id === props.chosen}
            onClick={() => props.onChoose(screen.id)}
          >
            {screenName(screen)}
          </button>
        )}
      </For>
    </fieldset>
  );
}
