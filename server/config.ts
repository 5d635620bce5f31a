import { join, resolve } from 'node:path';
import { isMailAddress } from '../shared/mail.ts';
import { readNetwork } from './access/proxies.ts';
import { readRedisUrl } from './bus/redis-url.ts';

/** Every setting of the server, read once at start. */
export interface Config {
  port: number;
  host: string;
  /** Public names that this server goes by, beside its addresses and the machine's own name. */
  hosts: string[];
  /** Absolute path of the data folder. */
  dataDir: string;
  logLevel: LogLevel;
  /** Absolute path of the folder of the daily backups, and how many are kept; 0: none are made. */
  backupDir: string;
  backupKeep: number;
  /** Bytes free on the data's disk below which organizers are warned. */
  diskWarning: number;
  /** The address by which a proxy with a certificate offers this server, without a slash at its end; empty: none. */
  publicUrl: string;
  /** Addresses and networks of proxies whose `X-Forwarded-For` counts; empty: nobody's does. */
  proxies: string[];
  /** Milliseconds over which a stopping server sends its connections elsewhere; null: by their number. */
  drainWithin: number | null;
  /** Whether devices keep the pages, to open them with no network; false also ends what they keep already. */
  keptPages: boolean;
  /** The office's own accounts; null when they are not used. */
  oidc: OidcSettings | null;
  /** The mail server; null: no letters are sent. */
  mail: MailSettings | null;
  /** Many communes on PostgreSQL; null: one, in the data folder. */
  province: ProvinceSettings | null;
}

/** What a process needs to be one of several for many communes. Both addresses hold passwords: neither is ever shown. */
export interface ProvinceSettings {
  /** `postgres://…`. */
  databaseUrl: string;
  /** `redis://…` or `rediss://…`; null: processes see each other's work by the database alone, half a second late. */
  redisUrl: string | null;
  /** Where other processes reach this one, without a slash at its end; empty: its first address in the network. */
  instanceUrl: string;
  /** Absolute path of the file whose text the communes' keys are sealed with; null: they lie open in the database. */
  keyFile: string | null;
}

/** The mail server that takes our letters. */
export interface MailSettings {
  host: string;
  port: number;
  /** Encrypted from the first byte (smtps); else by STARTTLS where `encrypted` is set. */
  secure: boolean;
  /** Nothing goes in the clear. False only for a mail server on this machine itself. */
  encrypted: boolean;
  /** Both empty: the mail server asks for no sign-in. */
  user: string;
  password: string;
  /** The sender's address. */
  from: string;
  /** A certificate (PEM) to trust beside those that this machine trusts. */
  ca?: string;
}

/** An OpenID provider that vouches for the office's accounts. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that a person's account is matched with. */
  claim: string;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A setting that cannot be used: a sentence in both languages. */
