import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { proofWords } from '../../shared/documents/wording.ts';
import { openHall } from '../e2e/kit.ts';
import { isWatermark } from '../server/documents/pdf.ts';
import { unpack } from '../server/documents/zip.ts';
import { isInstalled } from '../setup/commands.ts';

/**
 * `npm run compare:word [-- FOLDER]`: every paper of the demonstration's archive, and the quarter's report, as Word shows
 * it (LibreOffice, with Tinos in the place of Times New Roman, which has the same widths), page by page beside the PDF.
 * Both stay in FOLDER to be looked at. Exits with 1 when a page of one ends elsewhere than that of the other.
 */
for (const [command, name] of [
  ['soffice', 'libreoffice-writer'],
  ['pdftotext', 'poppler-utils'],
] as const) {
  if (!isInstalled(command)) {
    console.error(`Missing: ${command}. Install the package ${name} and run again.`);
    process.exit(2);
  }
}

const asked = process.argv[2];
const folder = asked ?? mkdtempSync(join(tmpdir(), 'compare-word-'));
const word = join(folder, 'word');
mkdirSync(word, { recursive: true });

/** Saves the papers of the archive and the quarter's report; resolves to the Word files' paths. */
async function collect(): Promise<string[]> {
  const hall = await openHall({ demo: true });
  try {
    const bytesOf = async (path: string) => Buffer.from(await (await hall.call('GET', path)).arrayBuffer());
    const made: { id: string } = await (
      await hall.call('POST', `/dialogues/${hall.dialogueId}/freezes`)
    ).json();
    const { files } = unpack(await bytesOf(`/freezes/${made.id}/session.zip`));
    for (const format of ['pdf', 'docx'])
      files.set(
        `bao-cao-quy.${format}`,
        await bytesOf(`/years/2023/follow-up/progress.${format}?quarter=II`),
      );
    const papers = [...files].filter(([name]) => /\.(pdf|docx)$/.test(name));
    for (const [name, bytes] of papers) writeFileSync(join(folder, basename(name)), bytes);
    return papers.map(([name]) => join(folder, basename(name))).filter((path) => path.endsWith('.docx'));
  } finally {
    await hall.close();
  }
}

/** Lets LibreOffice make PDFs of Word files, in a profile and with fonts of its own. */
function convert(files: readonly string[]): void {
  const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos/package.json')));
  const config = join(folder, 'fonts.conf');
  const alias = '<family>Times New Roman</family><prefer><family>Tinos</family></prefer>';
  writeFileSync(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${join(folder, 'font-cache')}</cachedir><alias binding="same">${alias}</alias></fontconfig>`,
  );
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
  execFileSync('soffice', ['--headless', profile, '--convert-to', 'pdf', '--outdir', word, ...files], {
    stdio: 'ignore',
    env: { ...process.env, FONTCONFIG_FILE: config },
  });
}

/** The words of each page, without what only a PDF can say: how it is verified. */
function pagesOf(pdf: string): string[][] {
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.split(proofWords.hash)[0] ?? '')
    .map((page) => page.normalize('NFC').split(/\s+/))
    .map((words) => words.filter((one) => one !== '' && !isWatermark(one)));
}

const files = await collect();
convert(files);
let wrong = 0;
console.log('| paper | pages PDF | pages Word | pages that end alike |\n| --- | ---: | ---: | ---: |');
for (const file of files) {
  const name = basename(file, '.docx');
  const [pdf, docx] = [pagesOf(join(folder, `${name}.pdf`)), pagesOf(join(word, `${name}.pdf`))];
  const end = (page: string[] | undefined) => page?.slice(-4).join(' ');
  const alike = pdf.filter((page, at) => end(page) === end(docx[at])).length;
  if (pdf.length !== docx.length || alike < pdf.length) wrong += 1;
  console.log(`| ${name} | ${pdf.length} | ${docx.length} | ${alike} |`);
}
if (asked) console.log(`The files are in ${folder}.`);
else rmSync(folder, { recursive: true });
process.exit(wrong > 0 ? 1 : 0);
