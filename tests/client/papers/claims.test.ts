import { describe, expect, test } from 'vitest';
import { readClaims } from '../../../client/papers/claims.ts';
import { type KeptFile, toForget } from '../../../client/papers/paper-store.ts';

const user = (name: string) => ({ name, color: '#14508c' });

describe('claims on papers', () => {
  test('of two on one paper the lower client id has it, whoever is read first', () => {
    const states = new Map<number, unknown>([
      [9, { user: user('Chín'), paper: 'a' }],
      [4, { user: user('Bốn'), paper: 'a' }],
      [7, { user: user('Bảy'), paper: 'b' }],
    ]);
    const claims = readClaims(states);
    expect([claims.get('a')?.name, claims.get('b')?.name]).toEqual(['Bốn', 'Bảy']);
  });

  test('whatever a peer put into its state is read or left out', () => {
    const states = new Map<number, unknown>([
      [1, null],
      [2, 'paper'],
      [3, { paper: 5 }],
      [4, { paper: '' }],
      [5, { paper: 'a', user: 'nobody' }],
    ]);
    expect([...readClaims(states).values()]).toEqual([{ paperId: 'a', client: 5, name: '', color: '' }]);
  });
});

describe('the device’s room for papers', () => {
  const file = (hash: string, size: number, usedAt: number, uploaded = true): KeptFile => ({
    key: `d/${hash}`,
    dialogueId: 'd',
    hash,
    size,
    usedAt,
    uploaded,
  });

  test('the least recently used go first, and never one that is not uploaded', () => {
    const files = [file('old', 40, 1), file('unsent', 500, 0, false), file('new', 40, 3), file('mid', 40, 2)];
    const gone = (limit: number) => toForget(files, limit).map(({ hash }) => hash);
    expect(gone(120)).toEqual([]);
    expect(gone(100)).toEqual(['old']);
    expect(gone(50)).toEqual(['old', 'mid']);
    expect(gone(0)).toEqual(['old', 'mid', 'new']);
  });
});
