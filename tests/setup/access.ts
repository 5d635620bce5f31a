import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessText } from './access-text.ts';

/** `npm run access`: writes docs/access.md from the table that the server itself asks. */
writeFileSync(join(import.meta.dirname, '../../docs/access.md'), accessText());
