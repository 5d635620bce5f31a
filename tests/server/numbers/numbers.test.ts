import { openedSqlite } from '../store/opened.ts';
import { numbersSuite } from './suite.ts';

numbersSuite('sqlite', openedSqlite);
