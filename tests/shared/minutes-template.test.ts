import { getSchema } from '@tiptap/core';
import { yXmlFragmentToProseMirrorRootNode, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { minutesSchemaExtensions } from '../../client/minutes/schema.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { minutesTemplate, readBody, writeTemplate } from '../../shared/minutes-template.ts';
import type { RichNode } from '../../shared/rich-text.ts';

const dialogue = {
  groups: ['Thường trực Đảng ủy;', 'Hộ nghèo, hộ cận nghèo năm 2022 trên địa bàn xã.'],
  fields: ['Giảm nghèo', 'Lao động – việc làm'],
  chairName: 'Nguyễn Hữu Bảng',
  chairTitle: 'Chủ tịch UBND xã',
};
const office = { villages: ['Đăk Vang', 'Giang Lố'] };

function textOf(node: RichNode): string {
  return (node.text ?? '') + (node.content ?? []).map(textOf).join('');
}

/** What the editor's own binding reads, without its empty mark attributes. */
function bindingJson(doc: Y.Doc): unknown {
  return JSON.parse(
    JSON.stringify(yXmlFragmentToProsemirrorJSON(bodyOf(doc)), (key, value) =>
      // An empty block holds a text without letters.
      (key === 'attrs' || key === 'content') && Object.keys(value).length === 0 ? undefined : value,
    ),
  );
}

describe('the template', () => {
  test('holds the sections in order, with the chair, the groups, the villages and every field', () => {
    const headings = (minutesTemplate(dialogue, office).content ?? []).filter(
      (node) => node.type === 'heading',
    );
    expect(headings.map((node) => `${node.attrs?.level} ${textOf(node)}`)).toEqual([
      '1 THÀNH PHẦN THAM DỰ',
      '1 NỘI DUNG HỘI NGHỊ',
      '2 Khai mạc',
      '2 Ý kiến, kiến nghị của người dân và trả lời tại hội nghị',
      '3 Lĩnh vực giảm nghèo',
      '3 Lĩnh vực lao động – việc làm',
      '2 Nội dung ghi nhận, giải trình sau hoặc trình cấp có thẩm quyền',
      '1 KẾT LUẬN CỦA CHỦ TRÌ',
    ]);
    const text = textOf(minutesTemplate(dialogue, office));
    expect(text).toContain('Nguyễn Hữu Bảng – Chủ tịch UBND xã, chủ trì hội nghị');
    expect(text).toContain('Thường trực Đảng ủy: …… người.');
    expect(text).toContain('(Đăk Vang, Giang Lố)');
  });

  test('a dialogue with nothing filled in still has every section', () => {
    const empty = minutesTemplate(
      { groups: [], fields: [], chairName: '', chairTitle: '' },
      { villages: [] },
    );
    expect((empty.content ?? []).filter((node) => node.attrs?.level === 1)).toHaveLength(3);
    expect(textOf(empty)).not.toContain('undefined');
  });

  test('is written once, in the shape that the editor takes without changing anything', () => {
    const doc = new Y.Doc();
    const template = minutesTemplate(dialogue, office);
    writeTemplate(doc, template);
    writeTemplate(doc, template);
    expect(readBody(doc)).toEqual(template);
    expect(bindingJson(doc)).toEqual(template);

    const before = Y.encodeStateVector(doc);
    const node = yXmlFragmentToProseMirrorRootNode(bodyOf(doc), getSchema(minutesSchemaExtensions()));
    node.check();
    expect(textOf(node.toJSON())).toBe(textOf(template));
    expect(Y.encodeStateVector(doc)).toEqual(before); // the binding threw nothing away
  });
});

const words = fc.constantFrom('Đề nghị', ' hỗ trợ', ' vốn vay', ' ấp Ỗ ự', ' 1.250.000 đồng', ' —');
const textNode: fc.Arbitrary<RichNode> = fc
  .record({ text: words, marks: fc.subarray(['bold', 'italic', 'underline'] as const) })
  .map(({ text, marks }) => ({
    type: 'text',
    text,
    ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
  }));
const inline: fc.Arbitrary<RichNode> = fc.oneof(
  textNode,
  fc.constant<RichNode>({ type: 'hardBreak' }),
  fc.stringMatching(/^[a-z2-7]{12}$/).map((id) => ({ type: 'petition', attrs: { petitionId: id } })),
);
const withContent = (type: string, attrs?: RichNode['attrs']) => (content: RichNode[]) => ({
  type,
  ...(attrs ? { attrs } : {}),
  ...(content.length > 0 ? { content } : {}),
});
const paragraph = fc.array(inline, { maxLength: 4 }).map(withContent('paragraph'));
const block: fc.Arbitrary<RichNode> = fc.letrec<{ block: RichNode }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small' },
    paragraph,
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.array(textNode, { maxLength: 2 }))
      .map(([level, content]) => withContent('heading', { level })(content)),
    fc
      .array(fc.tuple(paragraph, fc.array(tie('block'), { maxLength: 1 })), { minLength: 1, maxLength: 3 })
      .map((items) =>
        withContent('bulletList')(items.map(([first, more]) => withContent('listItem')([first, ...more]))),
      ),
    fc
      .array(fc.array(paragraph, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 })
      .map((rows) =>
        withContent('table')(
          rows.map((cells) =>
            withContent('tableRow')(
              cells.map((cell) =>
                withContent('tableCell', { colspan: 1, rowspan: 1, colwidth: [120] })([cell]),
              ),
            ),
          ),
        ),
      ),
  ),
})).block;

