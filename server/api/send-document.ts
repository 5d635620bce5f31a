import type { Context } from 'hono';
import { mayMake, namesCitizens, type Paper } from '../../shared/access.ts';
import type { DocumentSource } from '../../shared/documents/source.ts';
import { documentFormats } from '../freeze/contract.ts';
import type { Session } from '../store/store.ts';
import { type Env, type Parts, Refusal } from './context.ts';
import { note } from './noted.ts';

export type PaperFormat = (typeof documentFormats)[number];

const mimeTypes: Record<PaperFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** `notice.pdf` as a paper of `among` that the session may make, and its format; else a refusal, 404 or 403. */
export function askedPaper<P extends Paper>(
  session: Session,
  file: string,
  among: readonly P[],
): { paper: P; format: PaperFormat } {
  const [name, extension] = file.split('.');
  const paper = among.find((known) => known === name);
  const format = documentFormats.find((known) => known === extension);
  if (!paper || !format) throw new Refusal('notFound', 404);
  if (!mayMake(session.role, paper)) throw new Refusal('notAllowed', 403);
  return { paper, format };
}

/** A document as an answer: shown by the browser with `?view=inline`, else saved under `name`. */
export function sendDocument(c: Context<Env>, bytes: Uint8Array, name: string, format: PaperFormat) {
  const how = c.req.query('view') === 'inline' ? 'inline' : 'attachment';
  c.header('content-type', mimeTypes[format]);
  c.header('content-disposition', `${how}; filename="${name}.${format}"`);
  return c.body(new Uint8Array(bytes));
}

/** Makes a paper and sends it, saved as `name` with the format's ending. Refuses with 500 when it cannot be made. */
export async function answerPaper(
  { makeDocument, audit, logger }: Pick<Parts, 'makeDocument' | 'audit' | 'logger'>,
  c: Context<Env>,
  asked: {
    source: DocumentSource;
    paper: Paper;
    format: PaperFormat;
    name: string;
    /** Of which dialogue it is, and which petition; for the audit log. */
    of?: { dialogueId: string; petition?: string };
  },
) {
  const { source, paper, format, name } = asked;
  if (namesCitizens(paper)) {
    const { dialogueId = '', petition } = asked.of ?? {};
    const about = { file: `${paper}.${format}`, ...(petition ? { petition } : {}) };
    await note({ audit }, c, { act: 'document', dialogueId, about });
  }
  let bytes: Uint8Array;
  try {
    bytes = await makeDocument(source, paper, format);
  } catch (error) {
    logger.error({ paper, format, reason: String(error) }, 'document failed');
    throw new Refusal('documentFailed', 500);
  }
  return sendDocument(c, bytes, name, format);
}
