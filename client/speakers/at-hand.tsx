import { Show } from 'solid-js';
import { offerCommands } from '../commands/commands.ts';
import { useHall } from '../hall/hall-context.ts';
import { t } from '../i18n/speakers.ts';
import { Icon } from '../ui/icon.tsx';
import { nameOf } from './model.ts';
import styles from './speakers.module.css';
import { SpeechTimer } from './timer.tsx';

/**
 * The speakers at any place of the hall: who speaks and for how long, in the bar; the keys; and what is said to a
 * screen reader.
 */
export function SpeakersAtHand() {
  const hall = useHall();
  const { model, clock, inMinutes } = hall.speakers;
  const writable = () => !model.readOnly();
  const isOpen = () => hall.drawer() === 'speakers';
  const toggle = () => hall.setDrawer(isOpen() ? '' : 'speakers');
  const onFloor = () => model.speaking() ?? model.called();

  const intoMinutes = () => {
    const [speaker, editor] = [model.speaking(), hall.editor()];
    if (!speaker) return model.say(t().noSpeaker);
    if (!editor || !inMinutes() || hall.readOnly()) return model.say(t().noLine);
    if (!editor.commands.insertSpeaker(speaker.id)) model.say(t().alreadyThere(nameOf(speaker)));
  };

  offerCommands([
    {
      id: 'speakers.open',
      label: () => t().commandOpen,
      group: 'speakers',
      keys: ['KeyS', 'Alt+KeyS'],
      run: toggle,
    },
    {
      id: 'speakers.callNext',
      label: () => t().callNext,
      group: 'speakers',
      keys: ['KeyC'],
      enabled: writable,
      run: model.callNext,
    },
    {
      id: 'speakers.start',
      label: () => t().commandStart,
      group: 'speakers',
      enabled: () => writable() && model.called() !== null,
      run: () => model.move(model.called()?.id ?? '', 'speaking'),
    },
    {
      id: 'speakers.finish',
      label: () => t().commandFinish,
      group: 'speakers',
      enabled: () => writable() && model.speaking() !== null,
      run: () => model.move(model.speaking()?.id ?? '', 'done'),
    },
    {
      // The open petition offers the same key for itself while the caret is not in the minutes.
      id: 'speakers.toMinutes',
      label: () => t().toMinutes,
      group: 'speakers',
      keys: ['Alt+KeyP'],
      enabled: () => !hall.readOnly() && (inMinutes() || hall.selected() === ''),
      run: intoMinutes,
    },
  ]);

  return (
    <>
      <Show when={onFloor()}>
        {(speaker) => (
          <button type="button" class={styles.strip} aria-expanded={isOpen()} onClick={toggle}>
            <Icon name="speech" />
            <span>{speaker().state === 'speaking' ? t().now : t().called}</span>
            <span class={styles.stripName}>{nameOf(speaker())}</span>
            <SpeechTimer time={clock.time()} />
          </button>
        )}
      </Show>
      <span class="visually-hidden" role="status">
        {clock.said()}
      </span>
      <Show when={!isOpen()}>
        <span class="visually-hidden" role="status">
          {model.done()?.text}
        </span>
      </Show>
    </>
  );
}