/** Text nodes with the same marks that stand side by side are one in Yjs. */
function joined(node: RichNode): RichNode {
  const content: RichNode[] = [];
  for (const child of (node.content ?? []).map(joined)) {
    const last = content.at(-1);
    if (last?.type === 'text' && child.type === 'text' && same(last.marks, child.marks)) {
      last.text = `${last.text}${child.text}`;
    } else content.push({ ...child });
  }
  return { ...node, ...(node.content ? { content } : {}) };
}
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

test('of two devices that type into one empty block at once, neither makes a text of its own', () => {
  const doc = new Y.Doc();
  writeTemplate(doc, minutesTemplate(dialogue, office));
  const blocks = bodyOf(doc)
    .toArray()
    .filter((block) => block instanceof Y.XmlElement);
  for (const block of blocks)
    if (block.nodeName === 'paragraph' || block.nodeName === 'heading')
      expect(block.get(0)).toBeInstanceOf(Y.XmlText);
  expect(blocks.some((block) => String(block) === '<paragraph></paragraph>')).toBe(true);
});

describe('reading the text', () => {
  test('any text that the editor can hold comes back as it is, and as the binding reads it', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), (content) => {
        const doc = new Y.Doc();
        writeTemplate(doc, { type: 'doc', content });
        expect(readBody(doc)).toEqual(joined({ type: 'doc', content }));
        const sorted = (node: RichNode): RichNode => ({
          ...node,
          ...(node.marks ? { marks: [...node.marks].sort((a, b) => (a.type < b.type ? -1 : 1)) } : {}),
          ...(node.content ? { content: node.content.map(sorted) } : {}),
        });
        expect(readBody(doc)).toEqual(joined(sorted(bindingJson(doc) as RichNode)));
      }),
      { seed: 20230205, numRuns: 200 },
    );
  });

  test('decomposed letters come out composed', () => {
    const doc = new Y.Doc();
    writeTemplate(doc, {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'Kiến nghị về đường'.normalize('NFD') }] },
      ],
    });
    expect(textOf(readBody(doc))).toBe('Kiến nghị về đường'.normalize('NFC'));
  });

  test('hostile content gives known nodes and loses no text', () => {
    const doc = new Y.Doc();
    const body = bodyOf(doc);
    const script = new Y.XmlElement('script');
    script.insert(0, [new Y.XmlText('alert(1)')]);
    const paragraph = new Y.XmlElement<Record<string, unknown & string>>('paragraph');
    body.insert(0, [new Y.XmlText('trơ trọi'), script, paragraph, new Y.XmlHook('hook')] as Y.XmlElement[]);
    const anyAttribute: { setAttribute(name: string, value: unknown): void } = paragraph;
    anyAttribute.setAttribute('style', { evil: true });
    anyAttribute.setAttribute('level', Number.NaN);
    paragraph.insert(0, [new Y.XmlText()]);
    const text = paragraph.get(0) as Y.XmlText;
    text.applyDelta([
      { insert: 'chữ', attributes: { bold: true, onclick: 'x', link: { href: 'javascript:1' } } },
    ]);
    text.insertEmbed(3, { image: 'x' });
    expect(readBody(doc)).toEqual({
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'trơ trọi' }] },
        { type: 'paragraph', content: [{ type: 'text', text: 'alert(1)' }] },
        { type: 'paragraph', content: [{ type: 'text', text: 'chữ', marks: [{ type: 'bold' }] }] },
      ],
    });
  });

  test('a nest of fifty thousand elements is read, not fallen over', () => {
    const doc = new Y.Doc();
    let inner: Y.XmlFragment = bodyOf(doc);
    doc.transact(() => {
      for (let i = 0; i < 50_000; i++) {
        const next = new Y.XmlElement('listItem');
        inner.insert(0, [next]);
        inner = next;
      }
      inner.insert(0, [new Y.XmlText('đáy')]);
    });
    expect(textOf(readBody(doc))).toBe('đáy');
  });

  test('a root of another type reads as an empty text', () => {
    const doc = new Y.Doc();
    doc.getMap('body').set('x', 1);
    expect(readBody(doc)).toEqual({ type: 'doc', content: [] });
  });
});
