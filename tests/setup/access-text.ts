import {
  type Act,
  documentTable,
  earlierPetitions,
  findsByName,
  may,
  mayMake,
  namingPapers,
  type Paper,
  paperTable,
  type Role,
  roles,
  signsAs,
} from '../../shared/access.ts';
import { actWords } from '../../shared/access-words.ts';
import { documentKinds } from '../../shared/dialogue.ts';
import { type CallRule, calls } from '../server/access/api-rules.ts';

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');
}

const yes = (allowed: boolean) => (allowed ? 'yes' : '·');

function ruleWords(rule: CallRule): string {
  if (typeof rule === 'string') return rule === 'session' ? 'whoever is signed in' : 'anybody';
  if ('oneOf' in rule) return rule.oneOf.map((act) => `\`${act}\``).join(' or ');
  return 'act' in rule ? `\`${rule.act}\`` : `the paper \`${rule.paper}\``;
}

/** docs/access.md: the table of rights in words, from shared/access.ts and the list of calls that the walk walks. */
export function accessText(): string {
  const papers = Object.keys(paperTable) as Paper[];
  const documents = documentKinds.map((kind) => {
    const { write, read } = documentTable[kind];
    const cell = (role: Role) => (write.includes(role) ? 'write' : read.includes(role) ? 'read' : '·');
    return [`\`${kind}\``, ...roles.map(cell)];
  });
  const acts = (Object.keys(actWords) as Act[]).map((act) => [
    `\`${act}\``,
    actWords[act],
    ...roles.map((role) => yes(may(role, act))),
  ]);
  const made = papers.map((paper) => [
    `\`${paper}\`${namingPapers.includes(paper) ? ' (names citizens)' : ''}`,
    ...roles.map((role) => yes(mayMake(role, paper))),
  ]);
  const follows = [
    ['signs a record as', ...roles.map((role) => signsAs(role) ?? '·')],
    ['finds a petition by its citizen’s name', ...roles.map((role) => yes(findsByName(role)))],
    ['is told of similar petitions of earlier dialogues', ...roles.map((role) => earlierPetitions(role))],
  ];
  return `# Who may do what

Written by \`npm run access\` from [shared/access.ts](../shared/access.ts), the one table that the relay’s door, the API, the
documents and the pages ask; a test fails when this page is not what the table says. The organizer works on every dialogue,
every other role in the one dialogue of its link or duty, an officer for one unit and a village head for one village of it.

\`npx vitest run tests/server/access/walk.test.ts\` walks every cell below by real sockets and requests, with every role and
without any, in the own dialogue and in another one; a route of the API that is not listed here makes it fail.

## Live documents, by WebSocket

\`/sync/<dialogue>/<document>\`. Whoever may only read and sends a change is disconnected and nothing of it is kept. The server
alone writes \`activity\` and \`screen\`. Nobody but these roles opens \`register\`, where the citizens’ names are.

${table(['document', ...roles], documents)}

## Acts

${table(['act', 'what it is', ...roles], acts)}

What follows from them:

${table(['', ...roles], follows)}

## Papers

${table(['paper', ...roles], made)}

## Calls of the API

${table(
  ['call', 'for'],
  [...new Map(calls.map(({ route, rule }) => [`${route} ${ruleWords(rule)}`, { route, rule }])).values()].map(
    ({ route, rule }) => [`\`${route}\``, ruleWords(rule)],
  ),
)}
`;
}
