import { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connected, Grant } from '../../../server/relay/contract.ts';
import type { ObservedRelay } from '../../../server/relay/relay.ts';
import { communeOf, isCommuneId, namingOf, relayView } from '../../../server/tenants/relay-view.ts';

/** A relay that notes every name that it is called with. */
function noting() {
  const names: string[] = [];
  const open: Grant[] = [];
  const listeners = new Set<(room: string, update: Uint8Array) => void>();
  const relay: ObservedRelay = {
    connect(_request, _socket, _head, grant) {
      names.push(grant.room, grant.subject);
      open.push(grant);
    },
    write: async (room) => void names.push(room),
    read: async (room) => {
      names.push(room);
      return new Uint8Array();
    },
    async seal(rooms) {
      names.push(...rooms);
      return new Map(rooms.map((room) => [room, new Uint8Array([1])]));
    },
    unseal: (rooms) => void names.push(...rooms),
    onStored(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forget: async (room) => void names.push(room),
    redact: async (room) => void names.push(room),
    disconnect: (which) => void names.push(...('subjects' in which ? which.subjects : which.rooms)),
    disconnectHere(matches) {
      for (const grant of open) if (matches(grant)) names.push(`closed ${grant.room}`);
    },
    isPaused: () => false,
    metrics: async () => '',
    close: async () => void names.push('closed'),
  };
  const stored = (room: string) => {
    for (const listener of listeners) listener(room, new Uint8Array());
  };
  return { relay, names, open, stored };
}

const communeId = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/);
const anyName = fc.oneof(
  fc.string(),
  fc.constantFrom('../b/d/board', '/b/d/board', 'b/d/board', '', 'a', 'd/board'),
);

function view(relay: ObservedRelay, commune: string, mayWrite = true) {
  const told: Connected[] = [];
  const made = relayView({
    relay,
    commune,
    async checkMayWrite() {
      if (!mayWrite) throw new Error('no steward');
    },
    closing: (which) => told.push(which),
  });
  return { made, told };
}

describe('the relay as a commune sees it', () => {
  test('whatever its parts name, it is a room or session of their own', async () => {
    await fc.assert(
      fc.asyncProperty(communeId, anyName, async (commune, name) => {
        const { relay, names } = noting();
        const { made, told } = view(relay, commune);
        const socket = new Duplex();
        const request = new IncomingMessage(socket as never);
        made.connect(request, socket, Buffer.alloc(0), { room: name, mode: 'write', subject: name });
        await made.write(name, new Uint8Array());
        await made.read(name);
        expect([...(await made.seal([name])).keys()]).toEqual([name]);
        await made.unseal([name]);
        await made.forget?.(name);
        await made.redact?.(name, new Uint8Array());
        made.disconnect({ rooms: [name] }, 1001, '');
        made.disconnect({ subjects: [name] }, 1001, '');
        expect(names).toHaveLength(10);
        expect(names.every((one) => one === `${commune}/${name}`)).toBe(true);
        expect(told).toEqual([{ rooms: [`${commune}/${name}`] }, { subjects: [`${commune}/${name}`] }]);
      }),
    );
  });

  test('no name of one commune is a name of another', () => {
    fc.assert(
      fc.property(communeId, communeId, anyName, (one, other, name) => {
        const named = namingOf(one).outside(name);
        expect(communeOf(named)).toBe(one);
        expect(namingOf(other).inside(named)).toBe(one === other ? name : null);
      }),
    );
  });

  test('hears what is stored in its own rooms, by their own names', () => {
    const { relay, stored } = noting();
    const heard: string[] = [];
    const stop = view(relay, 'a').made.onStored((room) => heard.push(room));
    stored('b/d/board');
    stored('ab/d/board');
    stored('a/d/board');
    stop();
    stored('a/d/minutes');
    expect(heard).toEqual(['d/board']);
  });

  test('closes connections of its own only, here as elsewhere', () => {
    const { relay, names } = noting();
    const socket = new Duplex();
    const request = new IncomingMessage(socket as never);
    for (const commune of ['a', 'b'])
      view(relay, commune).made.connect(request, socket, Buffer.alloc(0), {
        room: 'd/board',
        mode: 'read',
        subject: 's',
      });
    names.length = 0;
    view(relay, 'a').made.disconnectHere(
      ({ room, subject }) => room === 'd/board' && subject === 's',
      1001,
      '',
    );
    expect(names).toEqual(['closed a/d/board']);
  });

  test('writes nothing for parts that may not write any more, and stays open when they are closed', async () => {
    const { relay, names } = noting();
    const { made } = view(relay, 'a', false);
    await expect(made.write('d/board', new Uint8Array())).rejects.toThrow('no steward');
    await expect(made.seal(['d/board'])).rejects.toThrow('no steward');
    await expect(made.redact?.('d/board', new Uint8Array())).rejects.toThrow('no steward');
    await made.close();
    expect(names).toEqual([]);
  });

  test('an id that would reach into another commune is none', () => {
    for (const id of ['', 'a/b', '/', 'A', 'a b', '-a', 'a-', '..', 'a'.repeat(41)]) {
      expect(isCommuneId(id)).toBe(false);
      expect(() => namingOf(id)).toThrow();
    }
    for (const id of ['xa', 'xa-sa-loong', '12']) expect(isCommuneId(id)).toBe(true);
  });
});
