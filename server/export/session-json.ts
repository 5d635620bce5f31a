import { canonicalize } from '../../shared/canonical.ts';
import type { ProvenSignOff } from '../../shared/review.ts';
import { type KeptRecord, writeRecordFile } from '../../shared/verify/record-file.ts';

/**
 * A session as one open JSON file, in parts: canonical JSON (RFC 8785), so that the same records give the same bytes
 * on every installation. Each record goes in as its own file, and beside them who signed them. Shape:
 * docs/schema/session.schema.json.
 */
export function* sessionJson(
  freezes: Iterable<KeptRecord>,
  signOffs: readonly ProvenSignOff[],
): Generator<string, void, undefined> {
  yield '{"format":"doi-thoai/session","records":[';
  let first = true;
  for (const freeze of freezes) {
    if (!first) yield ',';
    yield writeRecordFile(freeze, true);
    first = false;
  }
  yield ']';
  if (signOffs.length > 0) yield `,"signOffs":${canonicalize(signOffs)}`;
  yield ',"version":1}';
}
