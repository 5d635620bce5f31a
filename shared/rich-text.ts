/** The minutes' text as data: ProseMirror's JSON, the shape that editor, freeze and documents share. */
export interface RichMark {
  type: 'bold' | 'italic' | 'underline';
}

export interface RichNode {
  /** doc, paragraph, heading, bulletList, orderedList, listItem, table, tableRow, tableCell, tableHeader, petition, speaker, hardBreak, text. */
  type: string;
  attrs?: Record<string, string | number | boolean | null | number[]>;
  content?: RichNode[];
  text?: string;
  marks?: RichMark[];
}
