import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionSchemaText } from './session-schema-text.ts';

/** `npm run schema`: writes docs/schema/session.schema.json from the schema that the server itself reads with. */
writeFileSync(join(import.meta.dirname, '../../docs/schema/session.schema.json'), sessionSchemaText());
