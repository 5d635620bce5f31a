import { html, raw } from 'hono/html';
import { qrSvg } from '../qr-codes.ts';
import type { AuthorityToTrust } from './certificate.ts';
import { trustTexts } from './trust-texts.ts';

export interface TrustPage {
  language: 'vi' | 'en';
  authority: AuthorityToTrust;
  /** Where the product is, on this address: https, path included. */
  secureUrl: string;
  /** The page's own address for other devices; drawn as a QR code. */
  pageUrl: string;
  /** Whether a device that trusts the server is led on to `secureUrl`. */
  goOn: boolean;
  /** The browser's own words about itself, to open the steps of this device. */
  userAgent: string;
}

function guideFor(userAgent: string): string {
  // An iPad calls itself a Mac; its steps are one tap away.
  if (/iPhone|iPad/.test(userAgent)) return 'apple';
  if (/Android/.test(userAgent)) return 'android';
  if (/Firefox/.test(userAgent)) return 'firefox';
  if (/Macintosh/.test(userAgent)) return 'mac';
  return 'windows';
}

/** The page on which a device learns to trust the hall's server. Every value is escaped; it works without a script. */
export function trustPage(page: TrustPage) {
  const t = trustTexts[page.language];
  const other = page.language === 'vi' ? 'en' : 'vi';
  const code = qrSvg(page.pageUrl, 2);
  const open = guideFor(page.userAgent);
  return html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.title} – Đối Thoại</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/trust/trust.css">
<script type="module" src="/trust/trust.js"></script>
</head>
<body>
<header><strong>Đối Thoại</strong><a href="?lang=${other}" lang="${other}" hreflang="${other}">${t.language}</a></header>
<main>
<h1>${t.title}</h1>
<p id="status" role="status" data-trusted="${t.trusted}" data-not-yet="${t.notYet}" data-go-on="${page.goOn ? 'yes' : 'no'}">${t.checking}</p>
<p class="buttons" id="go-on"><a class="button main" data-secure href="${page.secureUrl}">${t.open}</a></p>
<p>${t.intro}</p>
<h2>${t.compareTitle}</h2>
<p>${t.compare}</p>
<p class="muted">${t.fingerprint}</p>
<code>${page.authority.fingerprint}</code>
<h2>${t.getTitle}</h2>
<p class="muted">${page.authority.name}</p>
<p class="buttons"><a class="button" href="/trust/doi-thoai.crt">${t.getCertificate}</a><a class="button" href="/trust/doi-thoai.mobileconfig">${t.getProfile}</a></p>
<p class="muted">${t.limits}</p>
<h2>${t.guidesTitle}</h2>
${t.guides.map(
  (guide) =>
    html`<details ${guide.id === open ? 'open' : ''}><summary>${guide.title}</summary><ol>${guide.steps.map(
      (step) => html`<li>${step}</li>`,
    )}</ol></details>`,
)}
<h2>${t.otherTitle}</h2>
<p>${t.other}</p>
<p class="buttons"><a class="button" data-secure href="${page.secureUrl}">${t.openNow}</a></p>
<h2>${t.codeTitle}</h2>
<p>${t.code} <strong>${page.pageUrl}</strong></p>
<div class="qr" role="img" aria-label="${page.pageUrl}">${raw(code)}</div>
</main>
</body>
</html>`;
}
