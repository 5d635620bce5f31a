import { ConfigError } from '../config.ts';

/** In milliseconds. */
export const day = 24 * 3_600_000;

/** What the server needs of a certificate, wherever it comes from. */
export interface CertificateSource {
  /** PEM: the certificate, with the chain above it where there is one, and its key. */
  current(): { cert: string; key: string };
  /** Looks whether another is needed now; resolves to true when `current` changed. Rejects with CertificateError. */
  check(): Promise<boolean>;
  /** The authority that devices must be told to trust; null when they trust the certificate already. */
  authority: AuthorityToTrust | null;
  /** DNS names of the current certificate, wildcards left out. */
  names(): string[];
  /** Sentences for the person at the terminal, about what is not wrong yet. */
  warnings(): { vi: string; en: string }[];
}

export interface AuthorityToTrust {
  /** As the device shows it. */
  name: string;
  /** The certificate, DER. */
  der: Uint8Array<ArrayBuffer>;
  /** SHA-256 of it: 32 bytes as upper case hex in pairs, joined by colons. */
  fingerprint: string;
}

/** A certificate, key or authority that cannot be used: a sentence in both languages. */
export class CertificateError extends ConfigError {
  override name = 'CertificateError';
}
