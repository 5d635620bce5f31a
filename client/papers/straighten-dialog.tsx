import { createEffect, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { t } from '../i18n/papers.ts';
import { Button, Dialog } from '../ui/controls.tsx';
import styles from './papers.module.css';
import { draw, type Photo, type PreparedPaper, straightened } from './prepare.ts';
import { type Corners, isPage, type Point, straighten, turned } from './warp.ts';

/** Long edge of the picture that shows how it will be, pixels. */
const previewEdge = 420;
/** How far a key moves a corner, parts of the picture's long edge; with Shift. */
const keyStep = 0.004;
const longStep = 0.03;

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface StraightenProps {
  photo: Photo;
  at: number;
  count: number;
  /** Files not decided on, this one included. */
  rest: number;
  busy: boolean;
  onStraight: (paper: Promise<PreparedPaper>) => void;
  /** As it is; `all`: those that follow too. */
  onWhole: (all: boolean) => void;
  onSkip: () => void;
}

/** Four corners on the photograph, moved by finger, mouse or keys, and beside it how the paper will be. */
export function StraightenDialog(props: StraightenProps) {
  const { pixels } = props.photo;
  const shortest = Math.max(pixels.width, pixels.height) * 0.05;
  const [corners, setCorners] = createSignal<Corners>(props.photo.corners);
  const [turns, setTurns] = createSignal(0);
  const page = () => turned(corners(), turns());
  const isGood = () => isPage(corners(), shortest);
  let before: HTMLCanvasElement | undefined;
  let after: HTMLCanvasElement | undefined;
  let stage: HTMLDivElement | undefined;

  const move = (index: number, to: Point) => {
    const inside = {
      x: Math.min(pixels.width, Math.max(0, to.x)),
      y: Math.min(pixels.height, Math.max(0, to.y)),
    };
    const [a, b, c, d] = corners().map((corner, i) => (i === index ? inside : corner));
    if (a && b && c && d) setCorners([a, b, c, d]);
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const arrow = arrows[event.key];
    const corner = corners()[index];
    if (!arrow || !corner) return;
    event.preventDefault();
    const step = Math.max(pixels.width, pixels.height) * (event.shiftKey ? longStep : keyStep);
    move(index, { x: corner.x + arrow[0] * step, y: corner.y + arrow[1] * step });
  };
  const onPointer = (event: PointerEvent & { currentTarget: HTMLElement }, index: number) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    if (!stage || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    move(index, {
      x: ((event.clientX - box.left) / box.width) * pixels.width,
      y: ((event.clientY - box.top) / box.height) * pixels.height,
    });
  };

  // The dialog shows its content with the next frame: then the canvas is there.
  onMount(() => {
    queueMicrotask(() => before && draw(before, pixels));
    onCleanup(() => {
      for (const canvas of [before, after]) if (canvas) [canvas.width, canvas.height] = [0, 0];
    });
  });
  createEffect(() => {
    const now = page();
    if (!isGood()) return;
    const ended = new AbortController();
    onCleanup(() => ended.abort());
    queueMicrotask(async () => {
      const flat = await straighten(pixels, now, previewEdge, ended.signal);
      if (flat && after && !ended.signal.aborted) draw(after, flat);
    });
  });

  const percent = (value: number, of: number) => Math.round((value / of) * 100);
  const outline = () =>
    corners()
      .map(({ x, y }) => `${x},${y}`)
      .join(' ');
  const title = () => (props.count > 1 ? t().straightenOf(props.at, props.count) : t().straightenTitle);
  return (
    <Dialog open title={title()} onClose={props.onSkip}>
      <p>{props.photo.isFound ? t().straightenFound : t().straightenNotFound}</p>
      <div class={styles.desk}>
        <figure class={styles.figure}>
          <figcaption>{t().before}</figcaption>
          <div
            ref={stage}
            class={styles.stage}
            style={{
              'aspect-ratio': `${pixels.width} / ${pixels.height}`,
              '--ratio': String(pixels.width / pixels.height),
            }}
          >
            <canvas ref={before} />
            <svg viewBox={`0 0 ${pixels.width} ${pixels.height}`} aria-hidden="true">
              <polygon points={outline()} vector-effect="non-scaling-stroke" />
            </svg>
            <For each={[0, 1, 2, 3] as const}>
              {(index) => (
                <button
                  type="button"
                  class={styles.corner}
                  data-corner={index}
                  style={{
                    left: `${((corners()[index]?.x ?? 0) / pixels.width) * 100}%`,
                    top: `${((corners()[index]?.y ?? 0) / pixels.height) * 100}%`,
                  }}
                  aria-label={`${t()[`corner_${index}`]}: ${t().cornerAt(
                    percent(corners()[index]?.x ?? 0, pixels.width),
                    percent(corners()[index]?.y ?? 0, pixels.height),
                  )}`}
                  onKeyDown={(event) => onKey(event, index)}
                  onPointerDown={(event) => onPointer(event, index)}
                  onPointerMove={(event) => onPointer(event, index)}
                />
              )}
            </For>
          </div>
        </figure>
        <figure class={styles.figure}>
          <figcaption>{t().after}</figcaption>
          <div class={styles.after}>
            <Show when={isGood()} fallback={<p class={styles.wrong}>{t().notPage}</p>}>
              <canvas ref={after} />
            </Show>
          </div>
        </figure>
      </div>
      <p class={styles.hint}>{t().straightenKeys}</p>
      <div class={styles.choices}>
        <Button
          kind="primary"
          icon="check"
          disabled={props.busy || !isGood()}
          onClick={() => props.onStraight(straightened(pixels, page()))}
        >
          {t().keepStraight}
        </Button>
        <Button disabled={props.busy} onClick={() => props.onWhole(false)}>
          {t().keepAsItIs}
        </Button>
        <Button icon="undo" disabled={props.busy} onClick={() => setTurns((now) => (now + 1) % 4)}>
          {t().rotate}
        </Button>
        <Show when={props.rest > 1}>
          <Button disabled={props.busy} onClick={() => props.onWhole(true)}>
            {t().keepRest(props.rest)}
          </Button>
        </Show>
        <Button kind="quiet" disabled={props.busy} onClick={props.onSkip}>
          {t().skip}
        </Button>
      </div>
      <Show when={props.busy}>
        <p role="status">{t().preparing}</p>
      </Show>
    </Dialog>
  );
}
