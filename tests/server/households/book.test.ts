import { openedSqlite } from '../store/opened.ts';
import { householdSuite } from './suite.ts';

householdSuite('sqlite', openedSqlite);
