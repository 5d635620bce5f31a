/** SQLITE_FULL; SQLITE_IOERR_SHMSIZE: the log's index could not grow. */
const sqliteFull = 13;
const sqliteShmSize = 4874;
/** PostgreSQL's disk_full. */
const postgresFull = '53100';

/** Whether an error says that the disk, or the quota of it, is full. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && ['ENOSPC', 'EDQUOT', postgresFull].includes(String(error.code))) return true;
  if (!('errcode' in error)) return false;
  const code = Number(error.errcode);
  return (code & 0xff) === sqliteFull || code === sqliteShmSize;
}

/** Whether an error says that the relay could not store what it was given, which it keeps trying. */
export function isNotStored(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'not-stored';
}

/** Whether an error says that another process may be the commune's steward by now (NotStewardError). */
export function isOfAnother(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'not-steward';
}

/** Whether an error says that the database cannot be reached, or does not answer in time (StoreAwayError). */
export function isStoreAway(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'store-away';
}
