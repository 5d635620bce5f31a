const plainName = 'doi-thoai-papers';

/**
 * Name of the papers' database; `keyId` empty: not sealed. Each key has one of its own: what lay in plain goes with its
 * database, which browsers tidy away, while a value that was only written over stays in their files for days.
 */
export function papersOf(keyId = ''): string {
  return keyId ? `${plainName}@${keyId}` : plainName;
}

/** Whether a database holds papers, whoever's. */
export function holdsPapers(name: string): boolean {
  return name === plainName || name.startsWith(`${plainName}@`);
}
