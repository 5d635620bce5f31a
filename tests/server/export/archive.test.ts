import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { crc32 } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import { afterEach, describe, expect, test } from 'vitest';
import { factory, type Parts, Refusal } from '../../../server/api/context.ts';
import { exportRoutes } from '../../../server/api/exports.ts';
import { type ArchiverOptions, createArchiver } from '../../../server/export/archive.ts';
import { openRecord } from '../../../server/freeze/record.ts';
import type { PaperStore } from '../../../server/papers/contract.ts';
import type { StoredFreeze } from '../../../server/store/store.ts';
import type { Role } from '../../../shared/access.ts';
import { roles } from '../../../shared/access.ts';
import { joined } from '../../../shared/export/xlsx.ts';
import { emptyPreparation, type Preparation } from '../../../shared/preparation.ts';
import { writeRecordFile } from '../../../shared/verify/record-file.ts';
import { sampleRecord } from '../documents/sample.ts';
import { readZip } from '../documents/zip.ts';
import { silentAudit } from '../privacy/silent-audit.ts';
import { dialogueId, frozen, paperHash, someSession } from './sessions.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const freeze = frozen(someSession, 'freeze000001');
const folder = '2026-03-12_Doi-thoai_Q2_xa-Sa-Loong';

/** Papers that exist only while they are read: `size` bytes each, in parts of 64 kB. */
function papersOf(size: number, has: (hash: string) => boolean = () => true) {
  const part = new Uint8Array(64 * 1024).fill(7);
  const count = { parts: 0, open: 0 };
  const lengths = [...Array(Math.floor(size / part.length)).fill(part.length), size % part.length];
  const crc = lengths.reduce((sum, length) => crc32(part.subarray(0, length), sum), 0);
  const papers: Pick<PaperStore, 'open'> = {
    async open(dialogue, hash) {
      if (!has(hash)) return null;
      const paper = { dialogueId: dialogue, hash, type: 'image/jpeg' as const, size, storedAt: '' };
      async function* parts() {
        count.open += 1;
        try {
          for (const length of lengths) {
            count.parts += 1;
            yield part.subarray(0, length);
          }
        } finally {
          count.open -= 1;
        }
      }
      return { paper, crc, parts };
    },
  };
  return { papers, count };
}

/** What was prepared for the dialogue. */
const prepared: Preparation = {
  ...emptyPreparation,
  revision: 1,
  estimate: [{ item: 'Nước uống', unit: 'người', quantity: 50, unitPrice: 10_000, note: '' }],
};

/** Sources of papers that were `preparation`; the record's own is a draft. */
function sourcesOf(preparation: Preparation): ArchiverOptions['sources'] {
  const { office } = sampleRecord;
  const madeAt = freeze.frozenAt;
  return {
    ofRecord: async (kept) => ({ from: 'held', record: openRecord(kept), draft: true }),
    live: async (dialogue) => ({
      from: 'live',
      dialogue,
      office,
      preparation,
      attendees: [],
      plan: null,
      madeAt,
    }),
    plan: () => Promise.reject(new Error('there is none')),
    costs: async (dialogues, year) => ({
      from: 'costs',
      year,
      office,
      dialogues: dialogues.map((dialogue) => ({ dialogue, preparation })),
      madeAt,
    }),
  };
}

function archiverOf(
  papers: Pick<PaperStore, 'open'>,
  print = async () => new TextEncoder().encode('%PDF'),
  preparation = emptyPreparation,
) {
  const freezes = { list: async () => [freeze], read: async () => freeze };
  return createArchiver({
    papers: papers as PaperStore,
    printer: { print },
    sources: sourcesOf(preparation),
    makeDocument: print,
    freezes: freezes as never,
    signOffs: async () => [],
    logger: quiet,
  });
}

/** A freeze with so many papers more. */
function withPapers(number: number): StoredFreeze {
  const record = JSON.parse(freeze.canonical);
  const papers = Array.from({ length: number }, (_, n) => ({
    id: `paper${n}`,
    hash: paperHash(n),
    type: 'image/jpeg' as const,
    size: 1,
    petitionId: n % 2 === 0 ? 'petition0001' : '',
  }));
  return { ...freeze, canonical: JSON.stringify({ ...record, papers }) };
}

