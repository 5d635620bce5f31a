/** A device's disk that does not answer holds up no other document longer, ms. */
const patience = 1_000;

let last: Promise<unknown> = Promise.resolve();

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Reads a document from this device when those that the page opened before have been read and drawn: what somebody
 * opened first is on the page, and can be typed into, before the others cost time.
 */
export function inTurn<T>(read: () => Promise<T>): Promise<T> {
  const reading = Promise.race([last, pause(patience)]).then(read);
  // A task of its own: what was read is drawn in between.
  const over = () => pause(0);
  last = reading.then(over, over);
  return reading;
}
