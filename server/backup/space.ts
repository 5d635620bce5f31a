import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Room on the disk that a path lies on, bytes. */
export interface Space {
  free: number;
  total: number;
}

/** The room on the disk of `path`, or of the nearest folder above it that is there. */
export async function spaceAt(path: string): Promise<Space> {
  try {
    const { bavail, blocks, bsize } = await statfs(path);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch (error) {
    const above = dirname(path);
    if (above === path) throw error;
    return spaceAt(above);
  }
}
