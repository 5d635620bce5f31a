import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type * as Y from 'yjs';
import type { Petition } from '../../shared/petition.ts';
import type { EarlierPetition } from '../../shared/search.ts';
import { isTelling, SimilarityIndex } from '../../shared/similarity.ts';
import { api, isUnreachable } from '../api.ts';
import type { BoardModel } from './model.ts';

/** How long the typing must rest before this dialogue's petitions are looked through, and the hall is asked, ms. */
const restHere = 300;
const restHall = 900;
/** Longest time that indexing may take at a stretch, ms. */
const stretch = 8;
const mostFound = 10;
const mostShown = 3;

/** The petitions of one board by likeness; takes in only what changed since it was last asked. */
class BoardIndex {
  readonly index = new SimilarityIndex();
  #seen = new Map<string, string>();

  /** Takes in changes for a while; false when there are more. */
  follow(petitions: readonly Petition[]): boolean {
    const end = performance.now() + stretch;
    for (const { id, content } of petitions) {
      if (this.#seen.get(id) === content) continue;
      if (performance.now() > end) return false;
      this.index.set(id, content);
      this.#seen.set(id, content);
    }
    return true;
  }
}

const indexes = new WeakMap<Y.Doc, BoardIndex>();

function indexOf(doc: Y.Doc): BoardIndex {
  const known = indexes.get(doc) ?? new BoardIndex();
  indexes.set(doc, known);
  return known;
}

const isGone = ({ state }: Petition) => state === 'merged' || state === 'withdrawn';

/** Petitions that resemble one while it is typed. */
export interface Similar {
  /** Of this dialogue, most alike first. */
  here: Accessor<readonly Petition[]>;
  /** Of earlier dialogues, as far as this role may know of them. */
  earlier: Accessor<readonly EarlierPetition[]>;
  /** The hall could not be asked for earlier dialogues. */
  offline: Accessor<boolean>;
}

/** Follows a petition's text. To be called inside a Solid owner. */
export function followSimilar(board: BoardModel, petition: Accessor<Petition>): Similar {
  const [found, setFound] = createSignal<readonly string[]>([]);
  const [earlier, setEarlier] = createSignal<readonly EarlierPetition[]>([]);
  const [offline, setOffline] = createSignal(false);
  const known = indexOf(board.props.board.doc);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hallTimer: ReturnType<typeof setTimeout> | undefined;
  let leave = new AbortController();

  const look = () => {
    if (!known.follow(board.petitions.all())) {
      timer = setTimeout(look, 0);
      return;
    }
    const { id, content } = petition();
    // What is merged, withdrawn or told apart is left out where it is shown: that may be taken back at any time.
    setFound(known.index.find(content, (other) => other !== id, mostFound).map((each) => each.id));
  };

  const ask = async (text: string) => {
    leave.abort();
    leave = new AbortController();
    const { signal } = leave;
    try {
      const route = api.dialogues[':id'].similar;
      const answer = await route.$post({ param: { id: board.props.dialogue.id }, json: { text } });
      const list: EarlierPetition[] = await answer.json();
      if (signal.aborted) return;
      setEarlier(list);
      setOffline(false);
    } catch (error) {
      if (signal.aborted) return;
      setEarlier([]);
      setOffline(isUnreachable(error));
    }
  };

  createEffect(
    on(
      () => petition().content,
      (content) => {
        clearTimeout(timer);
        clearTimeout(hallTimer);
        if (!isTelling(content)) {
          setFound([]);
          setEarlier([]);
          return;
        }
        timer = setTimeout(look, restHere);
        hallTimer = setTimeout(() => void ask(content), restHall);
      },
    ),
  );
  onCleanup(() => {
    clearTimeout(timer);
    clearTimeout(hallTimer);
    leave.abort();
  });

  const here = createMemo(() =>
    found()
      .flatMap((id) => {
        const other = board.petitions.get(id);
        return other && !isGone(other) && !board.merging.isApart(petition().id, id) ? [other] : [];
      })
      .slice(0, mostShown),
  );
  return { here, earlier, offline };
}
