import { createEffect, createMemo, createSignal, For, onCleanup, onMount } from 'solid-js';
import { blockCount } from '../../../shared/exchange/fountain.ts';
import { blockSizeFor, createFrames, type FrameSize, frameSizes } from '../../../shared/exchange/frames.ts';
import { drawCode } from '../../exchange/draw-code.ts';
import { exchangeTexts as t } from '../../i18n/exchange.ts';
import { Button, SelectField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import styles from './exchange.module.css';

const speeds = [2, 4, 6, 10, 15] as const;
const sizes = Object.keys(frameSizes) as FrameSize[];
/** Longest edge of the drawn code, CSS pixels, and of the window's height: all of it must be seen at once. */
const largestEdge = 640;
const shareOfHeight = 0.72;

/** Whoever asked for less movement gets the slowest run. */
function firstSpeed(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 2 : 6;
}

/** A message as running QR codes, until the other device has it. */
export function ShowCode(props: { message: Uint8Array; onClose: () => void }) {
  let canvas: HTMLCanvasElement | undefined;
  let head: HTMLHeadingElement | undefined;
  const [speed, setSpeed] = createSignal(firstSpeed());
  const [size, setSize] = createSignal<FrameSize>('middle');
  const [running, setRunning] = createSignal(true);
  const [at, setAt] = createSignal(0);
  const frames = createMemo(() => createFrames(props.message, size()));
  const parts = () => blockCount(props.message.length, blockSizeFor(props.message.length, size()));

  createEffect(() => {
    if (!running()) return;
    const timer = setInterval(() => setAt((now) => now + 1), 1000 / speed());
    onCleanup(() => clearInterval(timer));
  });
  createEffect(() => {
    if (!canvas) return;
    const width = Math.min(
      largestEdge,
      innerHeight * shareOfHeight,
      canvas.parentElement?.clientWidth ?? largestEdge,
    );
    const ratio = Math.max(1, devicePixelRatio);
    const drawn = drawCode(canvas, frames()(at()), width * ratio);
    canvas.style.width = `${drawn / ratio}px`;
  });
  onMount(() => {
    head?.focus();
    canvas?.scrollIntoView({ block: 'center' });
  });

  return (
    <section class={page.card}>
      <h2 ref={head} tabIndex={-1} class={styles.result}>
        {t().codeTitle}
      </h2>
      <p>{t().codeLead}</p>
      <div class={styles.code}>
        <canvas ref={canvas} class={styles.canvas} role="img" aria-label={t().codeTitle} data-frame={at()} />
        <div class={styles.settings}>
          <p class={page.muted}>{t().codeParts(parts(), Math.ceil(parts() / speed()))}</p>
          <SelectField label={t().speed} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
            <For each={speeds}>
              {(one) => (
                <option value={one} selected={one === speed()}>
                  {t().perSecond(one)}
                </option>
              )}
            </For>
          </SelectField>
          <SelectField
            label={t().size}
            onChange={(event) =>
              setSize(sizes.find((known) => known === event.currentTarget.value) ?? 'middle')
            }
          >
            <For each={sizes}>
              {(one) => (
                <option value={one} selected={one === size()}>
                  {t()[one]}
                </option>
              )}
            </For>
          </SelectField>
          <div class={page.row}>
            <Button onClick={() => setRunning((now) => !now)}>{running() ? t().pause : t().goOn}</Button>
            <Button icon="close" onClick={() => props.onClose()}>
              {t().hideCode}
            </Button>
          </div>
        </div>
      </div>
    </section>
  );
}
