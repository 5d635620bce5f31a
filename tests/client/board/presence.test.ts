import { createRoot } from 'solid-js';
import { describe, expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { followVisitors, initials } from '../../../client/board/presence.ts';

function table() {
  const here = new Awareness(new Y.Doc());
  const others = new Map<string, Awareness>();
  /** Somebody sends a state, as it comes over the wire. */
  const say = (name: string, state: Record<string, unknown> | null) => {
    const awareness = others.get(name) ?? new Awareness(new Y.Doc());
    others.set(name, awareness);
    awareness.setLocalState(state);
    applyAwarenessUpdate(here, encodeAwarenessUpdate(awareness, [awareness.clientID]), 'wire');
  };
  const { visitors, end } = createRoot((dispose) => ({
    visitors: followVisitors(here),
    end: () => {
      dispose();
      for (const awareness of [here, ...others.values()]) awareness.destroy();
    },
  }));
  return { here, say, visitors, end };
}

describe('presence on the board', () => {
  it('shows who is in which petition, and not oneself', () => {
    const { here, say, visitors, end } = table();
    here.setLocalState({ user: { name: 'Hoa', color: '#111111' }, where: { petition: 'p1' } });
    say('Ấn', {
      user: { name: 'Trần Quốc Ấn'.normalize('NFD'), color: '#6b2c91' },
      where: { petition: 'p1' },
    });
    say('Mai', { user: { name: 'Mai', color: '#14508c' }, where: { petition: 'p2' } });
    expect(visitors('p1').map(({ name, color }) => [name, color])).toEqual([['Trần Quốc Ấn', '#6b2c91']]);
    say('Mai', { user: { name: 'Mai', color: '#14508c' }, where: { petition: 'p1' } });
    expect(visitors('p1')).toHaveLength(2);
    expect(visitors('p2')).toEqual([]);
    say('Ấn', null);
    expect(visitors('p1').map(({ name }) => name)).toEqual(['Mai']);
    end();
  });

  it('keeps a petition’s list as it is while others come and go elsewhere', () => {
    const { say, visitors, end } = table();
    say('Ấn', { user: { name: 'Ấn', color: '#6b2c91' }, where: { petition: 'p1' } });
    const before = visitors('p1');
    say('Mai', { user: { name: 'Mai', color: '#14508c' }, where: { petition: 'p2' } });
    expect(visitors('p1')).toBe(before);
    end();
  });

  it('takes nothing from a peer on trust', () => {
    const { say, visitors, end } = table();
    say('a', { user: 'x', where: { petition: '__proto__' } });
    say('b', { user: { name: 7, color: 'url(http://192.0.2.1/x)' }, where: { petition: 'p1' } });
    say('c', { where: ['p1'] });
    say('d', { user: { name: 'D' }, where: { petition: 'constructor' } });
    expect(visitors('p1')).toHaveLength(1);
    expect(visitors('p1')[0]).toMatchObject({ name: '', color: '#57524a' });
    expect(visitors('constructor')).toHaveLength(1);
    end();
  });
});

describe('initials', () => {
  it('come from the middle and the given name', () => {
    expect(initials('Nguyễn Thị Hoa')).toBe('TH');
    expect(initials('trần quốc ấn')).toBe('QẤ');
    expect(initials('Đôn')).toBe('Đ');
    expect(initials(' ')).toBe('?');
  });
});
