import { openedPostgres } from '../store/opened-postgres.ts';
import { householdSuite } from './suite.ts';

householdSuite('postgres', openedPostgres);