describe('the session as a ZIP', () => {
  test('holds everything under names that an archive takes, and says what it is', async () => {
    const { papers } = papersOf(100_000, (hash) => hash !== paperHash(2));
    const exported = { by: 'Lê Văn Phòng', at: '2026-11-26T03:17:00.000Z' };
    const { name, parts } = archiverOf(papers).archive(freeze, exported);
    expect(name).toBe(`${folder}.zip`);
    const { files, dates } = readZip(await joined(parts));
    expect([...files.keys()].sort()).toEqual(
      [
        '01_Bien-ban.docx',
        '01_Bien-ban.pdf',
        '02_Bao-cao-tong-hop.docx',
        '02_Bao-cao-tong-hop.pdf',
        '03_Thong-bao-ket-luan.docx',
        '03_Thong-bao-ket-luan.pdf',
        '14_Danh-sach-dai-bieu.docx',
        '14_Danh-sach-dai-bieu.pdf',
        '15_Danh-sach-co-mat.docx',
        '15_Danh-sach-co-mat.pdf',
        '20_Bang-kien-nghi.csv',
        '20_Bang-kien-nghi.xlsx',
        '21_Diem-danh.csv',
        '21_Diem-danh.xlsx',
        '30_Phieu-giay/KN-01_01_00000000.jpg',
        '30_Phieu-giay/KN-02_01_00000000.jpg',
        '90_Ho-so-da-chot.json',
        '91_Du-lieu-mo.json',
        'README.txt',
      ].map((file) => `${folder}/${file}`),
    );
    for (const path of files.keys()) expect(path).toMatch(/^[A-Za-z0-9_./-]{1,119}$/);
    expect(dates.size).toBe(1);
    expect(files.get(`${folder}/90_Ho-so-da-chot.json`)).toBe(writeRecordFile(freeze, true));
    const readme = files.get(`${folder}/README.txt`) ?? '';
    expect(readme.startsWith('\ufeffHỒ SƠ BUỔI ĐỐI THOẠI\r\n')).toBe(true);
    expect(readme).toContain('CÓ DỮ LIỆU CÁ NHÂN');
    expect(readme).toContain('xuất bởi Lê Văn Phòng, lúc 10 giờ 17');
    expect(readme).toContain('01_Bien-ban.pdf: Biên bản, PDF/A');
    expect(readme).toContain(freeze.hash);
    expect(readme).toContain('30_Phieu-giay/KN-03_01_00000000.jpg: chưa nhận được tệp');
    const csv = files.get(`${folder}/20_Bang-kien-nghi.csv`) ?? '';
    expect(readme).toContain(`${createHash('sha256').update(csv).digest('hex')}  20_Bang-kien-nghi.csv`);
    // What the list says of each file is what stands in the archive; README itself is not in it.
    expect(readme.match(/^[0-9a-f]{64} {2}\S/gm)).toHaveLength(files.size - 1);
  });

  test('holds the papers of the whole cycle where there is something for them', async () => {
    const record = JSON.parse(freeze.canonical);
    const [first, second] = record.petitions;
    Object.assign(first, { outcome: 'escalated', authority: 'UBND tỉnh', state: 'answered' });
    Object.assign(second, { replyNumber: '45/UBND-VP' });
    const whole = { ...freeze, canonical: JSON.stringify(record) };
    const { files } = readZip(
      await joined(archiverOf(papersOf(10).papers, undefined, prepared).archive(whole).parts),
    );
    const names = [...files.keys()].map((file) => file.slice(folder.length + 1));
    expect(names.filter((file) => /^(0[3-9]|1\d)_.*pdf$/.test(file)).sort()).toEqual([
      '03_Thong-bao-ket-luan.pdf',
      '04_Phieu-chuyen-kien-nghi.pdf',
      '05_Van-ban-tra-loi/KN-02.pdf',
      '11_Du-toan-kinh-phi.pdf',
      '12_Thong-bao.pdf',
      '13_Giay-moi.pdf',
      '14_Danh-sach-dai-bieu.pdf',
      '15_Danh-sach-co-mat.pdf',
    ]);
    expect(files.get(`${folder}/README.txt`)).toContain('KN-02.docx: Văn bản trả lời kiến nghị KN-02, Word');
  });

  test('a document that cannot be made is named, the rest is there', async () => {
    const archiver = archiverOf(papersOf(10).papers, async () => Promise.reject(new Error('no')));
    const { files } = readZip(await joined(archiver.archive(freeze).parts));
    expect(files.has(`${folder}/01_Bien-ban.pdf`)).toBe(false);
    expect(files.get(`${folder}/README.txt`)).toContain('01_Bien-ban.pdf: chưa tạo được');
    expect(files.has(`${folder}/20_Bang-kien-nghi.xlsx`)).toBe(true);
  });

  test('memory stays flat: a gigabyte of papers passes through a few megabytes', async () => {
    const { papers } = papersOf(20_000_000);
    const { parts } = archiverOf(papers).archive(withPapers(50));
    global.gc?.();
    const before = process.memoryUsage.rss();
    let [passed, most] = [0, 0];
    for await (const part of parts) {
      passed += part.length;
      most = Math.max(most, process.memoryUsage.rss() - before);
    }
    expect(passed).toBeGreaterThan(1_000_000_000);
    expect(most).toBeLessThan(80_000_000);
  });
});

