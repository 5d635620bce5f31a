import { html } from 'hono/html';
import type { Standing } from '../../shared/receipt/standing.ts';
import { type ReceiptTexts, receiptTexts } from './texts.ts';

export type PageLanguage = 'vi' | 'en';

/** What the page shows besides its form; `said` is what became of a try that led to nothing. */
export type Shown =
  | { kind: 'form' }
  | { kind: 'unknown' }
  | { kind: 'tooMany'; seconds: number }
  | { kind: 'failed' }
  | { kind: 'petition'; standing: Standing };

export interface ReceiptPage {
  language: PageLanguage;
  /** The issuing body in running text. */
  body: string;
  /** Where a citizen asks; empty: at the office. */
  contact: string;
  shown: Shown;
}

export const pagePath = '/tra-cuu';

const row = (label: string, value: string) =>
  value === '' ? '' : html`<div><dt>${label}</dt><dd>${value}</dd></div>`;

function stageWords(t: ReceiptTexts, { stage, outcome }: Standing): string {
  if (stage !== 'answered') return t.stage[stage];
  return t.outcome[outcome || 'answered'];
}

function petitionPart(t: ReceiptTexts, standing: Standing) {
  const { stage, outcome, dueDate, daysLeft, answer } = standing;
  const isLate = dueDate !== '' && daysLeft < 0;
  const paper = t.paper(standing.replyNumber, standing.replyDate);
  // How it was decided stays worth telling after the answer has come.
  const decided = (stage === 'replied' || stage === 'closed') && outcome !== '' ? t.outcome[outcome] : '';
  return html`<section aria-labelledby="petition">
<h2 id="petition">${t.petition(standing.number)}</h2>
<dl>${row(t.rows.matter, standing.matter)}${row(t.rows.received, t.day(standing.receivedOn))}${row(
    t.rows.dialogue,
    [standing.dialogue, t.day(standing.heldOn)].filter(Boolean).join(', '),
  )}${row(t.rows.field, standing.field)}</dl>
${standing.mergedInto !== '' ? html`<p class="note">${t.mergedInto(standing.mergedInto)}</p>` : ''}
<p class="state" data-stage="${stage}"${isLate ? html` data-late` : ''}><span>${t.status}</span> <strong>${stageWords(t, standing)}</strong>${
    decided ? html`<br>${decided}` : ''
  }</p>
<dl>${row(t.rows.unit, standing.unit)}${row(t.rows.authority, standing.authority)}${row(
    t.rows.due,
    dueDate === '' ? '' : t.due(dueDate, daysLeft),
  )}${row(t.rows.paper, paper)}${row(t.rows.told, t.day(standing.toldOn))}</dl>
${answer === '' ? '' : html`<h3>${t.answer}</h3><p class="answer">${answer}</p>`}
<h3>${t.next}</h3>
<p>${isLate ? t.late : t.nextOf[stage]}</p>
</section>`;
}

/** What went wrong, in one sentence; empty when nothing did. */
function problemOf(t: ReceiptTexts, shown: Shown): string {
  switch (shown.kind) {
    case 'unknown':
      return t.unknown;
    case 'tooMany':
      return t.tooMany(shown.seconds);
    case 'failed':
      return t.failed;
    default:
      return '';
  }
}

/** The page on which a citizen looks up the own petition. Every value is escaped; it works without its script. */
export function receiptPage({ language, body, contact, shown }: ReceiptPage) {
  const t = receiptTexts[language];
  const other = language === 'vi' ? 'en' : 'vi';
  const problem = problemOf(t, shown);
  const isFound = shown.kind === 'petition';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${isFound ? t.petition(shown.standing.number) : t.title} – Đối Thoại</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${pagePath}/receipt.css">
<script defer src="/receipt.js"></script>
</head>
<body>
<header><span>${body}</span><a href="${pagePath}?lang=${other}" lang="${other}" hreflang="${other}">${t.language}</a></header>
<main>
<h1>${t.title}</h1>
${isFound ? petitionPart(t, shown.standing) : html`<p>${t.intro}</p>`}
<form method="post" action="${pagePath}" data-receipt data-typo="${t.typo}" autocomplete="off">
${isFound ? html`<h2>${t.another}</h2>` : ''}
<input type="hidden" name="lang" value="${language}">
<label for="code">${t.code}</label>
<p id="hint" class="muted">${t.hint}</p>
<input id="code" name="code" type="text" required maxlength="60" autocapitalize="characters" autocorrect="off" spellcheck="false" enterkeyhint="go" aria-describedby="hint problem">
<p id="problem" class="problem" role="alert"${problem === '' ? html` hidden` : ''}>${problem}</p>
<button>${t.look}</button>
</form>
<section aria-labelledby="ask">
<h2 id="ask">${t.ask}</h2>
<p>${contact === '' ? t.office(body) : t.askAt(contact)}</p>
<p class="muted">${t.privacy}</p>
</section>
</main>
</body>
</html>`;
}
