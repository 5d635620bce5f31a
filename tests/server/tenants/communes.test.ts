import { describe, expect, test } from 'vitest';
import { knownHosts } from '../../../server/access/hosts.ts';
import { type Commune, communeAt } from '../../../server/tenants/communes.ts';
import { openRegistry } from '../../../server/tenants/registry.ts';

const commune = (id: string, ...hosts: string[]): Commune => ({
  id,
  name: id,
  hosts,
  superior: '',
  createdAt: '2026-01-01T00:00:00.000Z',
});
const isKnownHost = knownHosts(['hall.example.vn'], 'machine');
const at = (communes: readonly Commune[], host: string | undefined) =>
  communeAt(communes, host, isKnownHost)?.id ?? null;

describe('which commune answers to a host', () => {
  test('one that is alone answers to every host that the server knows, and to no other', () => {
    const alone = [commune('xa')];
    for (const host of ['127.0.0.1:8080', 'localhost', 'hall.example.vn', 'machine', '[::1]:80'])
      expect(at(alone, host)).toBe('xa');
    for (const host of ['evil.example', '', 'a b', undefined]) expect(at(alone, host)).toBeNull();
  });

  test('of several each answers to its own names only, not to addresses of the machine', () => {
    const two = [commune('a', 'a.tinh.vn', 'a.local'), commune('b', 'b.tinh.vn')];
    expect(at(two, 'a.tinh.vn')).toBe('a');
    expect(at(two, 'A.Tinh.VN.:8080')).toBe('a');
    expect(at(two, 'a.local')).toBe('a');
    expect(at(two, 'b.tinh.vn:443')).toBe('b');
    for (const host of ['127.0.0.1', 'localhost', 'hall.example.vn', 'tinh.vn', 'xa.tinh.vn', 'c.a.tinh.vn'])
      expect(at(two, host)).toBeNull();
  });

  test('a commune that is made while the server runs is found at once, one that is asked for in vain is not looked for each time', async () => {
    const communes = [commune('a', 'a.tinh.vn')];
    let reads = 0;
    const changed: string[] = [];
    const registry = await openRegistry({
      table: {
        async list() {
          reads += 1;
          return communes.map((one) => ({ ...one }));
        },
      },
      isKnownHost,
      changed: (id) => changed.push(id),
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    communes[0] = commune('a', 'a2.tinh.vn');
    communes.push(commune('b', 'b.tinh.vn'));
    await expect.poll(async () => (await registry.at('b.tinh.vn'))?.id).toBe('b');
    expect(changed).toEqual(['a']);
    const before = reads;
    for (let tries = 0; tries < 50; tries += 1) expect(await registry.at('nobody.vn')).toBeNull();
    expect(reads - before).toBeLessThanOrEqual(1);
    registry.close();
  });
});