describe('over the network', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  function appAs(role: Role, papers: Pick<PaperStore, 'open'>, stored = freeze, scope = dialogueId) {
    const session = { id: 's', role, dialogueId: scope };
    const parts = {
      store: {
        freezes: {
          read: async (id: string) => (id === stored.id ? stored : null),
          list: async () => [stored],
        },
        dialogues: { read: async () => JSON.parse(stored.canonical).dialogue },
      },
      archiver: archiverOf(papers),
      audit: silentAudit,
      logger: quiet,
    };
    return factory
      .createApp()
      .use(async (c, next) => {
        c.set('session', session as never);
        await next();
      })
      .route('/', exportRoutes(parts as unknown as Parts))
      .onError((error, c) =>
        error instanceof Refusal ? c.json({ error: error.code }, error.status) : c.json({}, 500),
      );
  }

  test.each(roles.map((role) => [role] as const))('what a %s may take away', async (role) => {
    const app = appAs(role, papersOf(10).papers);
    const status = async (file: string) => {
      const answer = await app.request(`/freezes/freeze000001/${file}`);
      await answer.body?.cancel();
      return answer.status;
    };
    const [petitions, session] = [
      ['organizer', 'recorder', 'chair'].includes(role) ? 200 : 403,
      ['organizer', 'chair'].includes(role) ? 200 : 403,
    ];
    expect(await status('petitions.xlsx')).toBe(petitions);
    expect(await status('petitions.csv')).toBe(petitions);
    expect(await status('session.json')).toBe(session);
    expect(await status('session.zip')).toBe(session);
  });

  test('nothing of a dialogue that is not one’s own', async () => {
    const app = appAs('chair', papersOf(10).papers, freeze, 'dialogue0002');
    for (const file of ['petitions.xlsx', 'petitions.csv', 'session.json', 'session.zip'])
      expect((await app.request(`/freezes/freeze000001/${file}`)).status).toBe(404);
  });

  test('a reader that does not read is not written to; one that leaves ends the work', async () => {
    const { papers, count } = papersOf(20_000_000);
    const app = appAs('organizer', papers, withPapers(50));
    server = createServer(getRequestListener(app.fetch));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /freezes/freeze000001/session.zip HTTP/1.1\r\nhost: x\r\n\r\n');
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    socket.pause();
    // It goes on until the buffers of the system are full, and then stands still.
    let last = -1;
    await expect
      .poll(
        () => {
          const still = count.parts === last && count.parts > 0;
          last = count.parts;
          return still;
        },
        { timeout: 20_000, interval: 300 },
      )
      .toBe(true);
    // Of more than 15,000 parts.
    expect(count.parts).toBeLessThan(400);
    expect(count.open).toBe(1);
    socket.destroy();
    await expect.poll(() => count.open, { timeout: 20_000 }).toBe(0);
    expect(count.parts).toBeLessThan(450);
  });
});
