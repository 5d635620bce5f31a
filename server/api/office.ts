import * as v from 'valibot';
import { signedForms } from '../../shared/documents/signs.ts';
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

const sign = v.pipe(line, v.regex(/^[\p{L}\d]{0,8}$/u));

/** Parts that a page of an older version does not send keep what is stored. */
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
  kindSigns: v.optional(v.partial(v.object(v.entriesFromList(signedForms, sign)))),
  recipients: v.optional(lines),
  copies: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?)?$/))),
});

/** The office's own data, printed in every document. */
export function officeRoutes({ store, dialogueChanged }: Parts) {
  return factory
    .createApp()
    .get('/', only('readOffice'), async (c) => c.json(await store.office.read()))
    .put('/', only('editOffice'), body(officeSchema), async (c) => {
      const given = c.req.valid('json');
      const { kindSigns, recipients, copies } = await store.office.read();
      const office = { kindSigns, recipients, copies, ...given };
      await store.office.write(office);
      for (const dialogue of await store.dialogues.list()) dialogueChanged(dialogue.id);
      return c.json(office);
    });
}
