import { createSignal, onMount, Show } from 'solid-js';
import { reviewTexts as t } from '../../i18n/review.ts';
import { Button } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import styles from './review.module.css';

const width = 480;
const height = 160;

/** A field to draw a signature in by pointer; gives a PNG (data URL), or nothing while it is empty. */
export function DrawingField(props: { onChange: (png: string) => void }) {
  let canvas: HTMLCanvasElement | undefined;
  const [drawn, setDrawn] = createSignal(false);
  let last: { x: number; y: number } | null = null;
  onMount(() => {
    const pen = canvas?.getContext('2d');
    if (!pen) return;
    pen.lineWidth = 2.5;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.strokeStyle = '#14305c';
  });
  const placeOf = (event: PointerEvent & { currentTarget: HTMLCanvasElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    };
  };
  const draw = (event: PointerEvent & { currentTarget: HTMLCanvasElement }) => {
    const pen = canvas?.getContext('2d');
    if (!last || !pen) return;
    const now = placeOf(event);
    pen.beginPath();
    pen.moveTo(last.x, last.y);
    pen.lineTo(now.x, now.y);
    pen.stroke();
    last = now;
    setDrawn(true);
  };
  const end = () => {
    if (last && drawn()) props.onChange(canvas?.toDataURL('image/png') ?? '');
    last = null;
  };
  return (
    <div class={styles.drawing}>
      <p>{t().draw}</p>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        class={styles.canvas}
        aria-label={t().draw}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last = placeOf(event);
        }}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <div class={page.row}>
        <span class={page.muted}>{t().drawHint}</span>
        <Show when={drawn()}>
          <Button
            kind="quiet"
            onClick={() => {
              canvas?.getContext('2d')?.clearRect(0, 0, width, height);
              setDrawn(false);
              props.onChange('');
            }}
          >
            {t().clear}
          </Button>
        </Show>
      </div>
    </div>
  );
}
