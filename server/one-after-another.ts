/** Does one piece of work after the other, in the order in which they were given; one that failed holds nobody up. */
export function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = tail.then(work);
    tail = done.catch(() => {});
    return done;
  };
}
