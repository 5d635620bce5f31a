import { resolve } from 'node:path';
import { ConfigError } from '../config.ts';

type Environment = Record<string, string | undefined>;

/** How the server speaks https; null where these are asked for: plain http. */
export interface HttpsSettings {
  /** A second, plain port that shows the trust page or leads to https; null: none. */
  httpPort: number | null;
  /** The office's own certificate (absolute paths, PEM); null: the installation's own authority makes one. */
  office: { certificate: string; key: string } | null;
}

/** A host name as certificates carry it: labels of letters, digits and hyphens. */
export function isHostName(name: string): boolean {
  return name.length <= 253 && /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/.test(name);
}

function readHttpPort(value: string | undefined): number | null {
  if (value === undefined || value === '') return null;
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new ConfigError(
    `HTTP_PORT=${value} không dùng được: cổng phải là số nguyên từ 0 đến 65535.`,
    `HTTP_PORT=${value} cannot be used: a port is a whole number from 0 to 65535.`,
  );
}

function readOffice({ TLS_CERT: certificate, TLS_KEY: key }: Environment): HttpsSettings['office'] {
  if (!certificate && !key) return null;
  if (certificate && key) return { certificate: resolve(certificate), key: resolve(key) };
  throw new ConfigError(
    'TLS_CERT và TLS_KEY phải đi cùng nhau: tệp chứng thư và tệp khóa riêng (PEM).',
    'TLS_CERT and TLS_KEY go together: the file of the certificate and that of its private key (PEM).',
  );
}

function isOn(value: string | undefined): boolean {
  if (value === undefined || value === '' || value === '0') return false;
  if (value === '1') return true;
  throw new ConfigError(
    `HTTPS=${value} không dùng được: hãy ghi 1 (bật) hoặc 0 (tắt).`,
    `HTTPS=${value} cannot be used: give 1 (on) or 0 (off).`,
  );
}

/**
 * Reads HTTPS (1: on, as `--https`), HTTP_PORT, TLS_CERT and TLS_KEY (which switch https on).
 * Resolves to null for plain http. Throws ConfigError with a sentence on a wrong one.
 */
export function readHttpsSettings(env: Environment, asked: boolean): HttpsSettings | null {
  const office = readOffice(env);
  const on = isOn(env.HTTPS);
  if (!asked && !on && !office) return null;
  return { httpPort: readHttpPort(env.HTTP_PORT), office };
}
