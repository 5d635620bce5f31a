import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyFile, openSigningKey, SigningKeyError } from '../../../server/freeze/key.ts';
import { fingerprintOf, fromHex } from '../../../shared/verify/bytes.ts';
import { isSignedBy } from '../../../shared/verify/signing.ts';
import { refusedStart, startServer } from '../../e2e/server.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-key-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('is made at the first start, readable for its owner alone, and is the same afterwards', () => {
  const first = openSigningKey(dir);
  expect(readdirSync(dir)).toEqual([keyFile]);
  expect(statSync(join(dir, keyFile)).mode & 0o777).toBe(0o600);
  const again = openSigningKey(dir);
  expect(again.publicKey).toBe(first.publicKey);
  expect(first.fingerprint).toBe(fingerprintOf(fromHex(first.publicKey, 32) ?? new Uint8Array()));
  expect(first.fingerprint).toMatch(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/);
  const message = new TextEncoder().encode('Biên bản');
  expect(again.sign(message)).toBe(first.sign(message));
  expect(isSignedBy(first.publicKey, first.sign(message), message)).toBe(true);
  expect(isSignedBy(first.publicKey, first.sign(message), new TextEncoder().encode('Biên bản.'))).toBe(false);
});

test('damaged, empty or of another kind it stops the start and is left as it is', () => {
  const path = join(dir, keyFile);
  const rsa = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  for (const content of [
    '',
    'x',
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
    String(rsa),
  ]) {
    writeFileSync(path, content);
    expect(() => openSigningKey(dir)).toThrow(SigningKeyError);
    expect(readFileSync(path, 'utf8')).toBe(content);
  }
});

test('the server says so in both languages, and starts again once the key is back', async () => {
  const path = join(dir, keyFile);
  openSigningKey(dir);
  const pem = readFileSync(path);
  writeFileSync(path, pem.subarray(0, 40));
  const { code, said } = await refusedStart({ dataDir: dir });
  expect(code).toBe(1);
  expect(said).toContain('Khóa ký signing-key.pem');
  expect(said).toContain('Restore this file from a backup');
  expect(said).not.toContain(' at ');
  writeFileSync(path, pem);
  const server = await startServer({ dataDir: dir });
  await server.stop();
});

test('what a start that was cut off left behind is no key', () => {
  writeFileSync(join(dir, `${keyFile}.new`), '-----BEGIN');
  chmodSync(dir, 0o700);
  openSigningKey(dir);
  expect(readdirSync(dir)).toEqual([keyFile]);
});
