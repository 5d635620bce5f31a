import { sha256Hex } from './bytes.ts';
import { checkRecord, type RecordResult } from './check-record.ts';
import { embeddedFiles, findSeal, isPdf, type Seal } from './pdf.ts';
import { readRecordFile } from './record-file.ts';
import { type Check, check, type Known, type Report, verdictOf } from './report.ts';
import { documentMessage, isSignedBy } from './signing.ts';

/** Verification of a file, the same in the browser and at the terminal. */

/** End of line after `%%EOF`. */
const longestEnd = 2;

function checkSeal(seal: Seal, total: number, known: Known): Check[] {
  const isSealed = isSignedBy(seal.publicKey, seal.signature, documentMessage(seal.hash));
  const pages = !isSealed ? 'changed' : known.trusts(seal.publicKey) ? 'whole' : 'unknown';
  return [check('pages', pages), ...(total - seal.end > longestEnd ? [check('appended', 'unchecked')] : [])];
}

/** The one record among the embedded files: two that differ leave nobody able to say which one the pages are of. */
async function checkEmbedded(bytes: Uint8Array, end: number, known: Known): Promise<RecordResult> {
  const made = await embeddedFiles(bytes.subarray(0, end));
  const later = end < bytes.length ? await embeddedFiles(bytes.subarray(end)) : [];
  const records = made.filter((file) => file !== null && readRecordFile(file) !== 'none');
  const first = records[0];
  const broken = made.some((file) => file === null);
  if (!first)
    return {
      checks: [check('embedded', broken ? 'changed' : 'unknown')],
      facts: null,
    };
  const name = sha256Hex(first);
  const others = [...records, ...later].filter(
    (file) => file !== null && readRecordFile(file) !== 'none' && sha256Hex(file) !== name,
  );
  const result = await checkRecord(first, known);
  const embedded = check('embedded', broken || others.length > 0 ? 'changed' : 'whole');
  return { checks: [embedded, ...result.checks], facts: result.facts };
}

async function verifyPdf(bytes: Uint8Array, known: Known): Promise<Report> {
  const seal = findSeal(bytes);
  const isRead = seal !== null && seal !== 'broken';
  const end = isRead ? seal.end : bytes.length;
  const { checks: inside, facts } = await checkEmbedded(bytes, end, known);
  const pages = isRead
    ? checkSeal(seal, bytes.length, known)
    : [check('pages', seal === 'broken' ? 'changed' : 'unknown')];
  const checks = [...inside, ...pages];
  const isLonger = checks.some(({ part }) => part === 'appended');
  return {
    kind: 'pdf',
    verdict: verdictOf(checks),
    checks,
    facts,
    originalLength: isLonger ? end : 0,
  };
}

/** Verifies a record's file or a PDF that carries one. Never throws, whatever the bytes are. */
export async function verifyFile(bytes: Uint8Array, known: Known): Promise<Report> {
  if (isPdf(bytes)) return verifyPdf(bytes, known);
  const { checks, facts } = await checkRecord(bytes, known);
  const kind = checks.length > 0 ? 'record' : 'none';
  return { kind, verdict: verdictOf(checks), checks, facts, originalLength: 0 };
}

/**
 * The chain among several records that were verified together: the record before one is found by its hash, and no
 * record may have two that follow it. Returns the reports in the same order.
 */
export function linkReports(reports: readonly Report[]): Report[] {
  const hashes = new Set(reports.map(({ facts }) => facts?.hash));
  const followers = new Map<string, Set<string>>();
  for (const { facts, checks } of reports) {
    // A damaged copy of a record is no second record.
    if (!facts?.previous || checks.some(({ finding }) => finding === 'changed')) continue;
    const names = followers.get(facts.previous) ?? new Set();
    followers.set(facts.previous, names.add(facts.hash));
  }
  return reports.map((report) => {
    const previous = report.facts?.previous;
    if (!previous) return report;
    const isForked = (followers.get(previous)?.size ?? 0) > 1;
    const checks = report.checks.map((one): Check => {
      if (one.part !== 'chain') return one;
      if (isForked) return check('chain', 'changed');
      return hashes.has(previous) ? check('chain', 'whole') : one;
    });
    return { ...report, checks, verdict: verdictOf(checks) };
  });
}