export class ConfigError extends Error {
  readonly vi: string;
  constructor(vi: string, en: string, options?: ErrorOptions) {
    super(en, options);
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

function readHosts(value: string | undefined): string[] {
  const names = (value ?? '').split(/[\s,]+/).filter((name) => name !== '');
  if (names.every((name) => /^[A-Za-z0-9.-]{1,253}$/.test(name))) return names;
  throw new ConfigError(
    `HOSTS=${value} không dùng được: hãy ghi các tên miền của máy chủ này, cách nhau bằng dấu phẩy, không có cổng.`,
    `HOSTS=${value} cannot be used: give the names of this server, separated by commas, without ports.`,
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

function readBackupDir(value: string | undefined, dataDir: string): string {
  if (value === undefined || value === '') return join(dataDir, 'backups');
  if (!value.includes('\0')) return resolve(value);
  throw new ConfigError('BACKUP_DIR không phải là đường dẫn thư mục.', 'BACKUP_DIR is no path of a folder.');
}

/** A whole number from 0 to `most`. */
function readCount(name: string, value: string | undefined, usual: number, most: number): number {
  if (value === undefined || value === '') return usual;
  if (/^\d{1,9}$/.test(value) && Number(value) <= most) return Number(value);
  throw new ConfigError(
    `${name}=${value} không dùng được: hãy ghi một số nguyên từ 0 đến ${most}.`,
    `${name}=${value} cannot be used: give a whole number from 0 to ${most}.`,
  );
}

/** On, unless it is switched off. */
function readSwitch(name: string, value: string | undefined): boolean {
  if (value === undefined || value === '' || value === '1') return true;
  if (value === '0') return false;
  throw new ConfigError(
    `${name}=${value} không dùng được: hãy ghi 1 (bật) hoặc 0 (tắt).`,
    `${name}=${value} cannot be used: give 1 (on) or 0 (off).`,
  );
}

/** https, or http on this machine itself: nothing that is secret goes over a network in the clear. */
function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, search, hash } = new URL(value);
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (username || search || hash) return false;
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}

function readPublicUrl(value: string | undefined): string {
  if (value === undefined || value === '') return '';
  if (isSafeUrl(value) && new URL(value).pathname === '/') return new URL(value).origin;
  throw new ConfigError(
    `PUBLIC_URL=${value} không dùng được: hãy ghi địa chỉ https của máy chủ này, không có đường dẫn phía sau, ví dụ https://doithoai.xa.gov.vn.`,
    `PUBLIC_URL=${value} cannot be used: give this server’s https address without a path, e.g. https://doithoai.xa.gov.vn.`,
  );
}

function readProxies(value: string | undefined): string[] {
  const networks = (value ?? '').split(/[\s,]+/).filter((network) => network !== '');
  const wrong = networks.find((network) => !readNetwork(network) || network.endsWith('/0'));
  if (wrong === undefined) return networks;
  throw new ConfigError(
    `TRUST_PROXY=${value} không dùng được: hãy ghi địa chỉ hoặc mạng của máy chuyển tiếp (proxy), cách nhau bằng dấu phẩy, ví dụ 127.0.0.1 hoặc 10.0.0.0/24.`,
    `TRUST_PROXY=${value} cannot be used: give addresses or networks of proxies, separated by commas, e.g. 127.0.0.1 or 10.0.0.0/24.`,
  );
}

function readOidc(env: Record<string, string | undefined>): OidcSettings | null {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length && !env.OIDC_CLAIM) return null;
  if (missing.length > 0)
    throw new ConfigError(
      `Đăng nhập bằng tài khoản cơ quan còn thiếu ${missing.join(', ')}. Hãy ghi đủ ${names.join(', ')}, hoặc bỏ trống tất cả (cả OIDC_CLAIM).`,
      `Sign-in by the office’s accounts lacks ${missing.join(', ')}. Give all of ${names.join(', ')}, or leave all empty (OIDC_CLAIM, too).`,
    );
  const [issuer = '', clientId = '', clientSecret = ''] = names.map((name) => env[name]);
  if (!isSafeUrl(issuer))
    throw new ConfigError(
      `OIDC_ISSUER=${issuer} không dùng được: hãy ghi địa chỉ https của nơi cấp tài khoản, đúng như nơi đó công bố.`,
      `OIDC_ISSUER=${issuer} cannot be used: give the provider’s https address, exactly as it publishes it.`,
    );
  const claim = env.OIDC_CLAIM || 'email';
  if (!/^[A-Za-z0-9_:./-]{1,100}$/.test(claim))
    throw new ConfigError(
      `OIDC_CLAIM=${claim} không dùng được: hãy ghi tên một trường, ví dụ email hoặc preferred_username.`,
      `OIDC_CLAIM=${claim} cannot be used: give the name of a claim, e.g. email or preferred_username.`,
    );
  return { issuer, clientId, clientSecret, claim };
}

/** Names of this machine for itself: nothing that goes there passes a network. */
const ownNames = ['localhost', '127.0.0.1', '[::1]'];

/** The mail server's address, or null when it is none. Its password is never said. */
function readSmtpUrl(value: string): Omit<MailSettings, 'from'> | null {
  if (!URL.canParse(value)) return null;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(value);
  if ((protocol !== 'smtp:' && protocol !== 'smtps:') || !hostname || search || hash) return null;
  if (pathname !== '' && pathname !== '/') return null;
  const secure = protocol === 'smtps:';
  try {
    return {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port) || (secure ? 465 : 587),
      secure,
      encrypted: secure || !ownNames.includes(hostname),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    };
  } catch {
    return null;
  }
}

function readMail(env: Record<string, string | undefined>): MailSettings | null {
  const { SMTP_URL: url = '', MAIL_FROM: from = '' } = env;
  if (url === '' && from === '') return null;
  const server = readSmtpUrl(url);
  if (!server)
    throw new ConfigError(
      'SMTP_URL chưa có hoặc không dùng được: hãy ghi địa chỉ máy chủ thư, ví dụ smtp://ten:matkhau@mail.xa.gov.vn:587 hoặc smtps://…:465 (ký tự đặc biệt trong mật khẩu ghi dạng %40).',
      'SMTP_URL is missing or cannot be used: give the mail server’s address, e.g. smtp://name:password@mail.xa.gov.vn:587 or smtps://…:465 (special signs of the password as %40).',
    );
  if (!isMailAddress(from))
    throw new ConfigError(
      'MAIL_FROM chưa có hoặc không phải là một địa chỉ thư: hãy ghi địa chỉ gửi, ví dụ doithoai@xa.gov.vn.',
      'MAIL_FROM is missing or no address: give the sender’s, e.g. doithoai@xa.gov.vn.',
    );
  return { ...server, from };
}

function readDatabaseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
  if (isPostgres && url.hostname !== '' && url.pathname.length > 1) return value;
  throw new ConfigError(
    'DATABASE_URL không dùng được: hãy ghi địa chỉ của cơ sở dữ liệu PostgreSQL, ví dụ postgres://doithoai:mật-khẩu@10.0.0.5:5432/doithoai (ký tự đặc biệt trong mật khẩu ghi dạng %40).',
    'DATABASE_URL cannot be used: give the address of a PostgreSQL database, e.g. postgres://doithoai:password@10.0.0.5:5432/doithoai (special signs of the password as %40).',
  );
}

function readInstanceUrl(value: string | undefined): string {
  if (value === undefined || value === '') return '';
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url?.protocol === 'http:' && url.pathname === '/' && !url.username && !url.search && !url.hash)
    return url.origin;
  throw new ConfigError(
    `INSTANCE_URL=${value} không dùng được: hãy ghi địa chỉ http mà các tiến trình khác gọi tiến trình này, ví dụ http://10.0.0.11:8080.`,
    `INSTANCE_URL=${value} cannot be used: give the http address by which the other processes reach this one, e.g. http://10.0.0.11:8080.`,
  );
}

/**
 * Reads DATABASE_URL with REDIS_URL, INSTANCE_URL and KEY_FILE; null where there is no DATABASE_URL. Throws ConfigError,
 * whose sentence repeats no address.
 */
export function readProvince(env: Record<string, string | undefined>): ProvinceSettings | null {
  if (!env.DATABASE_URL) {
    const left = ['REDIS_URL', 'INSTANCE_URL', 'KEY_FILE'].filter((name) => env[name]);
    if (left.length === 0) return null;
    throw new ConfigError(
      `${left.join(', ')} chỉ dùng cùng DATABASE_URL: hãy ghi thêm DATABASE_URL, hoặc bỏ trống.`,
      `${left.join(', ')} is of use only with DATABASE_URL: give that too, or leave it empty.`,
    );
  }
  return {
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    redisUrl: readRedisUrl(env.REDIS_URL),
    instanceUrl: readInstanceUrl(env.INSTANCE_URL),
    keyFile: env.KEY_FILE ? resolve(env.KEY_FILE) : null,
  };
}

/**
 * Reads PORT (8080), HOST (0.0.0.0), HOSTS (none), DATA_DIR (./data), LOG_LEVEL (info), BACKUP_DIR (DATA_DIR/backups),
 * BACKUP_KEEP (14; 0: no daily backups), DISK_WARNING_MB (1024), PUBLIC_URL (none), TRUST_PROXY (nobody), DRAIN_SECONDS (by need),
 * OFFLINE_PAGES (1), SMTP_URL with MAIL_FROM (none), OIDC_* (none), and DATABASE_URL with REDIS_URL, INSTANCE_URL and
 * KEY_FILE (none). Throws ConfigError
 * with a sentence on a wrong one.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const dataDir = readDataDir(env.DATA_DIR);
  const publicUrl = readPublicUrl(env.PUBLIC_URL);
  return {
    port: readPort(env.PORT),
    host: readHost(env.HOST),
    hosts: [...readHosts(env.HOSTS), ...(publicUrl ? [new URL(publicUrl).hostname] : [])],
    dataDir,
    logLevel: readLogLevel(env.LOG_LEVEL),
    backupDir: readBackupDir(env.BACKUP_DIR, dataDir),
    backupKeep: readCount('BACKUP_KEEP', env.BACKUP_KEEP, 14, 1000),
    diskWarning: readCount('DISK_WARNING_MB', env.DISK_WARNING_MB, 1024, 1_000_000) * 1024 * 1024,
    publicUrl,
    proxies: readProxies(env.TRUST_PROXY),
    drainWithin: env.DRAIN_SECONDS ? readCount('DRAIN_SECONDS', env.DRAIN_SECONDS, 0, 300) * 1000 : null,
    keptPages: readSwitch('OFFLINE_PAGES', env.OFFLINE_PAGES),
    oidc: readOidc(env),
    mail: readMail(env),
    province: readProvince(env),
  };
}
