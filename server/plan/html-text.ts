/**
 * The plain text of the simple HTML that mammoth makes of a Word file: one line a paragraph, in order.
 * Items of lists get back their sign (`1.`, `-`, below the first level `+`), which Word keeps apart from the text.
 * The cells of a table follow one another; a row of three cells or more with one paragraph each is one line
 * with tabs (the head and the end of a letter are tables of two).
 */
export function textOfHtml(html: string): string {
  const writer = new TextWriter();
  for (const [, close, tag, text] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>|([^<]+)/g)) {
    if (text !== undefined) writer.write(decode(text));
    else if (tag === 'br') writer.endLine();
    else if (close) writer.close(tag ?? '');
    else writer.open(tag ?? '');
  }
  return writer.lines().join('\n');
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

const blocks = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'ul',
  'ol',
  'tr',
  'td',
  'th',
  'table',
]);

class TextWriter {
  #line = '';
  #sign = '';
  readonly #lists: { ordered: boolean; count: number }[] = [];
  /** Where lines go: the text, or the cells of the rows that are open. */
  readonly #targets: string[][] = [[]];
  readonly #rows: string[][][] = [];

  write(text: string): void {
    this.#line += text;
  }

  open(tag: string): void {
    if (blocks.has(tag)) this.endLine();
    if (tag === 'ul' || tag === 'ol') this.#lists.push({ ordered: tag === 'ol', count: 0 });
    else if (tag === 'li') this.#sign = this.#signOfItem();
    else if (tag === 'tr') this.#rows.push([]);
    else if (tag === 'td' || tag === 'th') this.#targets.push([]);
  }

  close(tag: string): void {
    if (blocks.has(tag)) this.endLine();
    if (tag === 'ul' || tag === 'ol') this.#lists.pop();
    else if (tag === 'td' || tag === 'th') this.#rows.at(-1)?.push(this.#targets.pop() ?? []);
    else if (tag === 'tr') this.#endRow();
  }

  endLine(): void {
    const text = this.#line.trim();
    this.#line = '';
    if (text === '') return;
    this.#targets.at(-1)?.push(`${this.#sign}${text}`);
    this.#sign = '';
  }

  lines(): string[] {
    this.endLine();
    return this.#targets.flat();
  }

  #signOfItem(): string {
    const list = this.#lists.at(-1);
    if (!list) return '';
    list.count += 1;
    if (list.ordered) return `${list.count}. `;
    return this.#lists.filter(({ ordered }) => !ordered).length > 1 ? '+ ' : '- ';
  }

  #endRow(): void {
    const cells = this.#rows.pop() ?? [];
    const asLine = cells.length >= 3 && cells.every((cell) => cell.length <= 1);
    const lines = asLine
      ? [
          cells
            .map(([text = '']) => text)
            .join('\t')
            .trim(),
        ]
      : cells.flat();
    this.#targets.at(-1)?.push(...lines.filter((line) => line !== ''));
  }
}
