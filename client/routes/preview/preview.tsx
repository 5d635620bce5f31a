import { useParams, useSearchParams } from '@solidjs/router';
import {
  createEffect,
  createMemo,
  createResource,
  createSignal,
  For,
  onCleanup,
  onMount,
  type ParentProps,
  Show,
} from 'solid-js';
import type { Dialogue, DocumentKind, Office } from '../../../shared/dialogue.ts';
import { keptPlans, loadPreparation } from '../../data.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { followUpTexts } from '../../i18n/follow-up.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { pages } from '../../i18n/pages.ts';
import { previewTexts as t } from '../../i18n/preview.ts';
import { hallInReach } from '../../in-reach.ts';
import { OfficialSheets } from '../../preview/official-document.tsx';
import { type Preview, previewOf } from '../../preview/papers.ts';
import {
  documentsFor,
  isOfRecord,
  isPreviewPaper,
  mayPreview,
  type PreviewPaper,
} from '../../preview/which.ts';
import { ownRole } from '../../session.ts';
import { type OpenDocument, openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Button, Notice } from '../../ui/controls.tsx';
import { decreeTypeReady } from '../../ui/decree-type.ts';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';
import styles from './preview.module.css';

/** Typing changes a document at each key; the preview follows this much later, ms. */
const settle = 400;

/** The names of the papers that a device builds. */
export function paperName(paper: PreviewPaper): string {
  if (paper === 'minutes') return pages().minutesDoc;
  if (paper === 'report') return pages().reportDoc;
  return isOfRecord(paper) ? followUpTexts()[paper] : documentTexts()[paper];
}

/** A document as it will be printed, built on this device of what it holds: `/dialogues/<id>/preview/<paper>`. */
export default function PreviewPage() {
  const params = useParams<{ id: string; paper: string }>();
  const paper = () => {
    const { paper: asked } = params;
    return isPreviewPaper(asked) && mayPreview(ownRole(), asked) ? asked : null;
  };
  return (
    <WithDialogue>
      {(loaded) => (
        <Show
          when={paper()}
          keyed
          fallback={
            <DialogueFrame dialogue={loaded().dialogue}>
              <Notice kind="warn">{t().notThis}</Notice>
            </DialogueFrame>
          }
        >
          {(known) => <Opened paper={known} dialogue={loaded().dialogue} office={loaded().office} />}
        </Show>
      )}
    </WithDialogue>
  );
}

interface OpenedProps {
  paper: PreviewPaper;
  dialogue: Dialogue;
  office: Office;
}

function Opened(props: OpenedProps) {
  const { id } = props.dialogue;
  const open = new Map<DocumentKind, OpenDocument>(
    documentsFor(props.paper).map((kind) => [kind, openDocument(id, kind)]),
  );
  const documents = [...open.values()];
  const ready = () => documents.every((document) => document.ready());
  const preview = followPreview(props, open, ready);
  return (
    <DialogueFrame
      dialogue={props.dialogue}
      status={documents.length > 0 ? <StatusBar documents={documents} /> : undefined}
    >
      <div class={styles.whole}>
        <div class={styles.above} data-noprint>
          <div class={page.head}>
            <h2>
              {pageNames().preview}: {paperName(props.paper)}
            </h2>
            <div class={page.row}>
              <Button icon="back" onClick={() => history.back()}>
                {t().back}
              </Button>
              <Button kind="primary" icon="print" disabled={!preview()} onClick={() => window.print()}>
                {t().print}
              </Button>
            </div>
          </div>
          <Provisional preview={preview()} paper={props.paper} dialogue={props.dialogue} />
        </div>
        <Show
          when={preview()}
          fallback={<Notice>{ready() ? t().noPetition : hallInReach() ? t().opening : t().notHere}</Notice>}
        >
          {(made) => (
            <Desk name={paperName(props.paper)}>
              <OfficialSheets tree={made().tree} />
            </Desk>
          )}
        </Show>
      </div>
    </DialogueFrame>
  );
}

/** Where the sheets lie. Where they are wider than it, the keyboard moves them too. */
function Desk(props: ParentProps<{ name: string }>) {
  let desk: HTMLElement | undefined;
  const [wide, setWide] = createSignal(false);
  onMount(() => {
    const watch = new ResizeObserver(() =>
      setWide(desk !== undefined && desk.scrollWidth > desk.clientWidth),
    );
    if (desk) watch.observe(desk);
    onCleanup(() => watch.disconnect());
  });
  return (
    <section
      ref={desk}
      class={styles.desk}
      aria-label={props.name}
      tabIndex={wide() ? 0 : undefined}
      data-preview-sheets
    >
      {props.children}
    </section>
  );
}

/** The document of what the device holds now, made again soon after a change; null while there is nothing to show. */
function followPreview(
  props: OpenedProps,
  open: ReadonlyMap<DocumentKind, OpenDocument>,
  ready: () => boolean,
) {
  const [search] = useSearchParams<{ petition?: string }>();
  const [type] = createResource(decreeTypeReady);
  // Without what was prepared the paper has room for it.
  const [preparation] = createResource(() => loadPreparation(props.dialogue.id).catch(() => null));
  const [version, setVersion] = createSignal(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      setVersion((count) => count + 1);
    }, settle);
  };
  createEffect(() => {
    for (const { doc } of open.values()) {
      doc.on('update', changed);
      onCleanup(() => doc.off('update', changed));
    }
  });
  onCleanup(() => clearTimeout(timer));
  const plan = () => keptPlans()?.find(({ id }) => id === props.dialogue.planId) ?? null;
  return createMemo((): Preview | null => {
    version();
    if (!type.latest || preparation.loading || !ready()) return null;
    const docs = Object.fromEntries([...open].map(([kind, { doc }]) => [kind, doc]));
    return previewOf(props.paper, {
      dialogue: props.dialogue,
      office: props.office,
      preparation: preparation.latest ?? null,
      plan: plan(),
      docs,
      petitionId: search.petition ?? '',
      now: new Date().toISOString(),
    });
  });
}

/** That it is no document yet, and what in it is not final. */
function Provisional(props: { preview: Preview | null; paper: PreviewPaper; dialogue: Dialogue }) {
  const lines = () => {
    const made = props.preview;
    if (!made) return [];
    return [
      made.unnumbered > 0 ? t().noNumbers(made.unnumbered) : '',
      !hallInReach() && props.paper !== 'estimate' ? t().others : '',
      made.withoutPlan ? t().noRecipients : '',
      made.withoutPreparation ? t().noPreparation : '',
      props.paper === 'minutes' ? t().pages : '',
      props.dialogue.state === 'frozen' ? t().frozen : '',
    ].filter(Boolean);
  };
  return (
    <Notice kind="warn">
      <strong>{t().notOfficial}</strong>
      <p>{t().lead}</p>
      <Show when={lines().length > 0}>
        <ul class={styles.lines}>
          <For each={lines()}>{(line) => <li>{line}</li>}</For>
        </ul>
      </Show>
    </Notice>
  );
}
