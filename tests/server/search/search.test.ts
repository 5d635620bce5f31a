import { openedSqlite } from '../store/opened.ts';
import { searchSuite } from './suite.ts';

searchSuite('sqlite', openedSqlite);
