import { openedPostgres } from '../store/opened-postgres.ts';
import { numbersSuite } from './suite.ts';

numbersSuite('postgres', openedPostgres);
