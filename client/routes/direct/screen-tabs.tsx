import { createSignal, For, Show } from 'solid-js';
import { mainScreen } from '../../../shared/docs/stage.ts';
import { common } from '../../i18n/common.ts';
import { direct } from '../../i18n/direct.ts';
import { Button, Dialog, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { screenName } from '../screen/chooser.tsx';
import type { Desk } from './desk.ts';
import styles from './direct.module.css';

/** Screens that a hall may have. */
const mostScreens = 12;

/** Which of the screens is directed; more of them, their names, and a window for each. */
export function ScreenTabs(props: { desk: Desk }) {
  const [asking, setAsking] = createSignal(false);
  const { desk } = props;
  const address = () => `/screen/${desk.dialogue.id}?screen=${desk.screen().id}`;
  return (
    <div class={styles.screens}>
      <fieldset class={styles.tabs}>
        <legend class="visually-hidden">{direct().screens}</legend>
        <For each={desk.screens()}>
          {(screen) => (
            <button
              type="button"
              aria-pressed={screen.id === desk.screen().id}
              onClick={() => desk.choose(screen.id)}
            >
              {screenName(screen)}
            </button>
          )}
        </For>
        <Show when={desk.screens().length < mostScreens}>
          <Button
            kind="quiet"
            icon="add"
            onClick={() => desk.add(direct().newName(desk.screens().length + 1))}
          >
            {direct().addScreen}
          </Button>
        </Show>
      </fieldset>
      <div class={page.row}>
        <a class={page.link} href={address()} target="_blank" rel="noopener">
          <Icon name="screen" />
          {direct().openScreen}
        </a>
        <Show when={desk.screen().id !== mainScreen}>
          <Button kind="danger" onClick={() => setAsking(true)}>
            {direct().removeScreen}
          </Button>
        </Show>
      </div>
      <Show when={desk.screen().id !== mainScreen}>
        <TextField
          label={direct().name}
          hint={direct().nameHint}
          value={desk.screen().name}
          maxLength={60}
          onChange={(event) => desk.rename(event.currentTarget.value)}
        />
      </Show>
      <Dialog open={asking()} title={direct().removeTitle} onClose={() => setAsking(false)}>
        <p>{direct().removeWhy(screenName(desk.screen()))}</p>
        <div class={page.actions}>
          <Button onClick={() => setAsking(false)}>{common().cancel}</Button>
          <Button
            kind="danger"
            onClick={() => {
              setAsking(false);
              desk.remove();
            }}
          >
            {direct().removeScreen}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
