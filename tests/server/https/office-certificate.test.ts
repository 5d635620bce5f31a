import 'reflect-metadata';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Credentials, issueCertificate, makeAuthority } from '../../../server/https/issue.ts';
import { permittedFor } from '../../../server/https/name-constraints.ts';
import { openOfficeCertificate } from '../../../server/https/office-certificate.ts';
import { day, hallMachine, start } from './kit.ts';

/* The province's authority, whose certificates an office gets as files. */
const names = { dns: ['doithoai.xasaloong.gov.vn', '*.noibo.gov.vn'], ip: [] };
const province = makeAuthority('CA của tỉnh', permittedFor(names), start - 300 * day);

let machine: ReturnType<typeof hallMachine>;
let paths: { certificate: string; key: string };
beforeEach(() => {
  machine = hallMachine();
  paths = { certificate: join(machine.dir, 'tls.crt'), key: join(machine.dir, 'tls.key') };
});
afterEach(() => machine.remove());

function give({ certificate, key }: Credentials): void {
  writeFileSync(paths.certificate, certificate);
  writeFileSync(paths.key, key);
}
const issue = async (at = start) => issueCertificate(await province, names, at);
const open = () => openOfficeCertificate({ ...paths, now: () => machine.time });
/** What is said of files that cannot be used. */
function refusal(): string {
  try {
    open();
  } catch (error) {
    if (error instanceof Error && 'vi' in error) return `${error.vi}\n${error.message}`;
  }
  return 'accepted';
}

/** A certificate with chosen extensions, signed by nobody else. */
async function selfSigned(extensions: x509.Extension[]): Promise<Credentials> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=doithoai',
    keys,
    notBefore: new Date(start - day),
    notAfter: new Date(start + 90 * day),
    signingAlgorithm: algorithm,
    extensions,
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return {
    certificate: certificate.toString('pem'),
    key: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

describe('the office’s own certificate', () => {
  test('is taken with the chain that stands behind it, and needs no authority to be trusted', async () => {
    const own = await issue();
    const chain = own.certificate + (await province).certificate;
    give({ certificate: chain, key: own.key });
    const source = open();
    expect(source.current()).toEqual({ cert: chain, key: own.key });
    expect(source.authority).toBeNull();
    expect(source.names()).toEqual(['doithoai.xasaloong.gov.vn']);
    expect(source.warnings()).toEqual([]);
  });

  test('a missing file', async () => {
    expect(refusal()).toContain(`TLS_CERT=${paths.certificate} cannot be read`);
    writeFileSync(paths.certificate, (await issue()).certificate);
    expect(refusal()).toContain(`TLS_KEY=${paths.key} cannot be read`);
  });

  test('the key of another certificate, and the chain before the certificate', async () => {
    const own = await issue();
    give({ certificate: own.certificate, key: (await issue()).key });
    expect(refusal()).toContain('không phải là khóa của chứng thư đầu tiên');
    give({ certificate: (await province).certificate + own.certificate, key: own.key });
    expect(refusal()).toContain('phải đứng đầu tệp');
  });

  test('files that are something else', async () => {
    const own = await issue();
    give({ certificate: 'xin chào', key: own.key });
    expect(refusal()).toContain('TLS_CERT');
    give({ certificate: own.certificate, key: 'xin chào' });
    expect(refusal()).toContain('no private key in PEM form');
    const cipher = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'bí mật' } as const;
    const locked = createPrivateKey(own.key).export(cipher);
    give({ certificate: own.certificate, key: locked.toString() });
    expect(refusal()).toContain('openssl pkey');
  });

  test('one that has ended, one that has not begun, one that ends soon', async () => {
    give(await issue(start - 100 * day));
    expect(refusal()).toContain('đã hết hạn ngày 16/11/2026');
    give(await issue(start + 30 * day));
    expect(refusal()).toContain('chỉ có hiệu lực từ ngày 19/12/2026');
    give(await issue(start - 70 * day));
    expect(open().warnings()[0]?.vi).toContain('hết hạn ngày 16/12/2026');
  });

  test('a name of HOSTS that it does not hold is said', async () => {
    give(await issue());
    const hosts = ['doithoai.xasaloong.gov.vn', 'hop.noibo.gov.vn', 'khac.gov.vn', '10.0.0.1'];
    const said = openOfficeCertificate({ ...paths, hosts, now: () => machine.time }).warnings();
    expect(said).toHaveLength(1);
    expect(said[0]?.vi).toContain('không ghi tên khac.gov.vn của HOSTS');
  });

  test('one for persons, one without a name', async () => {
    const forHall = new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'doithoai' }]);
    give(await selfSigned([forHall, new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])]));
    expect(refusal()).toContain('serverAuth');
    give(await selfSigned([]));
    expect(refusal()).toContain('Subject Alternative Name');
    give(await selfSigned([forHall]));
    expect(refusal()).toBe('accepted');
  });

  test('is read again when its files change; a half written one leaves the old in use', async () => {
    give(await issue(start - 60 * day));
    const source = open();
    const before = source.current();
    expect(await source.check()).toBe(false);
    const next = await issue();
    writeFileSync(paths.certificate, next.certificate.slice(0, 200));
    await expect(source.check()).rejects.toThrow('TLS_CERT');
    expect(source.current()).toEqual(before);
    writeFileSync(paths.certificate, next.certificate);
    await expect(source.check()).rejects.toThrow('TLS_KEY');
    writeFileSync(paths.key, next.key);
    expect(await source.check()).toBe(true);
    expect(new X509Certificate(source.current().cert).validToDate.getTime()).toBe(start + 90 * day);
    expect(await source.check()).toBe(false);
  });
});
