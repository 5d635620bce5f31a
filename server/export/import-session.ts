import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { frozenKinds, roomName } from '../../shared/dialogue.ts';
import {
  isPaperHash,
  maxPaperBytes,
  paperChunkBytes,
  paperExtensions,
} from '../../shared/papers/paper-kind.ts';
import { placeOfNumber } from '../../shared/petition.ts';
import type { DialogueRecord, RecordPetition } from '../../shared/record.ts';
import type { PaperStore } from '../papers/contract.ts';
import type { Store } from '../store/store.ts';
import { ImportError } from './import-error.ts';
import type { ReadSession } from './read-session.ts';

function withoutCitizen({ petitioner: _personal, ...petition }: RecordPetition) {
  return petition;
}

function stateOf(record: DialogueRecord, kind: (typeof frozenKinds)[number]): Uint8Array {
  return new Uint8Array(Buffer.from(record.yjs[kind], 'base64'));
}

/**
 * Stores a session that was read from a file as an archived one: frozen, with its records as they were hashed. What
 * names the dialogue comes last, so that a crash before leaves nothing that anybody sees, and the same import again
 * brings it to its end.
 * @throws ImportError('alreadyThere') when the dialogue, or another record under the id of one of its own, is there.
 */
export async function importSession(store: Store, session: ReadSession, now = new Date()): Promise<void> {
  const { record, freezes, signOffs } = session;
  const { dialogue } = record;
  const stored = await Promise.all(freezes.map((freeze) => store.freezes.read(freeze.record.id)));
  const isOther = stored.some((one, index) => one !== null && one.hash !== freezes[index]?.hash);
  if ((await store.dialogues.read(dialogue.id)) || isOther) throw new ImportError('alreadyThere');
  const hashes = freezes.map(({ hash }) => hash);
  await store.imports.begin(dialogue.id, hashes, now.toISOString());
  await store.updates.append(
    frozenKinds
      .map((kind) => ({ room: roomName(dialogue.id, kind), update: stateOf(record, kind) }))
      .filter(({ update }) => update.length > 0),
  );
  await store.petitions.upsert(dialogue.id, record.petitions.map(withoutCitizen));
  for (const [index, { record: one, hash, canonical, signature, personal }] of freezes.entries()) {
    if (stored[index]) continue;
    const { id, previous, frozenAt, frozenBy } = one;
    const names = { id, dialogueId: dialogue.id, hash, previous, frozenAt, frozenBy };
    await store.freezes.add({ ...names, canonical, signature, personal });
  }
  const numbered = record.petitions.map(({ id, number }) => [id, placeOfNumber(number)] as const);
  await store.imports.finish(
    { ...dialogue, state: 'frozen' },
    new Map(numbered.filter(([, place]) => place > 0)),
    signOffs,
  );
}

/** Files of a folder and of those in it that may be papers, by their endings and sizes. */
async function candidates(dir: string, depth = 0): Promise<string[]> {
  const endings = new Set(Object.values(paperExtensions).map((extension) => `.${extension}`));
  const found: string[] = [];
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory() && depth < 3) found.push(...(await candidates(path, depth + 1)));
    else if (entry.isFile() && endings.has(extname(entry.name).toLowerCase())) {
      if ((await stat(path)).size <= maxPaperBytes) found.push(path);
    }
  }
  return found;
}

/**
 * Takes the papers that a record names from a folder, whatever their files are called: they are known by the hash of
 * their bytes. Returns how many the record names and how many are stored now.
 */
export async function importPapers(
  papers: PaperStore,
  record: DialogueRecord,
  dir: string,
): Promise<{ named: number; stored: number }> {
  const named = new Set((record.papers ?? []).map(({ hash }) => hash).filter(isPaperHash));
  let stored = 0;
  const open = new Set(named);
  for (const path of named.size > 0 ? await candidates(dir) : []) {
    if (open.size === 0) break;
    const bytes = new Uint8Array(await readFile(path));
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (!open.delete(hash)) continue;
    for (let offset = 0; offset < bytes.length; offset += paperChunkBytes) {
      const part = bytes.subarray(offset, offset + paperChunkBytes);
      await papers.take(record.dialogue.id, hash, { offset, size: bytes.length, bytes: part });
    }
    stored += 1;
  }
  return { named: named.size, stored };
}
