import { ConfigError } from '../config.ts';

/**
 * The address of a Redis or Valkey as a setting gives it: `redis://[user:password@]host[:port][/database]`, or
 * `rediss://` for TLS. Throws ConfigError, whose sentence does not repeat the value: a password may stand in it.
 * @returns the address; null if none is given
 */
export function readRedisUrl(value: string | undefined): string | null {
  if (value === undefined || value === '') return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  const isRedis = url?.protocol === 'redis:' || url?.protocol === 'rediss:';
  if (isRedis && url.hostname !== '' && /^(\/\d*)?$/.test(url.pathname)) return value;
  throw new ConfigError(
    'REDIS_URL không dùng được: hãy ghi địa chỉ của Redis hoặc Valkey, ví dụ redis://:mật-khẩu@10.0.0.5:6379, hoặc rediss:// nếu dùng TLS.',
    'REDIS_URL cannot be used: give the address of a Redis or Valkey, e.g. redis://:password@10.0.0.5:6379, or rediss:// for TLS.',
  );
}

/** The address as the log may name it: host and port only. */
export function publicRedisName(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port === '' ? '6379' : port}`;
}
