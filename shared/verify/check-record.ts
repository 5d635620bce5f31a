import { canonicalize } from '../canonical.ts';
import { fingerprintOf, fromHex, sha256Hex } from './bytes.ts';
import { differingParts, digestsOf } from './parts.ts';
import { commitTo, isCommitment, type PersonalPart, personalPaths, saltLength, valueAt } from './personal.ts';
import { type RecordFile, readRecordFile, recordFormat, type SignedFile } from './record-file.ts';
import { type Check, check, type Known, type RecordFacts } from './report.ts';
import { isSignedBy, recordMessage } from './signing.ts';

/** Checks one exported record. */

function textAt(record: unknown, path: string): string {
  const value = valueAt(record, path);
  return typeof value === 'string' ? value : '';
}

function factsOf(file: RecordFile, hash: string): RecordFacts {
  const { record } = file;
  const key = file.version === 2 ? fromHex(file.signature.publicKey, 32) : null;
  return {
    version: file.version,
    hash,
    previous: textAt(record, '/previous') || null,
    title: textAt(record, '/dialogue/title'),
    frozenAt: textAt(record, '/frozenAt'),
    frozenBy: textAt(record, '/frozenBy'),
    fingerprint: key ? fingerprintOf(key) : '',
  };
}

/** Every commitment against the value beside it; a value that is gone is erased, one without commitment is foreign. */
function checkPersonal(record: unknown, personal: PersonalPart | null): Check {
  const committed = personalPaths(record).filter((path) => isCommitment(valueAt(record, path)));
  if (!personal) return check('personal', committed.length > 0 ? 'withheld' : 'whole');
  const known = new Set(committed);
  const changed = Object.keys(personal).filter((path) => !known.has(path));
  const erased: string[] = [];
  for (const path of committed) {
    const entry = personal[path];
    const commitment = valueAt(record, path);
    if (!entry) {
      erased.push(path);
      continue;
    }
    const salt = fromHex(entry.salt, saltLength);
    const agrees =
      salt && isCommitment(commitment) && commitTo(salt, path, entry.value) === commitment.commitment;
    if (!agrees) changed.push(path);
  }
  if (changed.length > 0) return check('personal', 'changed', changed);
  return erased.length > 0 ? check('personal', 'erased', erased) : check('personal', 'whole');
}

function checkSigned(file: SignedFile, hash: string, known: Known): Check[] {
  const { publicKey, value } = file.signature;
  const signs = (name: string) => isSignedBy(publicKey, value, recordMessage(name));
  const ofRecord = signs(hash);
  const isSigned = ofRecord || (hash !== file.hash && signs(file.hash));
  const differing = differingParts(digestsOf(file.record), file.parts);
  // The signature tells which of two that disagree is the one that was signed.
  const recordHolds = ofRecord || (hash === file.hash && differing.length === 0);
  return [
    recordHolds ? check('record', 'whole') : check('record', 'changed', differing),
    ...(recordHolds && differing.length > 0 ? [check('form', 'changed', ['/parts'])] : []),
    check('hash', hash === file.hash || !recordHolds ? 'whole' : 'changed'),
    checkPersonal(file.record, file.personal),
    check('signature', isSigned ? 'whole' : 'changed'),
    check('key', known.trusts(publicKey) ? 'whole' : 'unknown'),
  ];
}

async function checkChain(facts: RecordFacts, known: Known): Promise<Check> {
  if (facts.previous === null) return check('chain', 'whole');
  return check('chain', (await known.hasRecord(facts.previous)) ? 'whole' : 'unchecked');
}

export interface RecordResult {
  checks: Check[];
  facts: RecordFacts | null;
}

/** All checks of a record's file; no checks at all when it is no record. Never throws, whatever the bytes are. */
export async function checkRecord(bytes: Uint8Array, known: Known): Promise<RecordResult> {
  const file = readRecordFile(bytes);
  if (file === 'none') return { checks: [], facts: null };
  if (file === 'newer') return { checks: [check('form', 'unknown')], facts: null };
  if (file === 'damaged') return { checks: [check('form', 'changed')], facts: null };
  const hash = sha256Hex(canonicalize(file.record));
  const facts = factsOf(file, hash);
  const names =
    valueAt(file.record, '/format') === recordFormat && valueAt(file.record, '/version') === file.version;
  const form = check('form', file.isCanonical && names ? 'whole' : 'changed');
  const chain = await checkChain(facts, known);
  if (file.version === 2) return { checks: [form, ...checkSigned(file, hash, known), chain], facts };
  // Version 1 bears no signature: only who has the record can say that this is it.
  const isKnown = await known.hasRecord(hash);
  return { checks: [form, check('record', isKnown ? 'whole' : 'unknown'), chain], facts };
}
