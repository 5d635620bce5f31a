import { factory, need, only, type Parts } from './context.ts';

/** The demonstration, by choice, into an empty store only. */
export function demoRoutes({ loadDemo, store }: Parts) {
  return factory
    .createApp()
    .get('/', (c) => {
      need(c);
      return store.isEmpty().then((empty) => c.json({ offered: empty }));
    })
    .post('/', only('editDialogue'), async (c) => {
      await loadDemo();
      return c.json({ loaded: true }, 201);
    });
}
