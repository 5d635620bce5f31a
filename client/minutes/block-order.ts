import type { Node } from '@tiptap/pm/model';
import * as Y from 'yjs';

const orders = new WeakMap<Y.XmlFragment, BlockOrder>();

/**
 * Which block of the shared text stands where, found without walking the text for each question: blocks come and
 * go seldom, letters all the time.
 */
export class BlockOrder {
  readonly #body: Y.XmlFragment;
  #index: Map<unknown, number> | null = null;
  #startsOf: Node | null = null;
  #starts: number[] = [];

  private constructor(body: Y.XmlFragment) {
    this.#body = body;
    body.observe(() => {
      this.#index = null;
    });
  }

  /** The order of a text's blocks: one for each text, however often it is opened. */
  static of(body: Y.XmlFragment): BlockOrder {
    let order = orders.get(body);
    if (!order) {
      order = new BlockOrder(body);
      orders.set(body, order);
    }
    return order;
  }

  get doc(): Y.Doc | null {
    return this.#body.doc;
  }

  /** The place of a block among the blocks; undefined for what is none of them (any more). */
  indexOf(block: unknown): number | undefined {
    if (!this.#index) {
      this.#index = new Map();
      for (let item = this.#body._first; item; item = item.right)
        if (!item.deleted && item.content instanceof Y.ContentType)
          this.#index.set(item.content.type, this.#index.size);
    }
    return this.#index.get(block);
  }

  /** The block that a type is or lies in, or undefined. */
  blockOf(type: unknown): Y.XmlElement | undefined {
    let at = type;
    while (at instanceof Y.AbstractType && at._item?.parent !== this.#body) at = at._item?.parent;
    return at instanceof Y.XmlElement ? at : undefined;
  }

  /** Where a block of the editor's text begins. */
  startOf(doc: Node, index: number): number {
    if (this.#startsOf !== doc) {
      this.#startsOf = doc;
      let at = 0;
      this.#starts = doc.content.content.map((node) => {
        const start = at;
        at += node.nodeSize;
        return start;
      });
    }
    return this.#starts[index] ?? doc.content.size;
  }
}
