import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { PetitionRef } from '../../../server/board/contract.ts';
import { createReceiptCodes } from '../../../server/receipt/codes.ts';
import { openReceiptKey, ReceiptKeyError, receiptKeyFile } from '../../../server/receipt/key.ts';
import { codeLength, readCode } from '../../../shared/receipt/code.ts';

const dir = mkdtempSync(join(tmpdir(), 'doithoai-receipt-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const refOf = (n: number): PetitionRef => ({ dialogueId: `dialogue${n % 40}`, petitionId: `petition${n}` });

function tableOf(refs: PetitionRef[]) {
  let reads = 0;
  return {
    refs: async () => {
      reads += 1;
      return [...refs];
    },
    size: async () => refs.length,
    reads: () => reads,
  };
}

describe('codes of receipts', () => {
  test('20,000 petitions have 20,000 codes, and each opens its own petition alone', async () => {
    const refs = Array.from({ length: 20_000 }, (_, n) => refOf(n));
    const codes = createReceiptCodes(randomBytes(32), tableOf(refs));
    const all = refs.map((ref) => codes.of(ref));
    expect(new Set(all).size).toBe(20_000);
    expect(all.every((code) => code.length === codeLength && readCode(code) === code)).toBe(true);
    for (const n of [0, 1, 777, 19_999]) expect(await codes.find(all[n] ?? '')).toEqual(refOf(n));
  });

  test('the same secret gives the same code after a start, another secret another one', () => {
    const key = randomBytes(32);
    const table = tableOf([]);
    expect(createReceiptCodes(key, table).of(refOf(1))).toBe(createReceiptCodes(key, table).of(refOf(1)));
    expect(createReceiptCodes(randomBytes(32), table).of(refOf(1))).not.toBe(
      createReceiptCodes(key, table).of(refOf(1)),
    );
  });

  test('a petition that comes later is found; guesses do not make the server read all petitions again', async () => {
    const refs = [refOf(1)];
    const table = tableOf(refs);
    let time = 0;
    const codes = createReceiptCodes(randomBytes(32), table, () => time);
    const other = createReceiptCodes(randomBytes(32), table);
    for (let n = 0; n < 200; n += 1) expect(await codes.find(other.of(refOf(n)))).toBeNull();
    expect(table.reads()).toBe(1);
    refs.push(refOf(2));
    expect(await codes.find(codes.of(refOf(2)))).toBeNull();
    time = 1001;
    expect(await codes.find(codes.of(refOf(2)))).toEqual(refOf(2));
    expect(table.reads()).toBe(2);
  });

  test('the secret is made once, for the owner alone; a damaged one is never replaced', () => {
    const key = openReceiptKey(dir);
    const path = join(dir, receiptKeyFile);
    expect(key.length).toBe(32);
    expect(openReceiptKey(dir)).toEqual(key);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.slice(0, 40));
    expect(() => openReceiptKey(dir)).toThrow(ReceiptKeyError);
    chmodSync(path, 0o600);
    writeFileSync(path, text);
    expect(openReceiptKey(dir)).toEqual(key);
  });
});
