import { toJsonSchema } from '@valibot/to-json-schema';
import {
  recordSchema,
  richNodeSchema,
  sessionFileSchema,
  signedFileSchema,
} from '../../shared/session-file.ts';

/** The session's JSON Schema (draft 2020-12) as the text of its file. */
export function sessionSchemaText(): string {
  const schema = toJsonSchema(sessionFileSchema, {
    target: 'draft-2020-12',
    definitions: { signedFile: signedFileSchema, record: recordSchema, richNode: richNodeSchema },
  });
  const { $schema, ...rest } = schema;
  const whole = {
    $schema,
    title: 'Đối Thoại: a session of a public dialogue as open data',
    description:
      'All frozen records of one dialogue, oldest first. Holds personal data. A record under its hash has commitments in place of personal values, which lie beside: SHA-256 over the 16 bytes of salt and the canonical JSON of [path, value].',
    ...rest,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
