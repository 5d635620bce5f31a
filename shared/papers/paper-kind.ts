/** What a paper's file may be. */
export const paperTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type PaperType = (typeof paperTypes)[number];

export const paperExtensions: Record<PaperType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

/** Largest stored file, bytes. */
export const maxPaperBytes = 20 * 1024 * 1024;
/** Bytes of one step of an upload, at most. */
export const paperChunkBytes = 256 * 1024;
/** Papers of one dialogue, and their bytes together: what a day of photographs cannot reach. */
export const maxPapers = 2_000;
export const maxPapersBytes = 4 * 1024 * 1024 * 1024;

/** Whether a text is the SHA-256 of a file, as papers are named: 64 lowercase hex digits. */
export function isPaperHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
