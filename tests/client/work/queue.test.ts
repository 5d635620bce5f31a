import { createRoot, createSignal } from 'solid-js';
import { afterEach, expect, test } from 'vitest';
import { ApiError } from '../../../client/api.ts';
import { hallHeard, hallMissed } from '../../../client/in-reach.ts';
import type { Drafts } from '../../../client/routes/work/desk.ts';
import { createQueue, type Queued } from '../../../client/routes/work/queue.ts';

interface Draft extends Queued {
  text: string;
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  hallHeard();
});

/** A device with drafts; `answer` is what the hall says to each sending. */
function device(texts: Record<string, string>, answer: (id: string) => ApiError | null) {
  const sent: string[] = [];
  const said: string[] = [];
  const [all, setAll] = createSignal<Record<string, Draft>>(
    Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, { text }])),
  );
  const drafts: Drafts<Draft> = {
    of: (id) => all()[id],
    set(id, draft) {
      const { [id]: _, ...others } = all();
      setAll(draft ? { ...others, [id]: draft } : others);
    },
    all: () => Object.entries(all()),
  };
  const queue = createRoot((end) => {
    ends.push(end);
    return createQueue<Draft>({
      drafts,
      async send(id) {
        sent.push(id);
        const refusal = answer(id);
        if (refusal?.code === 'unreachable') hallMissed();
        if (refusal) throw refusal;
      },
      sent: (id) => said.push(`sent ${id}`),
      refused: (id) => said.push(`refused ${id}`),
    });
  });
  return { drafts, queue, sent, said };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('what waits is kept while the hall is away, and sent once, in its order, when it is back', async () => {
  hallMissed();
  const { drafts, queue, sent, said } = device({ one: 'a', two: 'b', open: 'c' }, () => null);
  queue.wait('one');
  queue.wait('two');
  await settled();
  expect(sent).toEqual([]);
  expect(queue.waiting().map(([id]) => id)).toEqual(['one', 'two']);
  hallHeard();
  await settled();
  expect(sent).toEqual(['one', 'two']);
  expect(said).toEqual(['sent one', 'sent two']);
  expect(queue.waiting()).toEqual([]);
  // What nobody let go is no act.
  expect(drafts.of('open')).toEqual({ text: 'c' });
});

test('a refusal leaves the words, says so, and does not hold up the rest', async () => {
  hallMissed();
  const { drafts, queue, sent, said } = device({ one: 'a', two: 'b' }, (id) =>
    id === 'one' ? new ApiError('changedMeanwhile') : null,
  );
  queue.wait('one');
  queue.wait('two');
  hallHeard();
  await settled();
  expect(said).toEqual(['refused one', 'sent two']);
  expect(drafts.of('one')).toEqual({ text: 'a', waiting: false, refused: true });
  hallMissed();
  hallHeard();
  await settled();
  // Nothing is tried again by itself that was once refused.
  expect(sent).toEqual(['one', 'two']);
});

test('a hall that is gone again in the middle gets the rest the next time', async () => {
  hallMissed();
  let away = true;
  const { queue, sent, said } = device({ one: 'a', two: 'b' }, () =>
    away ? new ApiError('unreachable') : null,
  );
  queue.wait('one');
  queue.wait('two');
  hallHeard();
  await settled();
  expect(sent).toEqual(['one']);
  expect(queue.waiting()).toHaveLength(2);
  away = false;
  hallHeard();
  await settled();
  expect(said).toEqual(['sent one', 'sent two']);
});

test('what is taken back is not sent', async () => {
  hallMissed();
  const { drafts, queue, sent } = device({ one: 'a' }, () => null);
  queue.wait('one');
  queue.takeBack('one');
  hallHeard();
  await settled();
  expect(sent).toEqual([]);
  expect(drafts.of('one')?.text).toBe('a');
});
