import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { CertificateError, type CertificateSource, day } from './certificate.ts';

/** The office's own certificate: PEM files that somebody else makes and renews. */

const serverAuth = '1.3.6.1.5.5.7.3.1';
/** Said at start when less than this is left. */
const warnBefore = 30 * day;

export interface OfficeCertificateOptions {
  /** Path of the PEM file: the certificate first, then the chain above it. */
  certificate: string;
  /** Path of its private key, PEM, without a passphrase. */
  key: string;
  /** Names by which the server is to be known (HOSTS). */
  hosts?: readonly string[];
  /** The time, ms since 1970. */
  now(): number;
}

function read(path: string, setting: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CertificateError(
      `Không đọc được ${setting}=${path}. Hãy kiểm tra đường dẫn và quyền đọc tệp.`,
      `${setting}=${path} cannot be read. Check the path and the right to read the file.`,
      { cause },
    );
  }
}

function parseKey(pem: string, path: string): KeyObject {
  if (/ENCRYPTED/.test(pem))
    throw new CertificateError(
      `Khóa TLS_KEY=${path} có mật khẩu. Hãy bỏ mật khẩu: openssl pkey -in KHÓA -out KHÓA-MỚI, và chỉ để máy chủ đọc được tệp mới.`,
      `The key TLS_KEY=${path} has a passphrase. Take it off: openssl pkey -in KEY -out NEW-KEY, and let only the server read the new file.`,
    );
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new CertificateError(
      `TLS_KEY=${path} không phải là khóa riêng dạng PEM.`,
      `TLS_KEY=${path} is no private key in PEM form.`,
      { cause },
    );
  }
}

function parseCertificate(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new CertificateError(
      `TLS_CERT=${path} không phải là chứng thư dạng PEM.`,
      `TLS_CERT=${path} is no certificate in PEM form.`,
      { cause },
    );
  }
}

function checkDates(certificate: X509Certificate, now: number): void {
  const ends = certificate.validToDate;
  if (ends.getTime() <= now)
    throw new CertificateError(
      `Chứng thư trong TLS_CERT đã hết hạn ngày ${vietnamDay(ends)}. Hãy thay chứng thư mới, hoặc tạm chạy bằng chứng thư tự cấp: npm start -- --https (bỏ TLS_CERT, TLS_KEY).`,
      `The certificate in TLS_CERT ended on ${isoDay(ends)}. Put a new one there, or use one of your own for now: npm start -- --https (without TLS_CERT, TLS_KEY).`,
    );
  const begins = certificate.validFromDate;
  if (begins.getTime() > now)
    throw new CertificateError(
      `Chứng thư trong TLS_CERT chỉ có hiệu lực từ ngày ${vietnamDay(begins)}. Hãy kiểm tra ngày giờ của máy.`,
      `The certificate in TLS_CERT is valid from ${isoDay(begins)} on. Check this machine’s clock.`,
    );
}

function checkUse(certificate: X509Certificate): void {
  if (certificate.keyUsage && !certificate.keyUsage.includes(serverAuth))
    throw new CertificateError(
      'Chứng thư trong TLS_CERT không dùng cho máy chủ web (thiếu mục đích “xác thực máy chủ”, serverAuth).',
      'The certificate in TLS_CERT is not for web servers (the usage serverAuth is missing).',
    );
  if (!certificate.subjectAltName)
    throw new CertificateError(
      'Chứng thư trong TLS_CERT không ghi tên máy trong phần Subject Alternative Name; trình duyệt không chấp nhận.',
      'The certificate in TLS_CERT names no host in its Subject Alternative Name; browsers refuse it.',
    );
}

const vietnamDay = (date: Date) => date.toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' });
const isoDay = (date: Date) => date.toISOString().slice(0, 10);

/** Reads and proves both files. Throws CertificateError with what is wrong. */
function load({ certificate: path, key: keyPath, now }: OfficeCertificateOptions) {
  const cert = read(path, 'TLS_CERT');
  const key = read(keyPath, 'TLS_KEY');
  const certificate = parseCertificate(cert, path);
  if (!certificate.checkPrivateKey(parseKey(key, keyPath)))
    throw new CertificateError(
      `TLS_KEY=${keyPath} không phải là khóa của chứng thư đầu tiên trong TLS_CERT=${path}. Chứng thư của máy chủ phải đứng đầu tệp, sau đó mới đến chứng thư trung gian.`,
      `TLS_KEY=${keyPath} is not the key of the first certificate in TLS_CERT=${path}. The server’s certificate comes first in the file, those above it after it.`,
    );
  checkDates(certificate, now());
  checkUse(certificate);
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new CertificateError(
      `Chứng thư trong TLS_CERT không dùng được cho kết nối an toàn (${String(cause)}).`,
      `The certificate in TLS_CERT cannot be used for secure connections (${String(cause)}).`,
      { cause },
    );
  }
  return { cert, key, certificate };
}

/** Opens the office's certificate. Throws CertificateError when it cannot be used. */
export function openOfficeCertificate(options: OfficeCertificateOptions): CertificateSource {
  let loaded = load(options);
  return {
    current: () => ({ cert: loaded.cert, key: loaded.key }),
    async check() {
      if (
        read(options.certificate, 'TLS_CERT') === loaded.cert &&
        read(options.key, 'TLS_KEY') === loaded.key
      )
        return false;
      loaded = load(options);
      return true;
    },
    authority: null,
    names: () =>
      [...(loaded.certificate.subjectAltName ?? '').matchAll(/DNS:([^,\s]+)/g)]
        .map(([, name]) => name ?? '')
        .filter((name) => !name.startsWith('*')),
    warnings() {
      const said: { vi: string; en: string }[] = [];
      const ends = loaded.certificate.validToDate;
      if (ends.getTime() - options.now() <= warnBefore)
        said.push({
          vi: `Chứng thư trong TLS_CERT hết hạn ngày ${vietnamDay(ends)}: hãy thay chứng thư mới trước ngày đó.`,
          en: `The certificate in TLS_CERT ends on ${isoDay(ends)}: replace it before that day.`,
        });
      const unknown = (options.hosts ?? []).filter(
        (name) => isIP(name) === 0 && !loaded.certificate.checkHost(name),
      );
      if (unknown.length > 0)
        said.push({
          vi: `Chứng thư trong TLS_CERT không ghi tên ${unknown.join(', ')} của HOSTS: mở bằng tên đó sẽ bị cảnh báo.`,
          en: `The certificate in TLS_CERT does not hold ${unknown.join(', ')} of HOSTS: browsers will warn there.`,
        });
      return said;
    },
  };
}
