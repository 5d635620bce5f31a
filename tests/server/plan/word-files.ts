import {
  AlignmentType,
  Document,
  type FileChild,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';

const bullets = (texts: string[], level = 0) =>
  texts.map((text) => new Paragraph({ text, numbering: { reference: 'points', level } }));
const numbered = (text: string, level: number) =>
  new Paragraph({ numbering: { reference: 'parts', level }, children: [new TextRun({ text, bold: true })] });
const cell = (texts: string[]) => new TableCell({ children: texts.map((text) => new Paragraph(text)) });
const row = (...cells: string[][]) => new TableRow({ children: cells.map(cell) });

function pack(children: FileChild[]): Promise<Buffer> {
  const document = new Document({
    numbering: {
      config: [
        {
          reference: 'points',
          levels: ['•', 'o'].map((text, level) => ({
            level,
            text,
            format: LevelFormat.BULLET,
            alignment: AlignmentType.LEFT,
          })),
        },
        {
          reference: 'parts',
          levels: ['%1.', '%2.'].map((text, level) => ({
            level,
            text,
            format: level === 0 ? LevelFormat.UPPER_ROMAN : LevelFormat.DECIMAL,
            alignment: AlignmentType.LEFT,
          })),
        },
      ],
    },
    sections: [{ children }],
  });
  return Packer.toBuffer(document);
}

/** A plan as an office types it in Word: head and end in tables, parts numbered and points marked by Word. */
export function planInWord(): Promise<Buffer> {
  return pack([
    new Table({
      rows: [
        row(
          ['ỦY BAN NHÂN DÂN', 'XÃ HÒA BÌNH', 'Số: 27/KH-UBND'],
          [
            'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
            'Độc lập - Tự do - Hạnh phúc',
            'Hòa Bình, ngày 04 tháng 3 năm 2024',
          ],
        ),
      ],
    }),
    new Paragraph('KẾ HOẠCH'),
    new Paragraph('Đối thoại với Nhân dân năm 2024'),
    numbered('MỤC ĐÍCH', 0),
    ...bullets(['Lắng nghe ý kiến của Nhân dân.']),
    numbered('NỘI DUNG, THỜI GIAN, ĐỊA ĐIỂM', 0),
    new Paragraph('Quý II/2024'),
    numbered('Nội dung', 1),
    ...bullets(['Nội dung tập trung vào:']),
    ...bullets(['Đất đai & môi trường.', 'Giao thông nông thôn.'], 1),
    new Paragraph('Địa điểm: Hội trường UBND xã'),
    numbered('TỔ CHỨC THỰC HIỆN', 0),
    new Table({ rows: [row(['1'], ['Văn phòng'], ['Soạn giấy mời']), row(['2'], ['Thôn 1'], ['Báo tin'])] }),
    new Table({
      rows: [
        row(['Nơi nhận:', '- Như trên;', '- Lưu: VT.'], ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', 'Lê Văn Thí Dụ']),
      ],
    }),
  ]);
}

/** A Word file of one paragraph a line. */
export function wordOf(lines: readonly string[]): Promise<Buffer> {
  return pack(lines.map((line) => new Paragraph(line)));
}
