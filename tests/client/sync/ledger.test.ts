import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ledger } from '../../../client/sync/ledger.ts';

describe('counting what the hall has stored', () => {
  test('a change waits until the message that carried it is acknowledged', () => {
    const ledger = new Ledger();
    ledger.connected();
    ledger.sent('state');
    ledger.change();
    ledger.sent('update');
    ledger.change();
    ledger.sent('update');
    expect(ledger.waiting).toBe(2);
    ledger.stored(2);
    expect(ledger.waiting).toBe(1);
    ledger.stored(3);
    expect(ledger.waiting).toBe(0);
  });

  test('what was typed offline is in no update: only the whole state covers it', () => {
    const ledger = new Ledger();
    ledger.change(); // offline
    ledger.connected();
    ledger.change(); // before the server asked for the state
    ledger.sent('update');
    ledger.stored(1);
    expect(ledger.waiting).toBe(2);
    ledger.sent('state');
    ledger.stored(2);
    expect(ledger.waiting).toBe(0);
  });

  test('an acknowledgement of an old connection says nothing about the new one', () => {
    const ledger = new Ledger();
    ledger.connected();
    ledger.sent('state');
    ledger.change();
    ledger.sent('update');
    ledger.connected();
    ledger.stored(2);
    expect(ledger.waiting).toBe(1);
  });

  test('changes of an earlier visit wait too, and go first', () => {
    const ledger = new Ledger();
    ledger.carry(3);
    ledger.change();
    expect([ledger.waiting, ledger.carriedWaiting]).toEqual([4, 3]);
    ledger.connected();
    ledger.sent('state');
    ledger.change();
    ledger.sent('update');
    ledger.stored(1);
    expect([ledger.waiting, ledger.carriedWaiting]).toEqual([1, 0]);
  });

  test('it never says "stored" of a change that is not, whatever breaks when', () => {
    const step = fc.constantFrom<Step>('change', 'connect', 'drop', 'askState', 'store', 'acknowledge');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.array(step, { maxLength: 80 }), (carried, steps) => {
        const world = new World(carried);
        for (const what of steps) {
          world[what]();
          expect(world.ledger.waiting).toBeGreaterThanOrEqual(world.lost);
        }
        world.connect();
        world.askState();
        world.store();
        world.acknowledge();
        expect(world.ledger.waiting).toBe(0);
      }),
      { seed: 20230516, numRuns: 2_000 },
    );
  });
});

type Step = 'change' | 'connect' | 'drop' | 'askState' | 'store' | 'acknowledge';

/** A device and a hall, with a connection that may break at any moment. */
class World {
  readonly ledger = new Ledger();
  private readonly hall = new Set<number>();
  private made: number;
  private online = false;
  /** Messages of the present connection: the changes that each carries. */
  private messages: number[][] = [];
  private stored = 0;

  constructor(carried: number) {
    this.ledger.carry(carried);
    this.made = carried;
  }

  /** How many changes the hall has not got. */
  get lost(): number {
    return this.all().filter((change) => !this.hall.has(change)).length;
  }

  private all(): number[] {
    return Array.from({ length: this.made }, (_, i) => i + 1);
  }

  private send(kind: 'state' | 'update', changes: number[]): void {
    if (!this.online) return;
    this.messages.push(changes);
    this.ledger.sent(kind);
  }

  change(): void {
    this.made += 1;
    this.ledger.change();
    this.send('update', [this.made]);
  }

  connect(): void {
    this.online = true;
    this.messages = [];
    this.stored = 0;
    this.ledger.connected();
  }

  drop(): void {
    this.online = false;
  }

  askState(): void {
    this.send('state', this.all());
  }

  store(): void {
    const next = this.online ? this.messages[this.stored] : undefined;
    if (!next) return;
    for (const change of next) this.hall.add(change);
    this.stored += 1;
  }

  acknowledge(): void {
    if (this.online) this.ledger.stored(this.stored);
  }
}
