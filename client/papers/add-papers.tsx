import { createSignal, createUniqueId, For, onCleanup, onMount, Show } from 'solid-js';
import { errorSentence } from '../../shared/errors.ts';
import { isTyping } from '../commands/commands.ts';
import { language } from '../i18n/index.ts';
import { t } from '../i18n/papers.ts';
import { Notice } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './papers.module.css';
import { usePapers } from './papers.tsx';
import {
  asItIs,
  BadFile,
  openPhoto,
  type Photo,
  type PreparedPaper,
  type ReadFile,
  readPaperFile,
} from './prepare.ts';
import { StraightenDialog } from './straighten-dialog.tsx';

const accept = 'image/jpeg,image/png,image/webp,application/pdf';

/** A picture on the desk, waiting for a decision. */
interface OnDesk {
  name: string;
  read: ReadFile;
  photo: Photo;
  /** Its place among those added together, from 1. */
  at: number;
  count: number;
}

function filesOf(list: FileList | null | undefined): File[] {
  return list ? [...list] : [];
}

/**
 * Photographs or takes files, one or several: a picture is straightened or taken as it is, a PDF goes as it is.
 * `petitionId` empty: into the queue. `wide` takes what is pasted or dropped on the page as well.
 */
export default function AddPapers(props: { petitionId: string; wide?: boolean }) {
  const papers = usePapers();
  const [desk, setDesk] = createSignal<OnDesk | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [notes, setNotes] = createSignal<{ kind: 'done' | 'warn' | 'error'; text: string }[]>([]);
  const inputId = createUniqueId();
  let queue: { file: File; at: number; count: number }[] = [];
  let added = 0;

  const note = (kind: 'done' | 'warn' | 'error', text: string) =>
    setNotes((all) => [...all.slice(-4), { kind, text }]);
  const sayBad = (name: string, error: unknown) => {
    const code = error instanceof BadFile ? error.code : 'internal';
    note('error', t().bad(name, errorSentence(code, language())));
  };

  const keep = async (name: string, paper: Promise<PreparedPaper>) => {
    setBusy(true);
    try {
      const prepared = await paper;
      const result = await papers.add(prepared, props.petitionId);
      if (result === 'known') note('warn', t().known(name));
      else added += 1;
      if (result === 'inTabOnly') note('warn', t().inTabOnly);
      if (prepared.type === 'application/pdf' && result !== 'known') note('warn', t().pdfKeeps);
    } catch (error) {
      sayBad(name, error);
    } finally {
      setBusy(false);
    }
  };

  /** Goes to the next file; `whole` takes pictures as they are without asking. */
  const next = async (whole = false): Promise<void> => {
    setDesk(null);
    const item = queue.shift();
    if (!item) {
      if (added > 0) note('done', t().added(added));
      added = 0;
      return;
    }
    const { file, at, count } = item;
    setBusy(true);
    try {
      const read = await readPaperFile(file);
      if (whole || read.clean.type === 'application/pdf') await keep(file.name, asItIs(read));
      else return void setDesk({ name: file.name, read, photo: await openPhoto(read), at, count });
    } catch (error) {
      sayBad(file.name, error);
    } finally {
      setBusy(false);
    }
    return next(whole);
  };

  const begin = (files: File[]) => {
    if (files.length === 0 || !papers.mayAdd()) return;
    setNotes([]);
    const isIdle = desk() === null && queue.length === 0 && !busy();
    queue = [...queue, ...files.map((file, i) => ({ file, at: i + 1, count: files.length }))];
    if (isIdle) void next();
  };

  onMount(() => {
    if (!props.wide) return;
    const end = new AbortController();
    const { signal } = end;
    const paste = (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData?.files);
      if (files.length === 0 || isTyping(event.target)) return;
      event.preventDefault();
      begin(files);
    };
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      const files = filesOf(event.dataTransfer?.files);
      if (files.length === 0) return;
      event.preventDefault();
      begin(files);
    };
    document.addEventListener('paste', paste, { signal });
    document.addEventListener('dragover', over, { signal });
    document.addEventListener('drop', drop, { signal });
    onCleanup(() => end.abort());
  });

  const input = (label: string, icon: 'camera' | 'upload', capture: boolean) => (
    <label class={styles.file} classList={{ [styles.camera ?? '']: capture }}>
      <Icon name={icon} />
      {label}
      <input
        id={`${inputId}-${icon}`}
        class="visually-hidden"
        type="file"
        accept={capture ? 'image/*' : accept}
        multiple={!capture}
        capture={capture ? 'environment' : undefined}
        disabled={busy()}
        onChange={(event) => {
          const files = filesOf(event.currentTarget.files);
          event.currentTarget.value = '';
          begin(files);
        }}
      />
    </label>
  );

  return (
    <div class={styles.add}>
      <div class={styles.row}>
        {input(t().photograph, 'camera', true)}
        {input(t().choose, 'upload', false)}
      </div>
      <Show when={props.wide}>
        <p class={styles.hint}>{t().addHint}</p>
      </Show>
      <Show when={papers.files.problem()}>
        {(problem) => <Notice kind="warn">{problem() === 'quota' ? t().quota : t().noStorage}</Notice>}
      </Show>
      <Show when={busy() && desk() === null}>
        <p class={styles.quiet} role="status">
          {t().preparing}
        </p>
      </Show>
      <For each={notes()}>{(line) => <Notice kind={line.kind}>{line.text}</Notice>}</For>
      <Show when={desk()} keyed>
        {(item) => (
          <StraightenDialog
            photo={item.photo}
            at={item.at}
            count={item.count}
            rest={queue.length + 1}
            busy={busy()}
            onStraight={async (paper) => {
              await keep(item.name, paper);
              await next();
            }}
            onWhole={async (all) => {
              await keep(item.name, asItIs(item.read));
              await next(all);
            }}
            onSkip={() => void next()}
          />
        )}
      </Show>
    </div>
  );
}
