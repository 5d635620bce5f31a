import * as v from 'valibot';

/** The format of backups that this version writes; it reads this one and earlier ones. */
export const formatVersion = 1;
/** The first file of every backup, and its last. */
export const manifestName = 'manifest.json';
export const checksumName = 'SHA256';
/** No manifest is larger, bytes: some 400,000 papers. */
export const mostManifestBytes = 64 * 1024 * 1024;

/** Where a part goes in the data folder: folders and names of plain letters, never up and never absolute. */
const path = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/),
  v.maxLength(99),
);
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const schema = v.object({
  format: v.literal('doithoai-backup'),
  version: v.literal(formatVersion),
  /** ISO 8601 instant. */
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Version of the program, and of the database's tables (`PRAGMA user_version`). */
  program: v.string(),
  schema: size,
  parts: v.array(v.object({ path, size, sha256 })),
  /** Papers that the database names and whose file was gone or damaged when the backup was made. */
  missingPapers: v.array(sha256),
});

/** What a backup holds. */
export type Manifest = v.InferOutput<typeof schema>;
export type Part = Manifest['parts'][number];

const versioned = v.object({
  format: v.literal('doithoai-backup'),
  version: v.pipe(v.number(), v.integer()),
});

/** Reads a manifest: `newer` when a later version wrote it, null when it is none. */
export function readManifest(json: string): Manifest | 'newer' | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const any = v.safeParse(versioned, value);
  if (any.success && any.output.version > formatVersion) return 'newer';
  const read = v.safeParse(schema, value);
  return read.success ? read.output : null;
}
