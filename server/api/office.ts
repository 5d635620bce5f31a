import * as v from 'valibot';
import { body, factory, only, type Parts } from './context.ts';

const line = v.pipe(
  v.string(),
  v.maxLength(300),
  v.transform((value) => value.normalize('NFC').trim()),
);
const lines = v.pipe(
  v.array(line),
  v.maxLength(300),
  v.transform((all) => all.filter((entry) => entry !== '')),
);

export const officeSchema = v.object({
  superior: line,
  body: line,
  bodySign: line,
  place: line,
  authority: line,
  signerTitle: line,
  signerName: line,
  villages: lines,
  units: lines,
  authorities: lines,
  holidays: v.pipe(v.array(v.pipe(v.string(), v.isoDate())), v.maxLength(300)),
});

/** The office's own data, printed in every document. */
export function officeRoutes({ store, dialogueChanged }: Parts) {
  return factory
    .createApp()
    .get('/', only('readOffice'), async (c) => c.json(await store.office.read()))
    .put('/', only('editOffice'), body(officeSchema), async (c) => {
      const office = c.req.valid('json');
      await store.office.write(office);
      for (const dialogue of await store.dialogues.list()) dialogueChanged(dialogue.id);
      return c.json(office);
    });
}
