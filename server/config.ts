import { resolve } from 'node:path';

/** Every setting of the server, read once at start. */
export interface Config {
  port: number;
  host: string;
  /** Absolute path of the data folder. */
  dataDir: string;
  logLevel: LogLevel;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A setting that cannot be used: a sentence in both languages. */
export class ConfigError extends Error {
  readonly vi: string;
  constructor(vi: string, en: string) {
    super(en);
    this.name = 'ConfigError';
    this.vi = vi;
  }
}

function readPort(value: string | undefined): number {
  if (value === undefined || value === '') return 8080;
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new ConfigError(
    `PORT=${value} không dùng được: cổng phải là số nguyên từ 0 đến 65535.`,
    `PORT=${value} cannot be used: a port is a whole number from 0 to 65535.`,
  );
}

function readHost(value: string | undefined): string {
  if (value === undefined || value === '') return '0.0.0.0';
  if (/^[A-Za-z0-9.:_-]+$/.test(value)) return value;
  throw new ConfigError(
    `HOST=${value} không dùng được: hãy ghi một địa chỉ của máy này, ví dụ 0.0.0.0 hoặc 127.0.0.1.`,
    `HOST=${value} cannot be used: give an address of this machine, e.g. 0.0.0.0 or 127.0.0.1.`,
  );
}

function readDataDir(value: string | undefined): string {
  if (value === undefined || value === '') return resolve('data');
  if (!value.includes('\0')) return resolve(value);
  throw new ConfigError('DATA_DIR không phải là đường dẫn thư mục.', 'DATA_DIR is no path of a folder.');
}

function readLogLevel(value: string | undefined): LogLevel {
  if (value === undefined || value === '') return 'info';
  const level = logLevels.find((known) => known === value);
  if (level) return level;
  throw new ConfigError(
    `LOG_LEVEL=${value} không dùng được: hãy ghi một trong ${logLevels.join(', ')}.`,
    `LOG_LEVEL=${value} cannot be used: give one of ${logLevels.join(', ')}.`,
  );
}

/** Reads PORT (8080), HOST (0.0.0.0), DATA_DIR (./data) and LOG_LEVEL (info). Throws ConfigError with a sentence on a wrong one. */
export function readConfig(env: Record<string, string | undefined>): Config {
  return {
    port: readPort(env.PORT),
    host: readHost(env.HOST),
    dataDir: readDataDir(env.DATA_DIR),
    logLevel: readLogLevel(env.LOG_LEVEL),
  };
}
