import { type Accessor, onCleanup } from 'solid-js';
import type { Paper } from '../../shared/docs/papers.ts';
import { ApiError, call } from '../api.ts';
import type { PaperStore, StoreProblem } from './paper-store.ts';

/** Why a paper cannot be shown: it has not reached the hall, the hall is out of reach, or this role may not see it. */
export type Absence = 'notHere' | 'outOfReach';

/** Whether an answer says why there is no file. */
export function isAbsence(answer: string): answer is Absence {
  return answer === 'notHere' || answer === 'outOfReach';
}

/** The papers' pictures for showing, from this device or from the hall. */
export interface PaperFileDesk {
  problem: Accessor<StoreProblem>;
  /** Address of the file on this page (`blob:`), or why there is none. */
  url: (paper: Paper) => Promise<string | Absence>;
  /** Address of a small picture; null for a PDF or an absent file. */
  thumbnail: (paper: Paper) => Promise<string | null>;
}

/** Long edge of a small picture, pixels. */
const thumbnailEdge = 200;
/** Whole files whose addresses are held at a time; the browser keeps each in memory. */
const held = 6;

/** Gets and holds the files of one dialogue until the Solid owner ends. */
export function createPaperFiles(dialogueId: string, store: PaperStore): PaperFileDesk {
  const urls = new Map<string, string>();
  const thumbnails = new Map<string, string>();

  async function bytesOf({ hash }: Paper): Promise<Uint8Array<ArrayBuffer> | Absence> {
    const here = await store.get(dialogueId, hash);
    if (here) return here;
    try {
      const answer = await call(`/api/dialogues/${dialogueId}/papers/${hash}`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      await store.put(dialogueId, hash, bytes, true);
      return bytes;
    } catch (error) {
      return error instanceof ApiError && error.code === 'notFound' ? 'notHere' : 'outOfReach';
    }
  }

  async function url(paper: Paper): Promise<string | Absence> {
    const known = urls.get(paper.hash);
    if (known) return known;
    const bytes = await bytesOf(paper);
    if (typeof bytes === 'string') return bytes;
    const made = URL.createObjectURL(new Blob([bytes], { type: paper.type }));
    urls.set(paper.hash, made);
    const [oldest] = urls.keys();
    if (urls.size > held && oldest) {
      const gone = urls.get(oldest);
      urls.delete(oldest);
      if (gone) URL.revokeObjectURL(gone);
    }
    return made;
  }

  async function thumbnail(paper: Paper): Promise<string | null> {
    const known = thumbnails.get(paper.hash);
    if (known || paper.type === 'application/pdf') return known ?? null;
    const bytes = await bytesOf(paper);
    if (typeof bytes === 'string') return null;
    const isWide = paper.width >= paper.height;
    const picture = await createImageBitmap(new Blob([bytes], { type: paper.type }), {
      resizeQuality: 'medium',
      ...(isWide ? { resizeWidth: thumbnailEdge } : { resizeHeight: thumbnailEdge }),
    }).catch(() => null);
    if (!picture) return null;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    picture.close();
    const made = canvas.toDataURL('image/jpeg', 0.7);
    thumbnails.set(paper.hash, made);
    return made;
  }

  onCleanup(() => {
    for (const made of urls.values()) URL.revokeObjectURL(made);
  });
  return { problem: store.problem, url, thumbnail };
}
