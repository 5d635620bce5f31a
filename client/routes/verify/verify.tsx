import {
  createEffect,
  createMemo,
  createResource,
  createSignal,
  createUniqueId,
  For,
  on,
  onCleanup,
  onMount,
  Show,
} from 'solid-js';
import { isKeyName } from '../../../shared/verify/bytes.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { verifyTexts } from '../../i18n/verify.ts';
import { Notice, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { type ChosenFile, readFiles, type Unread, verifyFiles } from './files.ts';
import { officeKeysIfKnown } from './office-key.tsx';
import { Result } from './result.tsx';
import styles from './verify.module.css';

/** Anybody's page: whether a record or a PDF is whole. All work is done on this device. */
export default function VerifyPage() {
  const [office] = createResource(officeKeysIfKnown);
  const [files, setFiles] = createSignal<readonly ChosenFile[]>([]);
  const [unread, setUnread] = createSignal<readonly Unread[]>([]);
  const [typed, setTyped] = createSignal('');
  const [over, setOver] = createSignal(false);
  const inputId = createUniqueId();
  let head: HTMLHeadingElement | undefined;

  // What is no key yet changes nothing: the files would be verified again, and the server asked, with every letter.
  const typedKey = createMemo(() => (isKeyName(typed()) ? typed() : ''));
  const keys = () => [...(office.latest?.keys ?? []), typedKey()].filter((key) => key !== '');
  const [results] = createResource(
    () => ({ files: files(), keys: keys() }),
    (asked) => verifyFiles(asked.files, asked.keys),
  );
  // Whoever chose the files is brought to what was found, once; typing a key leaves the caret where it is.
  createEffect(
    on([files, () => results.state], ([chosen, state], before) => {
      if (state === 'ready' && before?.[1] !== 'ready' && chosen.length > 0 && typed() === '') head?.focus();
    }),
  );

  const take = async (list: FileList | null | undefined) => {
    const chosen = list ? [...list] : [];
    if (chosen.length === 0) return;
    const { read, unread: left } = await readFiles(chosen);
    setUnread(left);
    setFiles(read);
  };

  // On the whole page: a file that is dropped beside the box would be opened by the browser in place of the page.
  onMount(() => {
    const leave = new AbortController();
    const { signal } = leave;
    onCleanup(() => leave.abort());
    const holds = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent) => {
      if (!holds(event)) return;
      event.preventDefault();
      setOver(event.type === 'dragover');
    };
    addEventListener('dragover', drag, { signal });
    addEventListener('dragleave', drag, { signal });
    addEventListener(
      'drop',
      (event) => {
        drag(event);
        void take(event.dataTransfer?.files);
      },
      { signal },
    );
  });

  return (
    <div class={page.page}>
      <div>
        <h1>{pageNames().verify}</h1>
        <p class={page.lead}>{verifyTexts().lead}</p>
      </div>
      <section class={`${page.card} ${styles.drop} ${over() ? styles.over : ''}`}>
        <input
          id={inputId}
          class="visually-hidden"
          type="file"
          multiple
          accept=".json,.pdf,application/json,application/pdf"
          onChange={(event) => {
            void take(event.currentTarget.files);
            // The same file again is a choice as well.
            event.currentTarget.value = '';
          }}
        />
        <label class={`${page.link} ${page.linkPrimary}`} for={inputId}>
          <Icon name="upload" /> {verifyTexts().choose}
        </label>
        <p>{verifyTexts().drop}</p>
        <p class={page.muted}>{verifyTexts().stays}</p>
        <p class={page.muted}>{verifyTexts().limits}</p>
      </section>
      <For each={unread()}>{({ name, why }) => <Notice kind="error">{verifyTexts()[why](name)}</Notice>}</For>
      <div role="status" class="visually-hidden">
        {files().length > 0 && results.loading ? verifyTexts().working : ''}
      </div>
      <Show when={files().length > 0}>
        <h2 ref={head} tabIndex={-1} class={styles.results}>
          {verifyTexts().results(files().length)}
        </h2>
        <For each={results.latest}>{(one) => <Result of={one} />}</For>
      </Show>
      <section class={page.card}>
        <h2>{verifyTexts().keyTitle}</h2>
        <Show when={office.latest} fallback={<p>{verifyTexts().keyNone}</p>}>
          {(known) => (
            <div>
              <p class={page.code}>{known().fingerprint}</p>
              <p class={page.muted}>{verifyTexts().keyWhy}</p>
            </div>
          )}
        </Show>
        <TextField
          label={verifyTexts().keyTyped}
          hint={verifyTexts().keyTypedHint}
          maxLength={100}
          autocomplete="off"
          spellcheck={false}
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </section>
    </div>
  );
}
