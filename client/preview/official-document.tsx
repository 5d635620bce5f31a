import { For, type JSX, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { measures } from '../../shared/documents/measures.ts';
import type {
  Annex,
  Block,
  Chart,
  Heading,
  Inline,
  OfficialDocument,
  Paragraph,
  Recipients,
  Row,
  Signature,
  Table,
} from '../../shared/documents/tree.ts';
import { motto, nationalTitle, recipientsTitle } from '../../shared/documents/wording.ts';
import { previewTexts as t } from '../i18n/preview.ts';
import { QrCode } from '../routes/screen/qr-code.tsx';
import styles from './official-document.module.css';

/**
 * A content tree as sheets of paper in the decree's layout: the same measures as the PDF's, in the browser's own
 * text. Lines and pages may break elsewhere; what is said, and where on the sheet, is the same.
 */

/** Headings of the document under those of the page around it. */
const headingTags = { 1: 'h4', 2: 'h5', 3: 'h6' } as const;

/** Sheets of the whole document, its annexes and those that follow in the same file. */
export function OfficialSheets(props: { tree: OfficialDocument }) {
  return (
    <>
      <article class={styles.sheet} lang="vi" aria-label={t().sheet}>
        <Mark />
        <Head head={props.tree.head} />
        <Show when={props.tree.title}>
          {(title) => (
            <div class={styles.title}>
              <h3>{title().kind}</h3>
              <div class={styles.subject}>{title().subject}</div>
            </div>
          )}
        </Show>
        <For each={props.tree.bases}>
          {(basis, index) => (
            <p class={styles.basis}>
              {basis}
              {index() + 1 === props.tree.bases.length ? '.' : ';'}
            </p>
          )}
        </For>
        <Blocks blocks={props.tree.body} />
        <Foot signing={props.tree.signing} />
      </article>
      <For each={props.tree.annexes}>{(annex) => <AnnexSheet annex={annex} />}</For>
      <For each={props.tree.following}>{(tree) => <OfficialSheets tree={tree} />}</For>
    </>
  );
}

/** Says across the sheet what it is; it is said in words above, so not to a screen reader. */
function Mark() {
  return <div class={styles.mark} aria-hidden="true" data-mark={t().mark} />;
}

function AnnexSheet(props: { annex: Annex }) {
  return (
    <article
      class={`${styles.sheet} ${props.annex.landscape ? styles.landscape : ''}`}
      lang="vi"
      aria-label={t().sheet}
    >
      <Mark />
      <div class={styles.annexHead}>
        <h3>{props.annex.label}</h3>
        <div class={styles.annexName}>{props.annex.name}</div>
        <div class={styles.reference}>{props.annex.reference}</div>
      </div>
      <Blocks blocks={props.annex.body} />
    </article>
  );
}

/** The head of a document; to stand on a sheet. */
export function Head(props: { head: OfficialDocument['head'] }) {
  return (
    <div class={styles.head}>
      <div class={styles.bodies}>
        <For each={props.head.superior}>{(line) => <div data-part="superior">{line}</div>}</For>
        <div class={styles.body}>
          <For each={props.head.body}>{(line) => <div data-part="body">{line}</div>}</For>
        </div>
      </div>
      <div>
        <div class={styles.national} data-part="national">
          {nationalTitle}
        </div>
        <div class={styles.motto} data-part="motto">
          {motto}
        </div>
      </div>
      <div class={styles.number} data-part="number">
        {props.head.number}
        <Show when={props.head.about}>
          <div class={styles.about}>{props.head.about}</div>
        </Show>
      </div>
      <div class={styles.placeDate} data-part="placeDate">
        {props.head.placeDate}
      </div>
    </div>
  );
}

/** Recipients and signatures; to stand on a sheet. */
export function Foot(props: { signing: OfficialDocument['signing'] }) {
  return (
    <div class={styles.signing} data-whole={props.signing.keepTogether}>
      <Signer signer={props.signing.left} />
      <Signer signer={props.signing.right} />
    </div>
  );
}

function Signer(props: { signer: Recipients | Signature }) {
  const recipients = () => (props.signer.type === 'recipients' ? props.signer.lines : null);
  const code = () => (props.signer.type === 'recipients' ? props.signer.code : undefined);
  const signature = () => (props.signer.type === 'signature' ? props.signer : null);
  return (
    <div>
      <Show when={recipients()}>
        {(lines) => (
          <div class={styles.recipients}>
            <div class={styles.recipientsTitle}>{recipientsTitle}</div>
            <For each={lines()}>
              {(line, index) => (
                <div data-part="recipient">
                  - {line}
                  {index() + 1 === lines().length ? '.' : ';'}
                </div>
              )}
            </For>
            <Show when={code()}>
              {(one) => (
                <div class={styles.passCode} data-part="code">
                  <QrCode text={one().digits} label={one().lines.join(' ')} />
                  <div>
                    <For each={one().lines}>{(line) => <div>{line}</div>}</For>
                  </div>
                </div>
              )}
            </Show>
          </div>
        )}
      </Show>
      <Show when={signature()}>
        {(one) => (
          <div class={styles.signature}>
            <Show when={one().above}>
              <div class={styles.signatureNote}>{one().above}</div>
            </Show>
            <For each={one().titles}>{(title) => <div data-part="title">{title}</div>}</For>
            <Show when={one().note}>
              <div class={styles.signatureNote}>{one().note}</div>
            </Show>
            <For each={one().names} fallback={<div class={styles.room} />}>
              {(name) => (
                <>
                  <div class={styles.room} />
                  <div data-part="name">{name}</div>
                </>
              )}
            </For>
          </div>
        )}
      </Show>
    </div>
  );
}

function Blocks(props: { blocks: readonly Block[] }) {
  return (
    <For each={props.blocks}>
      {(block) => (
        <Switch>
          <Match when={block.type === 'paragraph' && block}>{(one) => <Text of={one()} />}</Match>
          <Match when={block.type === 'heading' && block}>{(one) => <HeadingLine of={one()} />}</Match>
          <Match when={block.type === 'table' && block}>{(one) => <TableBlock of={one()} />}</Match>
          <Match when={block.type === 'chart' && block}>{(one) => <ChartBlock of={one()} />}</Match>
        </Switch>
      )}
    </For>
  );
}

function HeadingLine(props: { of: Heading }) {
  return (
    <Dynamic component={headingTags[props.of.level]} class={styles.heading} data-level={props.of.level}>
      <Runs of={props.of.runs} />
    </Dynamic>
  );
}

function Text(props: { of: Paragraph }) {
  return (
    <p
      class={styles.text}
      data-align={props.of.align}
      data-first={props.of.firstLine}
      data-next={props.of.keepWithNext}
    >
      <Runs of={props.of.runs} />
    </p>
  );
}

function Runs(props: { of: readonly Inline[] }) {
  return <For each={props.of}>{(run) => inline(run)}</For>;
}

function inline(run: Inline): JSX.Element {
  switch (run.type) {
    case 'break':
      return <br />;
    case 'leader':
      return <span class={styles.leader} aria-hidden="true" />;
    case 'box':
      return <span class={styles.box}>{run.ticked ? '☒' : '☐'}</span>;
    case 'pageCount':
      return '……';
    case 'text':
      return run.bold || run.italic || run.underline || run.strike ? (
        <span
          classList={{
            [styles.bold ?? '']: run.bold,
            [styles.italic ?? '']: run.italic,
            [styles.underline ?? '']: run.underline,
            [styles.strike ?? '']: run.strike,
          }}
        >
          {run.text}
        </span>
      ) : (
        run.text
      );
  }
}

function Rows(props: { of: readonly Row[]; head?: boolean }) {
  return (
    <For each={props.of}>
      {(row) => (
        <tr data-whole={row.keepTogether}>
          <For each={row.cells}>
            {(cell) => (
              <Dynamic
                component={props.head ? 'th' : 'td'}
                scope={props.head ? 'col' : undefined}
                colSpan={cell.colspan}
                rowSpan={cell.rowspan}
              >
                <For each={cell.paragraphs}>{(one) => <Text of={one} />}</For>
              </Dynamic>
            )}
          </For>
        </tr>
      )}
    </For>
  );
}

function TableBlock(props: { of: Table }) {
  return (
    <table
      class={styles.table}
      style={{ 'font-size': `calc(${props.of.size} * var(--pt))` }}
      data-whole={props.of.keepTogether}
    >
      <colgroup>
        <For each={props.of.widths}>{(width) => <col style={{ width: `calc(${width} * var(--mm))` }} />}</For>
      </colgroup>
      <Show when={props.of.header.length > 0}>
        <thead>
          <Rows of={props.of.header} head />
        </thead>
      </Show>
      <tbody>
        <Rows of={props.of.rows} />
      </tbody>
    </table>
  );
}

function ChartBlock(props: { of: Chart }) {
  const most = () => Math.max(1, ...props.of.bars.map(({ value }) => value));
  return (
    <figure class={styles.chart}>
      <figcaption>{props.of.caption}</figcaption>
      <For each={props.of.bars}>
        {(bar) => (
          <div class={styles.bar}>
            <span>{bar.label}</span>
            <span class={styles.barRoom}>
              <span
                class={styles.barFill}
                style={{ width: `${(bar.value / most()) * measures.chart.longest * 100}%` }}
              />
              {bar.value}
            </span>
          </div>
        )}
      </For>
    </figure>
  );
}
