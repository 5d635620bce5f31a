import * as Y from 'yjs';
import type { DialogueRecord } from '../../shared/record.ts';
import { buildRecord } from '../freeze/record.ts';
import type { LateKind } from './contract.ts';
import { docOf } from './late-docs.ts';

/** A record and what it would be with late text, for a comparison of the two. */
export interface LateRecords {
  before: DialogueRecord;
  after: DialogueRecord;
}

const emptyState = Y.encodeStateAsUpdate(new Y.Doc());

/**
 * The record as it is and as it would be with late text of one document. The register's names are in neither unless the
 * text is the register's own: whoever reads minutes and board need not see them.
 * @param register the room's present state: an erasure took the record's own
 */
export function recordsWith(
  record: DialogueRecord,
  kind: LateKind,
  body: Uint8Array,
  register: Uint8Array,
  numbers: ReadonlyMap<string, number>,
): LateRecords {
  const stateOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
  const states = {
    minutes: stateOf(record.yjs.minutes),
    board: stateOf(record.yjs.board),
    register: kind === 'register' ? register : emptyState,
  };
  const { id, dialogue, office, recipients, frozenAt, frozenBy, previous } = record;
  const source = {
    id,
    dialogue,
    office,
    recipients,
    frozenAt,
    frozenBy,
    previous,
    edition: 0,
    amends: null,
    numbers,
  };
  const late = { ...states, [kind]: Y.encodeStateAsUpdate(docOf(states[kind], body)) };
  return { before: buildRecord({ ...source, ...states }), after: buildRecord({ ...source, ...late }) };
}
