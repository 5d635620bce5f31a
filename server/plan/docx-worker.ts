import { parentPort, workerData } from 'node:worker_threads';
import mammoth from 'mammoth';
import { BadDocx, textPartsOf } from './docx-parts.ts';
import { textOfHtml } from './html-text.ts';

/** A Word file is read on a thread of its own: a large or hostile one must not hold up the hall. */
export type DocxAnswer = { text: string } | { code: 'notDocx' | 'tooLarge' };

async function read(file: Uint8Array): Promise<DocxAnswer> {
  try {
    const buffer = textPartsOf(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
    const noPicture = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
    const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: noPicture });
    return { text: textOfHtml(value) };
  } catch (error) {
    return { code: error instanceof BadDocx ? error.code : 'notDocx' };
  }
}

parentPort?.postMessage(await read(workerData));
