/** Holds the thread for as many milliseconds, as a slow disk does at each commit. */
export function holdThread(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
