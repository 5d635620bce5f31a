/**
 * Every margin, size and spacing of an official document: Decree 30/2020/NĐ-CP, Annex I.
 * The one place: the Typst template is handed this object, the DOCX builder reads it, the tests measure against it.
 * Lengths in millimetres, type sizes and paragraph spacing in points. Where the decree gives a range, the
 * range stands behind the value.
 */
export const measures = {
  /** Family in the PDF, and the name that Word and LibreOffice know the same metrics by. */
  font: {
    pdf: 'Tinos',
    word: 'Times New Roman',
    /** Of the type size: the line that Word calls single, and its parts above and below the baseline. */
    line: 1.15,
    ascent: 0.891,
    descent: 0.216,
  },
  page: {
    /** A4. */
    width: 210,
    height: 297,
    /** Top 20–25, bottom 20–25, left 30–35, right 15–20. */
    margin: { top: 20, bottom: 20, left: 30, right: 20 },
  },
  head: {
    /** Widths of issuing body and national title; they share the text's width. */
    leftColumn: 63,
    rightColumn: 97,
    /** 12–13 pt. */
    superior: 13,
    /** 12–13 pt, bold. */
    body: 13,
    /** 13 pt. */
    number: 13,
    /** V/v of an official letter: 12–13 pt. */
    about: 12,
    /** Between number and V/v, in points. */
    aboutGap: 6,
    /** 12–13 pt, bold, on one line. */
    nationalTitle: 13,
    /** 13–14 pt, bold. */
    motto: 14,
    /** 13–14 pt, italic. */
    placeDate: 14,
    /** Issuing body's line: a third to a half of the text's width. */
    bodyRule: 0.4,
    /** Between a text and the line under it. */
    ruleGap: 1,
    ruleThickness: 0.75,
    /** Above number and place, and below the whole head, in points. */
    gap: 8,
    after: 14,
  },
  title: {
    /** Kind and subject: 13–14 pt, bold. */
    kind: 14,
    subject: 14,
    /** Line under the subject: a third to a half of its width. */
    rule: 0.4,
    after: 12,
  },
  text: {
    /** 13–14 pt. */
    size: 14,
    /** 10 or 12.7. */
    firstLine: 10,
    /** At least 6 pt. */
    paragraphGap: 6,
    /** 1.0–1.5 lines; a little over 1 leaves room for marks that stand on marks. */
    lineSpacing: 1.15,
  },
  /** 12–13 pt in cells. */
  table: { size: 12, annexSize: 12, inset: { x: 1.4, y: 0.9 }, lineSpacing: 1.05, stroke: 0.5, gap: 8 },
  /** A bar chart: bars are drawn in steps of the room beside the labels; the longest takes `longest` of it. */
  chart: {
    size: 12,
    labelWidth: 62,
    labelLetters: 60,
    barHeight: 4.2,
    gap: 1.6,
    fill: '595959',
    /** Of parts of bars: lines in points, the side of a pattern and of a sign in the legend. */
    grey: 'd0d0d0',
    stroke: 0.5,
    tile: 1.4,
    key: 6,
    steps: 40,
    longest: 0.85,
    /** A chart of no more bars is not split. */
    keptBars: 20,
  },
  signature: {
    /** 13–14 pt, bold. */
    size: 14,
    leftColumn: 76,
    /** Room for the signature, between title and name. */
    room: 26,
    gapAbove: 18,
  },
  /** Title 12 pt bold italic, lines 11 pt. */
  recipients: { title: 12, lines: 11 },
  /** A code under the recipients: its side, the light room beside it (4 of its modules), above it in points; words 11 pt. */
  passCode: { side: 17, gap: 3.5, above: 6, size: 11 },
  pageNumber: { size: 13 },
  /** A word across the page behind the text: points, degrees, and a grey that leaves the text readable. */
  mark: { size: 72, angle: -45, color: 'e2e2e2' },
  /** QR code, hash and fingerprint in the foot of a PDF's last page. */
  proof: { code: 13, gap: 2.5, descent: 2, size: 8 },
  /** The line `(Ký, ghi rõ họ tên)` and the date over a signature. */
  signatureNote: { size: 13 },
  /**
   * Slips, alone on a sheet or four of them, all in millimetres and points: `edge` is what printers leave free, `inset`
   * lies between a slip's cut and its text, `code` and `qr` are the typed and the scanned code.
   */
  slip: {
    A5: {
      page: [148, 210],
      across: 1,
      down: 1,
      edge: 5,
      inset: 9,
      size: 12.5,
      body: 13,
      title: 15,
      number: 22,
      codeLabel: 11,
      code: 22,
      note: 11,
      qr: 34,
      gap: 6,
    },
    A4: {
      page: [210, 297],
      across: 2,
      down: 2,
      edge: 5,
      inset: 6,
      size: 10,
      body: 10,
      title: 11.5,
      number: 16,
      codeLabel: 9,
      code: 16,
      note: 8.5,
      qr: 25,
      gap: 2.8,
    },
    /** Left free around the code that is scanned: four of its squares, or more. */
    free: 5,
    cut: '9a9a9a',
  },
  /** A box to tick: its side and stroke as parts of the type size. */
  tickBox: { side: 0.72, stroke: 0.05 },
  annex: { label: 14, name: 14, reference: 14, gap: 3, after: 9 },
  /**
   * A word longer than this many letters may be broken anywhere (no Vietnamese word has above seven; these are
   * addresses of web pages, or a key that was held down).
   */
  longWord: { text: 40, cell: 12 },
} as const;

/** Width of the text on a portrait page, mm. */
export const textWidth = measures.page.width - measures.page.margin.left - measures.page.margin.right;

/** Width of the text on a landscape page, mm. */
export const landscapeWidth = measures.page.height - measures.page.margin.left - measures.page.margin.right;

/** Height of the text on a landscape page, mm: the least that a table's row may rely on. */
export const landscapeHeight = measures.page.width - measures.page.margin.top - measures.page.margin.bottom;

/** Millimetres in one point. */
export const mmPerPoint = 25.4 / 72;
