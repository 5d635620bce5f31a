import { createSignal, onCleanup, onMount } from 'solid-js';
import { FrameReader } from '../../../shared/exchange/frames.ts';
import { CameraError, type CameraProblem, scanCodes } from '../../exchange/camera.ts';
import { exchangeTexts as t } from '../../i18n/exchange.ts';
import { Button } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import styles from './exchange.module.css';

/** Progress is read out at each of so many steps; every code would be shouting. */
const spokenSteps = 4;

/** Scans the codes that another device shows, until all are there. */
export function ScanCode(props: {
  onMessage: (message: Uint8Array) => void;
  onProblem: (problem: CameraProblem) => void;
  onClose: () => void;
}) {
  let video: HTMLVideoElement | undefined;
  let stop: HTMLButtonElement | undefined;
  const end = new AbortController();
  const reader = new FrameReader();
  const [progress, setProgress] = createSignal(reader.progress);
  const [spoken, setSpoken] = createSignal('');
  let step = 0;
  const heard = (text: string) => {
    if (end.signal.aborted) return;
    const message = reader.take(text);
    const { known, count } = reader.progress;
    setProgress({ known, count });
    const now = count > 0 ? Math.floor((known / count) * spokenSteps) : 0;
    if (now !== step) setSpoken(t().parts(known, count));
    step = now;
    if (!message) return;
    end.abort();
    props.onMessage(message);
  };
  onMount(() => {
    stop?.focus();
    if (!video) return;
    scanCodes(video, heard, end.signal).catch((error: unknown) => {
      if (!end.signal.aborted) props.onProblem(error instanceof CameraError ? error.problem : 'busyCamera');
    });
  });
  onCleanup(() => end.abort());
  return (
    <div class={page.page}>
      <p>{t().scanning}</p>
      <video ref={video} class={styles.video} muted playsinline aria-label={t().scanView} />
      <progress
        class={styles.bar}
        aria-label={t().progress}
        max={progress().count || 1}
        value={progress().known}
      />
      <p>{t().parts(progress().known, progress().count)}</p>
      <p class="visually-hidden" role="status">
        {spoken()}
      </p>
      <div class={page.row}>
        <Button ref={stop} icon="close" onClick={() => props.onClose()}>
          {t().stopScan}
        </Button>
      </div>
    </div>
  );
}
