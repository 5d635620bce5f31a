import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { readIfThere, writePrivate } from '../private-file.ts';
import { CertificateError, type CertificateSource, day } from './certificate.ts';
import { type Credentials, certificateLife, issueCertificate, makeAuthority } from './issue.ts';
import { type Permitted, permittedFor, sortByPermission } from './name-constraints.ts';
import type { CertificateNames } from './names.ts';

/** The installation's own authority and the certificate that it makes for this machine's addresses. */

/** A certificate is renewed when less than this is left of it. */
const renewBefore = 30 * day;
/** An authority with less left than this is replaced at start, not in the middle of a dialogue. */
const replaceBefore = certificateLife;

const credentials = { certificate: v.string(), key: v.string() };
const authorityFile = v.object({
  ...credentials,
  permitted: v.object({ domains: v.array(v.string()), networks: v.array(v.tuple([v.string(), v.number()])) }),
});
type Authority = Credentials & { permitted: Permitted };

export interface OwnCertificateOptions {
  /** Folder of the two files; made when missing. */
  dir: string;
  /** The machine's names at this moment. */
  names(): CertificateNames;
  /** The time, ms since 1970. */
  now(): number;
}

function readFile<T>(
  path: string,
  schema: v.GenericSchema<unknown, T & Credentials>,
): (T & Credentials) | null {
  const damaged = (cause: unknown) =>
    new CertificateError(
      `Tệp ${path} không đọc được hoặc đã hỏng. Hãy chép lại từ bản sao lưu; nếu không có, chuyển tệp đi nơi khác rồi chạy lại: máy sẽ tạo tệp mới (khi đó các thiết bị phải cài lại chứng thư).`,
      `The file ${path} cannot be read or is damaged. Restore it from a backup; if there is none, move it away and start again: a new one is made (devices then have to trust it anew).`,
      { cause },
    );
  try {
    const text = readIfThere(path);
    if (text === null) return null;
    const read = v.parse(schema, JSON.parse(text));
    if (!new X509Certificate(read.certificate).checkPrivateKey(createPrivateKey(read.key)))
      throw new Error('the key is that of another certificate');
    return read;
  } catch (error) {
    throw damaged(error);
  }
}

async function makeAuthorityFor(names: CertificateNames, now: number): Promise<Authority> {
  const permitted = permittedFor(names);
  const host = names.dns.find((name) => name !== 'localhost') ?? 'localhost';
  // The day tells two authorities of one machine apart in a device's list.
  const made = new Date(now).toISOString().slice(0, 10);
  return { ...(await makeAuthority(`Đối Thoại – ${host} – ${made}`, permitted, now)), permitted };
}

function covers(certificate: X509Certificate, names: CertificateNames): boolean {
  return (
    names.dns.every((name) => certificate.checkHost(name, { subject: 'never' }) !== undefined) &&
    names.ip.every((ip) => certificate.checkIP(ip) !== undefined)
  );
}

/** Opens the installation's authority, made at first use, and a certificate of it that fits now. Rejects with CertificateError. */
export async function openOwnCertificate({
  dir,
  names,
  now,
}: OwnCertificateOptions): Promise<CertificateSource> {
  const authorityPath = join(dir, 'authority.json');
  const serverPath = join(dir, 'server.json');
  let authority = readFile<Authority>(authorityPath, authorityFile);
  const begins = authority && new X509Certificate(authority.certificate).validFromDate.getTime();
  if (begins && begins > now())
    throw new CertificateError(
      'Đồng hồ của máy này đi chậm hơn ngày lập chứng thư gốc. Hãy chỉnh lại ngày giờ của máy rồi chạy lại.',
      'This machine’s clock is earlier than the day on which its authority was made. Set the clock and start again.',
    );
  if (
    !authority ||
    new X509Certificate(authority.certificate).validToDate.getTime() - now() < replaceBefore
  ) {
    authority = await makeAuthorityFor(names(), now());
    writePrivate(authorityPath, JSON.stringify(authority, null, 2));
  }
  const issuing = authority;
  const issuer = new X509Certificate(issuing.certificate);

  let server = readFile<Credentials>(serverPath, v.object(credentials));
  const isFit = (certificate: X509Certificate, wanted: CertificateNames) =>
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    certificate.validFromDate.getTime() <= now() &&
    certificate.validToDate.getTime() - now() > renewBefore &&
    covers(certificate, wanted);

  const wanted = () => sortByPermission(names(), issuing.permitted);
  async function check(): Promise<boolean> {
    const { allowed } = wanted();
    if (server && isFit(new X509Certificate(server.certificate), allowed)) return false;
    server = await issueCertificate(issuing, allowed, now());
    writePrivate(serverPath, JSON.stringify(server, null, 2));
    return true;
  }
  await check();

  return {
    current: () => ({ cert: server?.certificate ?? '', key: server?.key ?? '' }),
    check,
    authority: {
      name: /CN=(.*)/.exec(issuer.subject)?.[1] ?? '',
      der: new Uint8Array(issuer.raw),
      fingerprint: createHash('sha256')
        .update(issuer.raw)
        .digest('hex')
        .toUpperCase()
        .replace(/..(?=.)/g, '$&:'),
    },
    names: () => wanted().allowed.dns,
    warnings() {
      // A machine that was given another name is still found by that name under .local.
      const outside = wanted().outside.filter((name) => /[.:]/.test(name));
      if (outside.length === 0) return [];
      const list = outside.join(', ');
      return [
        {
          vi: `Chứng thư không có ${list}: chứng thư gốc của máy này được lập khi chưa có tên đó. Muốn thêm, hãy chuyển ${authorityPath} đi nơi khác rồi chạy lại; các thiết bị phải cài chứng thư mới.`,
          en: `The certificate leaves out ${list}: this installation’s authority was made before that name was known. To add it, move ${authorityPath} away and start again; devices then have to trust the new one.`,
        },
      ];
    },
  };
}
