/** A room is sealed; nothing is written in it any more. */
export class SealedError extends Error {
  override readonly name = 'SealedError';
  readonly code = 'room-sealed';

  constructor(room: string) {
    super(`room ${room} is sealed`);
  }
}

/** The store did not take what was written. The relay keeps it and tries again. */
export class NotStoredError extends Error {
  override readonly name = 'NotStoredError';
  readonly code = 'not-stored';

  constructor(options?: ErrorOptions) {
    super('the store takes nothing at present', options);
  }
}

/** The relay is closing and takes nothing more. */
export class ClosedError extends Error {
  override readonly name = 'ClosedError';
  readonly code = 'relay-closed';

  constructor() {
    super('the relay is closed');
  }
}
