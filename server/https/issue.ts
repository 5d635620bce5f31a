import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { day } from './certificate.ts';
import { encodePermitted, nameConstraintsId, type Permitted } from './name-constraints.ts';
import type { CertificateNames } from './names.ts';

/** A certificate and its private key (PKCS #8), both PEM. */
export interface Credentials {
  certificate: string;
  key: string;
}

/** An authority lives ten years: each device trusts it by hand, once. */
export const authorityLife = 3650 * day;
/** A server certificate lives 90 days; Apple's limit for authorities that people add themselves is 825. */
export const certificateLife = 90 * day;
/** Certificates begin in the past, for laptops and phones whose clocks are late. */
const authorityBefore = 365 * day;
const certificateBefore = 7 * day;

/** ECDSA P-256 with SHA-256: what every browser, Android and iOS take, and quick on an old laptop. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

async function makeKeys() {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const pem = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({
    format: 'pem',
    type: 'pkcs8',
  });
  return { keys, pem: pem.toString() };
}

/** Makes an authority that may vouch for `permitted` only. `name` is what a device shows in its list of authorities. */
export async function makeAuthority(name: string, permitted: Permitted, now: number): Promise<Credentials> {
  const { keys, pem } = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    keys,
    notBefore: new Date(now - authorityBefore),
    notAfter: new Date(now + authorityLife),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      new Extension(nameConstraintsId, true, encodePermitted(permitted)),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: pem };
}

/** Makes a server certificate for the names, signed by the authority, with a key of its own. */
export async function issueCertificate(
  authority: Credentials,
  names: CertificateNames,
  now: number,
): Promise<Credentials> {
  const { keys, pem } = await makeKeys();
  const issuer = new X509Certificate(authority.certificate);
  const pkcs8 = createPrivateKey(authority.key).export({ format: 'der', type: 'pkcs8' });
  const signingKey = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, false, [
    'sign',
  ]);
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [names.dns[0] ?? 'Đối Thoại'] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey,
    notBefore: new Date(now - certificateBefore),
    notAfter: new Date(Math.min(now + certificateLife, issuer.notAfter.getTime())),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: 'dns' as const, value })),
        ...names.ip.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: pem };
}
