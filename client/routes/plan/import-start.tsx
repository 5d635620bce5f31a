import { createSignal, createUniqueId, Show } from 'solid-js';
import { emptyPlan } from '../../../shared/plan/plan.ts';
import type { PlanProposal } from '../../../shared/plan/proposal.ts';
import { ApiError, api, messageOf } from '../../api.ts';
import { t } from '../../i18n/plan.ts';
import { Button, Notice, TextArea } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import type { Work } from './model.ts';
import styles from './plan.module.css';

/** Largest file that the server takes, in bytes. */
const largestFile = 5 * 1024 * 1024;

/** The way in: a pasted text, a file, or an empty plan. `read` gets what is to be corrected. */
export function ImportStart(props: { read: (work: Work) => void }) {
  const [text, setText] = createSignal('');
  const [reading, setReading] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const hintId = createUniqueId();

  const propose = async (ask: () => Promise<PlanProposal>) => {
    setError(null);
    setReading(true);
    try {
      const { plan, lines, notes } = await ask();
      props.read({ planId: '', plan, lines, notes });
    } catch (reason) {
      setError(reason);
    } finally {
      setReading(false);
    }
  };
  const readText = () =>
    propose(async () => (await api.plans.propose.$post({ json: { text: text() } })).json());
  const readFile = (file: File) =>
    propose(async () => {
      if (file.size > largestFile) throw new ApiError('tooLarge');
      return (await api.plans.propose.file.$post({ form: { file } })).json();
    });

  return (
    <section class={page.card} aria-labelledby="plan-import-title">
      <h2 id="plan-import-title">{t().importTitle}</h2>
      <p class={page.lead}>{t().importLead}</p>
      <form
        class={styles.importForm}
        onSubmit={(event) => {
          event.preventDefault();
          void readText();
        }}
      >
        <TextArea
          label={t().paste}
          rows={10}
          spellcheck={false}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <div class={page.actions}>
          <Button kind="primary" type="submit" disabled={reading() || text().trim() === ''}>
            {reading() ? t().reading : t().read}
          </Button>
        </div>
      </form>
      <div class={styles.fileRow}>
        <label class={`${page.link} ${styles.fileButton}`}>
          <Icon name="document" /> {reading() ? t().reading : t().chooseFile}
          <input
            type="file"
            class="visually-hidden"
            aria-describedby={hintId}
            accept=".docx,.txt,text/plain,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            disabled={reading()}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void readFile(file);
              event.currentTarget.value = '';
            }}
          />
        </label>
        <span id={hintId} class={page.muted}>
          {t().fileHint}
        </span>
      </div>
      <Show when={error()}>
        <Notice kind="error">{messageOf(error())}</Notice>
      </Show>
      <div>
        <Button
          kind="quiet"
          icon="edit"
          onClick={() =>
            props.read({
              planId: '',
              plan: emptyPlan(new Date().getFullYear()),
              lines: [],
              notes: [],
            })
          }
        >
          {t().blank}
        </Button>
      </div>
    </section>
  );
}
