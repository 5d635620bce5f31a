import * as v from 'valibot';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import type { WholeSession } from '../../shared/exchange/format.ts';
import { type Preparation, preparationSchema } from '../../shared/preparation.ts';
import { dialogueSchema } from '../api/dialogues.ts';
import { officeSchema } from '../api/office.ts';

const schema = v.object({
  dialogue: v.object({
    ...dialogueSchema.entries,
    id: v.pipe(v.string(), v.regex(/^[a-z0-9]{6,40}$/)),
    state: v.picklist(['open', 'frozen']),
  }),
  office: officeSchema,
  preparation: v.nullable(preparationSchema),
});

/** What a device says of a dialogue and its office, in the shapes that the API takes; null when it is of others. */
export function readSession(
  given: WholeSession | null,
): { dialogue: Dialogue; office: Office; preparation: Preparation | null } | null {
  const read = v.safeParse(schema, given);
  return read.success ? read.output : null;
}
