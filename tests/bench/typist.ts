import { ByteWriter } from '../../shared/updates/bytes.ts';

const rootItem = 0x04;
const itemAfterOrigin = 0x84;
const rootName = new TextEncoder().encode('text');

/** Makes the updates of somebody typing at the end of what they wrote, as Yjs encodes them, without Yjs. */
export class Typist {
  readonly client: number;
  clock = 0;

  constructor(client: number) {
    this.client = client;
  }

  /** The update of one more letter. */
  next(): Uint8Array {
    const writer = new ByteWriter(32).varUint(1).varUint(1).varUint(this.client).varUint(this.clock);
    if (this.clock === 0) writer.byte(rootItem).varUint(1).varBytes(rootName);
    else
      writer
        .byte(itemAfterOrigin)
        .varUint(this.client)
        .varUint(this.clock - 1);
    writer.varBytes(new Uint8Array([97 + (this.clock % 26)])).varUint(0);
    this.clock++;
    return writer.finish();
  }

  /** The awareness that goes with it: a name, a colour, a cursor. */
  presence(): Uint8Array {
    const place = { type: null, tname: 'text', item: { client: this.client, clock: this.clock }, assoc: 0 };
    const state = {
      user: { name: `Thư ký ${this.client}`, color: '#30bced' },
      cursor: { anchor: place, head: place },
    };
    return new ByteWriter(256)
      .varUint(1)
      .varUint(this.client)
      .varUint(this.clock + 1)
      .varBytes(new TextEncoder().encode(JSON.stringify(state)))
      .finish();
  }
}
