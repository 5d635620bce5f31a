import '../../../server/documents/fonts.ts';
import { describe, expect, it } from 'vitest';
import { makeDocument, renderDocument } from '../../../server/documents/render.ts';
import { comparisonTree } from '../../../shared/documents/comparison.ts';
import type { RecordStanding } from '../../../shared/review.ts';
import { sampleRecord } from './sample.ts';
import { bodyText } from './tree-text.ts';
import { readZip } from './zip.ts';

const at = '2023-05-23T02:00:00Z';
const draft: RecordStanding = { edition: 1, state: 'draft', amends: null, signOffs: [] };
const final: RecordStanding = {
  edition: 2,
  state: 'final',
  amends: { recordId: 'rec1', reason: 'Ghi nhầm số tiền', by: 'Lê Văn Phòng', at },
  signOffs: [
    { capacity: 'secretary', name: 'Phạm Người Ký', title: '', at },
    { capacity: 'chair', name: 'Nguyễn Hữu Bảng', title: '', at },
  ],
};

describe('the state of a record in its documents', () => {
  it('a draft’s Word file has the mark in the headers of first and later pages; a final one has none', async () => {
    const headers = async (standing: RecordStanding) => {
      const { files } = readZip(await renderDocument(sampleRecord, 'minutes', 'docx', standing));
      return [...files].filter(([name]) => /header\d*\.xml$/.test(name)).map(([, text]) => text);
    };
    const drafts = await headers(draft);
    expect(drafts).toHaveLength(2);
    for (const header of drafts) expect(header).toContain('string="BẢN DỰ THẢO"');
    for (const header of await headers(final)) expect(header).not.toContain('DỰ THẢO');
  });

  it('the same record in the same state gives the same bytes', async () => {
    for (const format of ['pdf', 'docx'] as const) {
      const [one, two] = [
        await renderDocument(sampleRecord, 'minutes', format, draft),
        await renderDocument(structuredClone(sampleRecord), 'minutes', format, draft),
      ];
      expect(Buffer.compare(one, two)).toBe(0);
    }
  });

  it('a comparison tells fields, attendees and the reason, and prints no phone number', async () => {
    const after = structuredClone(sampleRecord);
    const [petition] = after.petitions;
    const [person] = after.attendees;
    if (!petition || !person) throw new Error('the sample is empty');
    petition.dueDate = '2023-07-01';
    petition.petitioner = {
      name: 'Y Mới',
      phone: '0987654321',
      address: '',
      attendeeId: '',
      showName: false,
    };
    person.phone = '0912345678';
    after.attendees.push({ ...person, id: 'late00000001', name: 'A Đến Sau' });
    const source = {
      from: 'comparison' as const,
      before: { record: sampleRecord, standing: draft },
      after: { record: after, standing: final },
    };
    const text = bodyText(comparisonTree(source)).join('\n');
    expect(text).toContain(
      'Lý do đính chính: Ghi nhầm số tiền (Lê Văn Phòng, 09 giờ 00 phút, ngày 23 tháng 5',
    );
    expect(text).toContain(`${petition.number} (sửa):`);
    expect(text).toContain('01/07/2023');
    expect(text).toContain('Y Mới');
    expect(text).toContain('A Đến Sau (thêm mới):');
    expect(text).toContain('Số điện thoại người kiến nghị: đã thay đổi (không in ra).');
    expect(text).not.toMatch(/09\d{8}/);
    const pdf = await makeDocument(source, 'comparison', 'pdf');
    expect(Buffer.from(pdf).toString('latin1')).toContain('pdfaid');
  });

  it('versions that are alike say so', () => {
    const tree = comparisonTree({
      from: 'comparison',
      before: { record: sampleRecord, standing: draft },
      after: { record: structuredClone(sampleRecord), standing: final },
    });
    expect(bodyText(tree)).toContain('Hai bản không khác nhau về nội dung.');
  });
});
