import { petitionNumber } from '../../../shared/petition.ts';
import type { DialogueRecord, RecordPetition } from '../../../shared/record.ts';
import type { RichNode } from '../../../shared/rich-text.ts';
import { emptyPetition, h, mention, node, p, sampleRecord, t } from './sample.ts';

/** Texts that somebody will type, paste or send one day. */
export const hostileTexts = {
  typst:
    '#let x = 1; #panic("sập") $a^2$ *đậm* _nghiêng_ `mã` @nhãn <nhãn> \\ // chú thích /* mở [ngoặc] {khối} ~ --- = Đề mục',
  files: '#read("/etc/passwd") #include "minutes.ts" #image("tree.json") \\u{41} "nháy" \'đơn\' “kép”',
  xml: '</w:t></w:r><w:br/> &amp; &lt; ]]> <!-- --> <script>alert(1)</script> %PDF-1.7 {{mẫu}}',
  decomposed: 'Đường Ấp Bắc lầy lội, đề nghị hỗ trợ Ỗn ự quyền lợi'.normalize('NFD'),
  control: 'A\u0000B\u0007C\u001b[31mD\ud800E\u202eF\u200bG\ufeffH\uffffI',
  emoji: 'Đồng ý 👍🏽 ☑ 漢字 cả hai',
  lines: 'dòng một\r\n- dòng hai\r\rdòng ba\vdòng bốn\u2028dòng năm',
  longWord: 'x'.repeat(700),
  long: Array.from({ length: 170 }, (_, index) => `câu thứ ${index} nói về đường sá, `).join(''),
  spaces: '   \t   ',
  empty: '',
} as const;

const texts = Object.values(hostileTexts);
/** All but the longest: they stand in many places, and each takes pages in a narrow column. */
const shorter = texts.filter((text) => text.length < 500);
const other = (index: number) => shorter[index % shorter.length] ?? '';

const petitions: RecordPetition[] = texts.map((text, index) => ({
  ...emptyPetition,
  id: `h${index}`,
  number: index === 3 ? '' : petitionNumber(index + 1),
  content: text,
  answer: texts[(index + 1) % texts.length] ?? '',
  field: other(index + 2),
  village: other(index + 3),
  unit: other(index + 4),
  authority: other(index + 5),
  answeredBy: other(index + 6),
  dueDate: index % 2 ? 'mai' : '2023-06-01',
  dueReason: other(index + 7),
  state: index % 3 === 0 ? 'escalated' : 'deferred',
  outcome: index % 3 === 0 ? 'escalated' : 'deferred',
  mergedInto: 'không có',
  petitioner: {
    name: other(index + 8),
    phone: '0900000789',
    address: '',
    attendeeId: '',
    showName: false,
  },
}));

/** An editor's table as a broken peer may leave it: spans without end, rows of unequal length, tables in tables. */
export const brokenTable: RichNode = node(
  'table',
  node('tableRow', {
    type: 'tableHeader',
    attrs: { colspan: 9999, rowspan: 9999 },
    content: [p(t('đầu bảng'))],
  }),
  node(
    'tableRow',
    {
      type: 'tableCell',
      attrs: { colspan: 0, rowspan: -2, colwidth: [0, Number.NaN] },
      content: [p(t('ô một'))],
    },
    node('tableCell', node('table', node('tableRow', node('tableCell', p(t('ô trong bảng trong bảng')))))),
    node('tableCell'),
  ),
  node('tableRow'),
  node('tableRow', node('tableCell', mention('h0'), p(t('ô có kiến nghị')))),
);

/** A record that holds every hostile text in every place. */
export const hostileRecord: DialogueRecord = {
  ...sampleRecord,
  id: 'rec0000666',
  dialogue: {
    ...sampleRecord.dialogue,
    title: `Đối thoại ${hostileTexts.typst}`,
    topic: hostileTexts.xml,
    fields: [...shorter, hostileTexts.longWord],
    groups: [...shorter],
    place: hostileTexts.files,
    heldOn: 'hôm nay',
  },
  office: {
    ...sampleRecord.office,
    superior: hostileTexts.typst,
    body: `ỦY BAN NHÂN DÂN XÃ ${hostileTexts.files}`,
    bodySign: '#panic()',
    place: hostileTexts.xml,
    authority: hostileTexts.longWord,
    signerName: hostileTexts.control,
  },
  minutes: {
    facts: {
      startedAt: 'sáng',
      endedAt: '2023-99-99T00:00:00Z',
      place: '',
      chair: hostileTexts.typst,
      secretaries: shorter.join(','),
      copies: hostileTexts.xml,
    },
    body: node(
      'doc',
      t('chữ không nằm trong đoạn'),
      ...texts.flatMap((text) => [h(1, text), p(t(text, 'bold', 'italic', 'underline'))]),
      brokenTable,
      node('blockquote', p(t('nút lạ'))),
      node(
        'orderedList',
        node('listItem'),
        node('paragraph', t('không phải mục')),
        node('listItem', node('orderedList', node('listItem', p(t('sâu'))))),
      ),
      mention('không có kiến nghị này'),
      mention('h1'),
      p(t('nhắc lại '), mention('h1'), mention('h2')),
    ),
  },
  petitions,
  attendees: shorter.map((text, index) => ({
    id: `a${index}`,
    name: text,
    title: text,
    village: text,
    group: text,
    category: 'other',
    phone: '0900000789',
    present: true,
    walkIn: index % 2 === 0,
    checkedInAt: '',
  })),
};

/** A record in which nothing was written at all. */
export const emptyRecord: DialogueRecord = {
  ...sampleRecord,
  dialogue: {
    ...sampleRecord.dialogue,
    title: '',
    topic: '',
    groups: [],
    fields: [],
    place: '',
    heldOn: '',
    chairName: '',
    chairTitle: '',
    secretaries: [],
  },
  office: {
    ...sampleRecord.office,
    superior: '',
    body: '',
    bodySign: '',
    place: '',
    authority: '',
    signerTitle: '',
    signerName: '',
  },
  minutes: {
    facts: { startedAt: '', endedAt: '', place: '', chair: '', secretaries: '', copies: '' },
    body: { type: 'doc' },
  },
  petitions: [],
  attendees: [],
};
