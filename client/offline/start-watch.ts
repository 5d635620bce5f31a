import { pageMeta, readVersion } from '../../shared/version.ts';
import { afterError } from './limits.ts';
import { type FromWorker, type ToWorker, upEvent } from './messages.ts';

/*
 * A script of its own that runs before the page's, whatever is wrong with that: a page that fails at its start is
 * replaced by the build before it, and where there is none, says so instead of staying white.
 */

const words = [
  'Trang chưa chạy được. Hãy tải lại; nếu vẫn vậy, hãy cập nhật trình duyệt hoặc báo người phụ trách máy chủ. Chữ đã gõ vẫn còn trên máy này.',
  'The page did not start. Reload it; if that does not help, update the browser or tell whoever looks after the server. What you typed is still on this device.',
] as const;

let isUp = false;
let isTold = false;

function showWords(): void {
  const place = document.getElementById('app') ?? document.body;
  if (isUp || !place || place.textContent?.trim()) return;
  for (const text of words) {
    const line = document.createElement('p');
    line.setAttribute('role', 'alert');
    line.lang = text === words[0] ? 'vi' : 'en';
    line.textContent = text;
    place.append(line);
  }
}

function failed(): void {
  if (isUp) return;
  const meta = document.querySelector(`meta[name="${pageMeta}"]`)?.getAttribute('content');
  const worker = navigator.serviceWorker?.controller;
  const build = readVersion(meta)?.build ?? '';
  if (worker) worker.postMessage({ type: 'failed', build, drawn: false } satisfies ToWorker);
  else showWords();
}

function noticed(): void {
  if (isUp || isTold) return;
  isTold = true;
  setTimeout(failed, afterError);
}

addEventListener(upEvent, () => {
  isUp = true;
});
// Scripts that cannot be had are told to listeners on the way down only.
addEventListener('error', noticed, true);
addEventListener('unhandledrejection', noticed);
navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
  if (data.type === 'stays') showWords();
});
navigator.serviceWorker?.startMessages();
