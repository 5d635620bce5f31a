import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Paper } from '../../shared/access.ts';
import { heldOn } from '../../shared/documents/held.ts';
import type { DocumentSource } from '../../shared/documents/source.ts';
import { eventName } from '../../shared/documents/wording.ts';
import { csv } from '../../shared/export/csv.ts';
import { paperName, sessionName } from '../../shared/export/file-names.ts';
import { attendanceTable, petitionTable } from '../../shared/export/petition-table.ts';
import { type Exported, personalRemark } from '../../shared/export/remark.ts';
import type { Table } from '../../shared/export/table.ts';
import { xlsx } from '../../shared/export/xlsx.ts';
import { type ZipFile, zip } from '../../shared/export/zip.ts';
import { isPaperHash, paperExtensions } from '../../shared/papers/paper-kind.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import type { ProvenSignOff } from '../../shared/review.ts';
import { writeRecordFile } from '../../shared/verify/record-file.ts';
import { localDay } from '../../shared/vietnamese/dates.ts';
import type { Logger } from '../board/contract.ts';
import { type DocumentFormat, documentFormats, documentNames } from '../freeze/contract.ts';
import type { Printer } from '../freeze/printer.ts';
import { openRecord } from '../freeze/record.ts';
import type { PaperStore } from '../papers/contract.ts';
import type { FreezeBook, StoredFreeze } from '../store/store.ts';
import { papersOfSession, type SessionSources } from './archive-papers.ts';
import { type Listed, readme } from './archive-readme.ts';
import type { Archiver } from './contract.ts';
import { archiveNames } from './names.ts';
import { sessionJson } from './session-json.ts';

export interface ArchiverOptions {
  printer: Printer;
  sources: SessionSources;
  makeDocument(source: DocumentSource, paper: Paper, format: DocumentFormat): Promise<Uint8Array>;
  papers: PaperStore;
  freezes: FreezeBook;
  /** Who signed a dialogue's records. */
  signOffs(dialogueId: string): Promise<ProvenSignOff[]>;
  logger: Logger;
}

/** A file of the archive before it is listed. */
type Draft = ZipFile & {
  what: string;
  /** SHA-256, hex, of a file whose bytes were proved to have it. */
  hash?: string;
};

async function* asBytes(texts: Iterable<string>): AsyncGenerator<Uint8Array, void, undefined> {
  for (const text of texts) yield Buffer.from(text, 'utf8');
}

/** A file that is there as a whole and has nothing to press out. */
function whole(name: string, what: string, bytes: Uint8Array): Draft {
  return { name, what, bytes: [bytes], known: { size: bytes.length, crc: crc32(bytes) } };
}

function* tables<Row>(
  { file: name, title: what }: { file: string; title: string },
  table: Table<Row>,
  day: string,
  remark: string,
): Generator<Draft> {
  yield { name: `${name}.xlsx`, what: `${what}, để mở bằng Excel`, bytes: xlsx(table, day, remark) };
  yield { name: `${name}.csv`, what: `${what}, dạng văn bản CSV (UTF-8)`, bytes: asBytes([csv(table)]) };
}

