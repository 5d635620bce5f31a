import { For } from 'solid-js';
import { type StageMode, stageModes } from '../../../shared/docs/stage.ts';
import { direct, modeWord } from '../../i18n/direct.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import styles from './direct.module.css';

const icons: Record<StageMode, IconName> = {
  welcome: 'home',
  issues: 'board',
  petition: 'document',
  speakers: 'speech',
  counts: 'table',
  message: 'info',
};

/** What a screen may show, each by one tap or its number. */
export function ModeButtons(props: { chosen: StageMode; onPick: (mode: StageMode) => void }) {
  return (
    <fieldset class={styles.modes}>
      <legend>{direct().modes}</legend>
      <For each={stageModes}>
        {(mode, n) => (
          <button
            type="button"
            aria-pressed={props.chosen === mode}
            aria-keyshortcuts={String(n() + 1)}
            title={direct().key(String(n() + 1))}
            onClick={() => props.onPick(mode)}
          >
            <Icon name={icons[mode]} size="1.75rem" />
            <span>{modeWord(mode)}</span>
            <kbd>{n() + 1}</kbd>
          </button>
        )}
      </For>
    </fieldset>
  );
}
