import { existsSync } from 'node:fs';
import mammoth from 'mammoth';
import { afterAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DocumentError, type RenderJob, RenderPool } from '../../../server/documents/pool.ts';
import { closeDocuments, renderDocument } from '../../../server/documents/render.ts';
import { readSpeaker } from '../../../shared/docs/speakers.ts';
import { infoOf, squeeze, textOf } from './pdf.ts';
import { node, p, sampleRecord, speech, t } from './sample.ts';

afterAll(closeDocuments);

describe('renderDocument', () => {
  it('makes both kinds in both formats', async () => {
    const pdf = await renderDocument(sampleRecord, 'minutes', 'pdf');
    expect(textOf(pdf)).toContain('BIÊNBẢN');
    expect(textOf(await renderDocument(sampleRecord, 'report', 'pdf'))).toContain('BÁOCÁO');
    for (const kind of ['minutes', 'report'] as const) {
      const docx = await renderDocument(sampleRecord, kind, 'docx');
      expect(Buffer.from(docx.subarray(0, 2)).toString()).toBe('PK');
    }
  });

  it('names a speaker of the text in both formats', async () => {
    const speaker = {
      ...readSpeaker('s1', new Y.Doc().getMap('none')),
      name: 'Y Hương',
      village: 'Đăk Vang',
    };
    const body = node('doc', p(speech('s1'), t(': đề nghị xem xét.'), speech('xóa')));
    const record = {
      ...sampleRecord,
      speakers: [speaker],
      minutes: { ...sampleRecord.minutes, body },
    };
    expect(textOf(await renderDocument(record, 'minutes', 'pdf'))).toContain(
      squeeze('Y Hương, thôn Đăk Vang: đề nghị xem xét.Người phát biểu'),
    );
    const docx = await renderDocument(record, 'minutes', 'docx');
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(docx) });
    expect(value).toContain('Y Hương, thôn Đăk Vang: đề nghị xem xét.Người phát biểu');
  });

  it('gives the same bytes each time, from another process too, dated by the freeze', async () => {
    const first = await renderDocument(sampleRecord, 'report', 'pdf');
    await renderDocument({ ...sampleRecord, id: 'rec0000002', petitions: [] }, 'report', 'pdf');
    const second = await renderDocument(sampleRecord, 'report', 'pdf');
    await closeDocuments();
    const third = await renderDocument(structuredClone(sampleRecord), 'report', 'pdf');
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, third)).toBe(0);
    expect(infoOf(first).get('CreationDate')).toContain('May 20 05:10:00 2023');
    expect(infoOf(first).get('ModDate')).toBe(infoOf(first).get('CreationDate'));
    expect(infoOf(first).get('Title')).toMatch(/^Báo cáo tổng hợp ý kiến, kiến nghị/);
  });

  it('takes orders while it works, and keeps them apart', async () => {
    const records = Array.from({ length: 4 }, (_, index) => ({
      ...sampleRecord,
      dialogue: { ...sampleRecord.dialogue, title: `Đối thoại số ${index}` },
      petitions: [],
    }));
    const documents = await Promise.all(records.map((record) => renderDocument(record, 'report', 'pdf')));
    documents.forEach((pdf, index) => {
      expect(textOf(pdf)).toContain(`đốithoạisố${index}`);
    });
  });
});

describe('the pool', () => {
  const job = (id: string): RenderJob => ({
    source: { from: 'record', record: { ...sampleRecord, id } },
    kind: 'minutes',
    format: 'pdf',
  });
  const script = new URL('./fixtures/dying-worker.ts', import.meta.url);
  const fails = async (promise: Promise<unknown>): Promise<DocumentError> => {
    const error: unknown = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof DocumentError)) throw new Error('did not fail with a DocumentError');
    return error;
  };

  it('fails only the document a process died of, and goes on with a new one', async () => {
    const pool = new RenderPool(script);
    const [died, thrown, well] = [
      pool.render(job('dies')),
      pool.render(job('throws')),
      pool.render(job('rec1')),
    ];
    const first = await fails(died);
    expect(first).toMatchObject({ code: 'documentFailed', sourceId: 'record dies' });
    expect(first.message).toContain('dies');
    const second = await fails(thrown);
    expect(second.sourceId).toBe('record throws');
    expect(second.message).not.toContain('Bí Mật');
    expect(await well).toEqual(new Uint8Array([1, 2, 3]));
    await pool.close();
  });

  it('gives up on a process that hangs', async () => {
    const pool = new RenderPool(script, 3_000);
    const hanging = pool.render(job('hangs'));
    const next = pool.render(job('rec2'));
    expect(await fails(hanging)).toMatchObject({ code: 'documentTooSlow', sourceId: 'record hangs' });
    expect(await next).toEqual(new Uint8Array([1, 2, 3]));
    await pool.close();
  });

  it('lets an idle process go, and starts another for the next document', async () => {
    const pool = new RenderPool(new URL('./fixtures/numbered-worker.ts', import.meta.url), 30_000, 50);
    const pidOf = (bytes: Uint8Array) => Number(Buffer.from(bytes).toString());
    const first = pidOf(await pool.render(job('rec1')));
    await expect.poll(() => existsSync(`/proc/${first}`)).toBe(false);
    expect(pidOf(await pool.render(job('rec2')))).not.toBe(first);
    await pool.close();
  });

  it('rests twice as long as it worked while people type', async () => {
    const pool = new RenderPool(new URL('./fixtures/timed-worker.ts', import.meta.url));
    const timesOf = async (id: string) =>
      Buffer.from(await pool.render(job(id)))
        .toString()
        .split(' ')
        .map(Number);
    pool.giveWay(() => true);
    await timesOf('starts');
    const busy = await Promise.all(['rec1', 'rec2', 'rec3'].map(timesOf));
    for (const [n, [began = 0]] of busy.entries()) {
      const [before = 0, done = 0] = busy[n - 1] ?? [];
      if (n > 0) expect(began - done).toBeGreaterThanOrEqual(2 * (done - before) - 1);
    }
    await pool.close();
  });

  it('tells those who wait when it closes', async () => {
    const pool = new RenderPool(script);
    const hanging = fails(pool.render(job('hangs')));
    const waiting = fails(pool.render(job('rec3')));
    await pool.close();
    expect((await hanging).code).toBe('documentsClosed');
    expect((await waiting).code).toBe('documentsClosed');
    expect(await pool.render(job('rec4'))).toEqual(new Uint8Array([1, 2, 3]));
    await pool.close();
  });

  it('names the record and not its text when a document cannot be made', async () => {
    const broken = { ...sampleRecord, id: 'rec0000bad', petitions: null };
    const error = await fails(renderDocument(broken as unknown as typeof sampleRecord, 'minutes', 'pdf'));
    expect(error).toMatchObject({ code: 'documentFailed', sourceId: 'record rec0000bad' });
    expect(error.message).toContain('TypeError');
    expect(error.message).not.toContain('Bảng');
  });
});
