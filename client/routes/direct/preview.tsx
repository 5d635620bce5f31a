import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { direct, modeWord } from '../../i18n/direct.ts';
import { hallInReach } from '../../in-reach.ts';
import { Button } from '../../ui/controls.tsx';
import { HallOnly } from '../../ui/needs-hall.tsx';
import { screenName } from '../screen/chooser.tsx';
import { type Desk, reachOf } from './desk.ts';
import styles from './direct.module.css';

/** The picture that the preview is drawn at, CSS pixels. */
const drawn = { width: 1920, height: 1080 };
const step = 10;

/** The very screen in small: the same page, the same document, scaled down; and what concerns its looks. */
export function Preview(props: { desk: Desk }) {
  let frame: HTMLDivElement | undefined;
  const [width, setWidth] = createSignal(0);
  onMount(() => {
    const observer = new ResizeObserver(() => setWidth(frame?.clientWidth ?? 0));
    if (frame) observer.observe(frame);
    onCleanup(() => observer.disconnect());
  });
  // Without the hall the frame would show the browser's own error; once there it keeps its last picture.
  const [seen, setSeen] = createSignal(false);
  createEffect(() => hallInReach() && setSeen(true));
  const screen = () => props.desk.screen();
  const address = () => `/screen/${props.desk.dialogue.id}?screen=${screen().id}&preview=1`;
  return (
    <section class={styles.preview} aria-label={direct().preview}>
      <div class={styles.frame} ref={frame}>
        <Show when={seen()}>
          <iframe
            src={address()}
            title={direct().preview}
            tabIndex={-1}
            width={drawn.width}
            height={drawn.height}
            style={{ transform: `scale(${width() / drawn.width})` }}
          />
        </Show>
      </div>
      <p class={styles.now} role="status">
        {direct().now(screenName(screen()), modeWord(screen().mode))}
      </p>
      <HallOnly>
        <div class={styles.looks}>
          <Button
            icon="undo"
            disabled={!props.desk.canUndo()}
            aria-keyshortcuts="z"
            title={direct().key('Z')}
            onClick={props.desk.undo}
          >
            {direct().undo}
          </Button>
          <fieldset class={styles.size}>
            <legend class="visually-hidden">{direct().size}</legend>
            <Button
              icon="minus"
              aria-label={direct().smaller}
              disabled={screen().scale <= 80}
              onClick={() => props.desk.setScale(screen().scale - step)}
            />
            <label>
              <span class="visually-hidden">{direct().size}</span>
              <input
                type="range"
                min="80"
                max="140"
                step="5"
                value={screen().scale}
                onInput={(event) => props.desk.setScale(event.currentTarget.valueAsNumber)}
              />
            </label>
            <Button
              icon="add"
              aria-label={direct().larger}
              disabled={screen().scale >= 140}
              onClick={() => props.desk.setScale(screen().scale + step)}
            />
            <output>{screen().scale} %</output>
          </fieldset>
        </div>
      </HallOnly>
      <p class={styles.hint}>{direct().reach(String(reachOf(screen().scale)))}</p>
    </section>
  );
}
