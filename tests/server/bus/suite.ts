import { expect, onTestFinished, test } from 'vitest';
import type { Bus } from '../../../server/bus/bus.ts';

export interface BusStand {
  /** A new member, which joins by itself. */
  join(): Bus;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (message: Uint8Array) => new TextDecoder().decode(message);

/** What any bus must do; `stand` gives members of one that are of no other test. */
export function busSuite(stand: () => BusStand): void {
  async function joined(): Promise<Bus> {
    const bus = stand().join();
    onTestFinished(() => bus.close());
    await expect.poll(() => bus.isJoined()).toBe(true);
    return bus;
  }

  /** What a member has heard on a channel, from when others reach it there. */
  async function hearing(bus: Bus, from: Bus, channel: string): Promise<string[]> {
    const heard: string[] = [];
    bus.subscribe(channel, (message) => heard.push(text(message)));
    await expect
      .poll(() => {
        from.publish(channel, bytes('?'));
        return heard.length;
      })
      .toBeGreaterThan(0);
    // Every question has come before whatever is sent after the last.
    from.publish(channel, bytes('!'));
    await expect.poll(() => heard.at(-1)).toBe('!');
    heard.length = 0;
    return heard;
  }

  test('all others hear a channel, in the order of the sender, and the sender does not', async () => {
    const [a, b, c] = await Promise.all([joined(), joined(), joined()]);
    const own: string[] = [];
    a.subscribe('xã', (message) => own.push(text(message)));
    const [inB, inC] = [await hearing(b, a, 'xã'), await hearing(c, a, 'xã')];
    await expect.poll(() => inB.length).toBeGreaterThan(0);
    inB.length = 0;
    const sent = Array.from({ length: 200 }, (_, i) => `tin ${i}`);
    for (const word of sent) a.publish('xã', bytes(word));
    await expect.poll(() => inC.length).toBe(sent.length);
    expect(inC).toEqual(sent);
    await expect.poll(() => inB.filter((word) => word.startsWith('tin'))).toEqual(sent);
    expect(own).toEqual([]);
  });

  test('whatever bytes a message has, empty ones too, arrive as they are, and a channel hears no other', async () => {
    const [a, b] = await Promise.all([joined(), joined()]);
    const heard: Uint8Array[] = [];
    await hearing(b, a, 'mọi byte');
    b.subscribe('mọi byte', (message) => heard.push(Uint8Array.from(message)));
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const large = new Uint8Array(2_000_000).fill(7);
    a.publish('khác', bytes('không nghe'));
    for (const message of [all, new Uint8Array(), large]) a.publish('mọi byte', message);
    await expect.poll(() => heard.length).toBe(3);
    expect(heard[0]).toEqual(all);
    expect(heard[1]).toHaveLength(0);
    expect(Buffer.compare(heard[2] as Uint8Array, large)).toBe(0);
  });

  test('a channel is heard until it is given up; others of the same member go on', async () => {
    const [a, b] = await Promise.all([joined(), joined()]);
    const stays = await hearing(b, a, 'kênh');
    const gone: string[] = [];
    const end = b.subscribe('kênh', (message) => gone.push(text(message)));
    a.publish('kênh', bytes('một'));
    await expect.poll(() => gone).toEqual(['một']);
    end();
    end();
    a.publish('kênh', bytes('hai'));
    await expect.poll(() => stays).toEqual(['một', 'hai']);
    expect(gone).toEqual(['một']);
  });

  test('publishing never throws, also when closed, and who is closed is not joined and hears nothing', async () => {
    const [a, b] = await Promise.all([joined(), joined()]);
    const heard = await hearing(b, a, 'kênh');
    await a.close();
    expect(a.isJoined()).toBe(false);
    a.publish('kênh', bytes('muộn'));
    await a.close();
    const c = await joined();
    c.publish('kênh', bytes('sau'));
    await expect.poll(() => heard).toEqual(['sau']);
  });

  test('what is published last before the close still arrives', async () => {
    const [a, b] = await Promise.all([joined(), joined()]);
    const heard = await hearing(b, a, 'kênh');
    a.publish('kênh', bytes('tạm biệt'));
    await a.close();
    await expect.poll(() => heard).toEqual(['tạm biệt']);
  });
}
