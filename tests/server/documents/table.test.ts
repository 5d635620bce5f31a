import '../../../server/documents/fonts.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditorCell } from '../../../shared/documents/rich-text.ts';
import { cell, editorTable } from '../../../shared/documents/table.ts';
import type { Table } from '../../../shared/documents/tree.ts';

const editorCell = (text: string, colspan = 1, rowspan = 1, heading = false): EditorCell => ({
  cell: { ...cell(text), colspan, rowspan },
  heading,
});

/** The number of cells that cover each place of the grid, and whether anything reaches out of it. */
function cover(table: Table): { counts: number[][]; outside: boolean } {
  const rows = [...table.header, ...table.rows];
  const counts = rows.map(() => table.widths.map(() => 0));
  let outside = false;
  rows.forEach((row, r) => {
    let column = 0;
    for (const { colspan, rowspan } of row.cells) {
      while (counts[r]?.[column]) column++;
      for (let y = r; y < r + rowspan; y++) {
        for (let x = column; x < column + colspan; x++) {
          const line = counts[y];
          const count = line?.[x];
          if (!line || count === undefined) outside = true;
          else line[x] = count + 1;
        }
      }
    }
  });
  return { counts, outside };
}

const rowsOfAnyShape = fc.array(
  fc.array(
    fc.record({ colspan: fc.integer({ min: 1, max: 60 }), rowspan: fc.integer({ min: 1, max: 60 }) }),
    { maxLength: 5 },
  ),
  { minLength: 1, maxLength: 6 },
);

describe('a table from the editor', () => {
  it('covers its grid exactly once, whatever spans a peer wrote', () => {
    fc.assert(
      fc.property(rowsOfAnyShape, (shape) => {
        let number = 0;
        const rows = shape.map((row) =>
          row.map(({ colspan, rowspan }) => editorCell(`ô ${number++}`, colspan, rowspan)),
        );
        const table = editorTable(rows, [], 160);
        if (!table) {
          expect(number).toBe(0);
          return;
        }
        const { counts, outside } = cover(table);
        expect(outside).toBe(false);
        expect(counts.flat().every((count) => count === 1)).toBe(true);
        const text = JSON.stringify(table);
        for (let index = 0; index < number; index++) expect(text).toContain(`"ô ${index}"`);
        expect(table.widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(160);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('shares its width as the columns were drawn', () => {
    const table = editorTable([[editorCell('a'), editorCell('b'), editorCell('c')]], [100, 0, 300], 160);
    expect(table?.widths.map(Math.round)).toEqual([27, 53, 80]);
  });

  it('repeats leading rows of heading cells, unless a cell of theirs reaches below', () => {
    const head = [editorCell('đầu', 1, 1, true)];
    expect(editorTable([head, [editorCell('thân')]], [], 160)?.header).toHaveLength(1);
    const reaching = [editorCell('đầu', 1, 2, true), editorCell('đầu', 1, 1, true)];
    expect(editorTable([reaching, [editorCell('thân')]], [], 160)?.header).toHaveLength(0);
    expect(editorTable([head], [], 160)?.header).toHaveLength(0);
  });

  it('keeps short rows together and lets those taller than a page be split', () => {
    const table = editorTable([[editorCell('ngắn')], [editorCell('dài '.repeat(4000))]], [], 160);
    expect(table?.rows.map((row) => row.keepTogether)).toEqual([true, false]);
  });
});