/** Makes the part that packs sessions. */
export function createArchiver(options: ArchiverOptions): Archiver {
  const { printer, sources, makeDocument, papers, freezes, signOffs, logger } = options;
  async function json(dialogueId: string, last?: string) {
    const list = await freezes.list(dialogueId);
    const upTo = last === undefined ? list : list.slice(0, list.findIndex(({ id }) => id === last) + 1);
    const known = await Promise.all(upTo.map(({ id }) => freezes.read(id)));
    const ids = new Set(upTo.map(({ id }) => id));
    const signed = (await signOffs(dialogueId)).filter(({ recordId }) => ids.has(recordId));
    return sessionJson(
      known.filter((one) => one !== null),
      signed,
    );
  }

  /** The session's records up to this one. */
  async function* session(freeze: StoredFreeze) {
    yield* asBytes(await json(freeze.dialogueId, freeze.id));
  }

  /** One document in both formats. What cannot be made is told, and the rest goes on. */
  async function* inFormats(
    freeze: StoredFreeze,
    { kind, file, title }: { kind: string; file: string; title: string },
    make: (format: DocumentFormat) => Promise<Uint8Array>,
    missing: string[],
  ): AsyncGenerator<Draft> {
    for (const format of documentFormats) {
      try {
        yield whole(
          `${file}.${format}`,
          `${title}, ${format === 'pdf' ? 'PDF/A' : 'Word'}`,
          await make(format),
        );
      } catch (error) {
        logger.error({ recordId: freeze.id, kind, format, reason: String(error) }, 'document not archived');
        missing.push(`${file}.${format}: chưa tạo được, hãy tải riêng từ trang hồ sơ`);
      }
    }
  }

  async function* printed(
    freeze: StoredFreeze,
    record: DialogueRecord,
    missing: string[],
  ): AsyncGenerator<Draft> {
    for (const kind of documentNames) {
      // The PDF is passed on by itself: the record inside goes without the personal values.
      const print = (format: DocumentFormat) => printer.print(freeze, kind, format, false);
      yield* inFormats(freeze, { kind, ...archiveNames[kind] }, print, missing);
    }
    for (const { paper, source, file, title } of await papersOfSession(freeze, record, sources)) {
      const make = (format: DocumentFormat) => makeDocument(source, paper, format);
      yield* inFormats(freeze, { kind: paper, file, title }, make, missing);
    }
  }

  async function* paperFiles(record: DialogueRecord, missing: string[]): AsyncGenerator<Draft> {
    const numbers = new Map(record.petitions.map(({ id, number }) => [id, number]));
    const places = new Map<string, number>();
    const done = new Set<string>();
    for (const { hash, type, petitionId } of record.papers ?? []) {
      if (!isPaperHash(hash) || done.has(hash)) continue;
      done.add(hash);
      const number = numbers.get(petitionId) ?? '';
      const place = (places.get(number) ?? 0) + 1;
      places.set(number, place);
      const name = `${archiveNames.papers.file}/${paperName(number, place, hash, paperExtensions[type])}`;
      const found = await papers.open(record.dialogue.id, hash);
      if (!found) {
        missing.push(`${name}: chưa nhận được tệp, hoặc tệp đã hỏng (SHA-256 ${hash})`);
        continue;
      }
      const known = { size: found.paper.size, crc: found.crc };
      yield { name, what: '', bytes: found.parts(), known, hash };
    }
  }

  async function* drafts(
    freeze: StoredFreeze,
    record: DialogueRecord,
    missing: string[],
    exported: Exported | undefined,
  ): AsyncGenerator<Draft> {
    const day = dayOf(record);
    const remark = exported ? personalRemark(exported) : '';
    // First what is at hand, so that the first bytes are on their way at once.
    const { record: original, session: open, petitions, checkIns } = archiveNames;
    yield {
      name: `${original.file}.json`,
      what: original.title,
      bytes: asBytes([writeRecordFile(freeze, true)]),
    };
    yield { name: `${open.file}.json`, what: open.title, bytes: session(freeze) };
    const petitionRows = petitionTable(record.dialogue, record.petitions);
    yield* tables(petitions, petitionRows, day, remark);
    yield* tables(checkIns, attendanceTable(record.dialogue, record.attendees), day, remark);
    yield* printed(freeze, record, missing);
    yield* paperFiles(record, missing);
  }

  /** Every file under the session's folder, and the list of them at the end. */
  async function* files(
    freeze: StoredFreeze,
    record: DialogueRecord,
    folder: string,
    exported: Exported | undefined,
  ): AsyncGenerator<ZipFile> {
    const missing: string[] = [];
    const listed: Listed[] = [];
    for await (const { what, hash, ...file } of drafts(freeze, record, missing, exported)) {
      const sum = createHash('sha256');
      let size = 0;
      async function* watched() {
        for await (const part of file.bytes) {
          if (hash === undefined) sum.update(part);
          size += part.length;
          yield part;
        }
      }
      yield { ...file, name: `${folder}/${file.name}`, bytes: watched() };
      listed.push({ name: file.name, what, size, hash: hash ?? sum.digest('hex') });
    }
    const text = readme({
      record,
      hash: freeze.hash,
      event: eventName(record.dialogue),
      listed,
      missing,
      exported,
    });
    yield { name: `${folder}/README.txt`, bytes: asBytes([text]) };
  }

  return {
    json,
    archive(freeze, exported) {
      const record = openRecord(freeze);
      const day = dayOf(record);
      const folder = sessionName(record.dialogue, record.office, day);
      return { name: `${folder}.zip`, parts: zip(files(freeze, record, folder, exported), { day, crc32 }) };
    },
  };
}

/** The day it was held, as far as anybody wrote it down, else the day it was frozen. */
export function dayOf(record: DialogueRecord): string {
  return heldOn(record) || localDay(record.frozenAt);
}
