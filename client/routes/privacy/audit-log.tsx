import { createEffect, createResource, createSignal, For, on, Show } from 'solid-js';
import { roles } from '../../../shared/access.ts';
import { type AuditRow, type AuditVerdict, erasureGrounds } from '../../../shared/privacy.ts';
import { loadDialogues } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { actWords, groundWords, problemWords, privacyTexts as t } from '../../i18n/privacy.ts';
import { Button, Notice, SelectField, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { hallTime } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import sheet from '../../ui/sheet-table.module.css';
import { type AuditQuestion, auditFile, loadAudit, loadVerdict } from './calls.ts';
import styles from './privacy.module.css';

/** Who looked at what personal data, newest first, with filters, the file, and the check that nothing is missing. */
export function AuditLog(props: { changes: number }) {
  const [dialogues] = createResource(loadDialogues);
  const [question, setQuestion] = createSignal<AuditQuestion>({ dialogue: '', who: '' });
  const [asked, setAsked] = createSignal<AuditQuestion>({ dialogue: '', who: '' });
  const [rows, setRows] = createSignal<AuditRow[]>([]);
  const [more, setMore] = createSignal(false);
  const { error, send } = createSending();
  const titles = () => new Map((dialogues.latest ?? []).map(({ id, title }) => [id, title]));

  const load = (before: number) =>
    send(async () => {
      const answer = await loadAudit(asked(), before);
      setRows((known) => (before === 0 ? answer.rows : [...known, ...answer.rows]));
      setMore(answer.more);
    });
  createEffect(on([asked, () => props.changes], () => void load(0)));

  return (
    <section class={page.card} aria-labelledby="audit-log">
      <h2 id="audit-log">{t().auditTitle}</h2>
      <p class={page.lead}>{t().auditLead}</p>
      <form
        class={styles.list}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked({ ...question() });
        }}
      >
        <div class={page.grid}>
          <SelectField
            label={t().dialogue}
            value={question().dialogue}
            onChange={(event) => setQuestion({ ...question(), dialogue: event.currentTarget.value })}
          >
            <option value="">{t().everyDialogue}</option>
            <For each={dialogues.latest}>{({ id, title }) => <option value={id}>{title}</option>}</For>
          </SelectField>
          <TextField
            label={t().person}
            name="official"
            maxLength={80}
            value={question().who}
            onInput={(event) => setQuestion({ ...question(), who: event.currentTarget.value })}
          />
        </div>
        <div class={page.row}>
          <Button type="submit" icon="search">
            {t().show}
          </Button>
          <a class={page.link} href={auditFile(asked())} download="">
            <Icon name="download" /> {t().csv}
          </a>
        </div>
      </form>
      <Check />
      <SendingError error={error()} />
      <table class={`${sheet.table} ${sheet.breaks}`} data-testid="audit">
        <thead>
          <tr>
            <th scope="col">{t().when}</th>
            <th scope="col">{t().official}</th>
            <th scope="col">{t().act}</th>
            <th scope="col">{t().where}</th>
            <th scope="col">{t().what}</th>
          </tr>
        </thead>
        <tbody>
          <For
            each={rows()}
            fallback={
              <tr>
                <td colSpan={5}>{t().noRows}</td>
              </tr>
            }
          >
            {(row) => (
              <tr>
                <th scope="row" data-label={t().when}>
                  {hallTime(row.at)}
                </th>
                <td data-label={t().official}>
                  {row.name} <span class={styles.about}>{roleWords(row.role)}</span>
                </td>
                <td data-label={t().act}>{actWords(row.act)}</td>
                <td data-label={t().where}>{titles().get(row.dialogueId) ?? ''}</td>
                <td data-label={t().what}>{aboutWords(row)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={more()}>
        <div class={page.actions}>
          <Button onClick={() => load(rows().at(-1)?.seq ?? 0)}>{t().more}</Button>
        </div>
      </Show>
    </section>
  );
}

/** Asks whether the log is whole, and says it. */
function Check() {
  const [verdict, setVerdict] = createSignal<AuditVerdict | null>(null);
  const { error, working, send } = createSending();
  const check = () =>
    send(async () => {
      setVerdict(null);
      setVerdict(await loadVerdict());
    });
  const sentence = ({ whole, rows, problems }: AuditVerdict) =>
    whole ? t().whole(rows) : t().broken(problems.slice(0, 5).map(problemWords).join('; '));
  return (
    <>
      <div>
        <Button icon="check" disabled={working()} onClick={check}>
          {working() ? t().checking : t().check}
        </Button>
      </div>
      <SendingError error={error()} />
      <Show when={verdict()}>
        {(known) => (
          <Notice kind={known().whole ? 'done' : 'error'}>
            <p>{sentence(known())}</p>
            <Show when={known().head}>
              {(head) => (
                <p>
                  {t().headHash} <span class={page.code}>{head().hash}</span>
                </p>
              )}
            </Show>
          </Notice>
        )}
      </Show>
    </>
  );
}

function roleWords(role: string): string {
  const known = roles.find((each) => each === role);
  return known ? common()[known] : role;
}

/** What a row is about, in words: files, counts, hashes. */
function aboutWords({ act, about }: AuditRow): string {
  const text = (key: string) => String(about[key] ?? '');
  if (act === 'retention') return t().yearsChanged(text('before'), text('years'));
  if (act === 'erased') return t().counts(text('live'), text('values'));
  const ground = erasureGrounds.find((each) => each === about.ground);
  return [
    text('file'),
    Array.isArray(about.petitions) ? t().petitions(about.petitions.length) : '',
    about.hash ? t().record(text('hash').slice(0, 12)) : '',
    text('paper').slice(0, 12),
    about.places === undefined ? '' : t().places(Number(about.places)),
    ground ? groundWords(ground) : '',
    text('note'),
  ]
    .filter(Boolean)
    .join(' · ');
}
