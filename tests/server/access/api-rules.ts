import type { Act, Paper } from '../../../shared/access.ts';

/** Who may make a call: whoever may do an act or make a paper, whoever has a session, or anybody. */
export type CallRule = { act: Act } | { oneOf: readonly Act[] } | { paper: Paper } | 'session' | 'anybody';

/** Ids of what the walk finds in its hall. */
export interface WalkIds {
  dialogue: string;
  freeze: string;
  plan: string;
  petition: string;
}

/** One call of the API and its rule. */
export interface Call {
  /** As the routes name it, e.g. `GET /api/dialogues/:id`. */
  route: string;
  rule: CallRule;
  /** Fills the route's parameters. Default: nothing to fill. */
  path?: (ids: WalkIds) => string;
  /** Sent as JSON. Wrong on purpose where a right one would change the hall: who may is told so, who may not is not. */
  json?: unknown;
}

const wrong = { nonsense: true };
const act = (route: string, may: Act, path?: Call['path'], json?: unknown): Call => ({
  route,
  rule: { act: may },
  path,
  json,
});
const paper = (route: string, made: Paper, path: NonNullable<Call['path']>): Call => ({
  route,
  rule: { paper: made },
  path,
});
const inDialogue =
  (rest: string) =>
  ({ dialogue }: WalkIds) =>
    `/dialogues/${dialogue}${rest}`;
const ofEscalation = (rest: string) => () => `/escalations/escalation01${rest}`;
const ofPlan =
  (rest: string) =>
  ({ plan }: WalkIds) =>
    `/plans/${plan}${rest}`;
const ofFreeze =
  (rest: string) =>
  ({ freeze }: WalkIds) =>
    `/freezes/${freeze}${rest}`;
const ofDialogue = 'GET /api/dialogues/:id/documents/:file';
const followUp = 'GET /api/dialogues/:id/follow-up/:file';
const ofPetition = 'GET /api/dialogues/:id/petitions/:petitionId/follow-up/:file';

/** Every call of the API with its rule; a route that is not here makes the walk fail. */
export const calls: readonly Call[] = [
  // Asked from this machine; from another one it is `readMetrics`.
  { route: 'GET /metrics', rule: 'anybody' },
  // The page on which a citizen looks up the own petition, by the code on the receipt.
  { route: 'GET /tra-cuu', rule: 'anybody' },
  { route: 'GET /tra-cuu/receipt.css', rule: 'anybody' },
  { route: 'POST /tra-cuu', rule: 'anybody' },
  { route: 'POST /api/session', rule: 'anybody', json: wrong },
  { route: 'GET /api/session', rule: 'anybody' },
  { route: 'PATCH /api/session', rule: 'session', json: { name: '' } },
  { route: 'GET /api/session/duties', rule: 'session' },
  { route: 'PUT /api/session/duty', rule: 'session', json: wrong },
  { route: 'GET /api/session/ways', rule: 'anybody' },
  { route: 'POST /api/session/by-pin', rule: 'anybody', json: wrong },
  { route: 'POST /api/session/by-passkey/options', rule: 'anybody' },
  { route: 'POST /api/session/by-passkey/answer', rule: 'anybody', json: wrong },
  { route: 'GET /api/session/account', rule: 'anybody' },
  { route: 'GET /api/session/account/back', rule: 'anybody' },
  { route: 'GET /api/session/me', rule: 'session' },
  { route: 'PUT /api/session/pin', rule: 'session', json: wrong },
  { route: 'DELETE /api/session/pin', rule: 'session' },
  { route: 'DELETE /api/session/device', rule: 'session' },
  { route: 'DELETE /api/session/others', rule: 'session' },
  { route: 'GET /api/session/passkeys', rule: 'session' },
  { route: 'POST /api/session/passkeys/options', rule: 'session', json: wrong },
  { route: 'POST /api/session/passkeys', rule: 'session', json: wrong },
  {
    route: 'PATCH /api/session/passkeys/:id',
    rule: 'session',
    path: () => '/session/passkeys/x',
    json: wrong,
  },
  { route: 'DELETE /api/session/passkeys/:id', rule: 'session', path: () => '/session/passkeys/x' },
  act('GET /api/office', 'readOffice'),
  act('PUT /api/office', 'editOffice', undefined, wrong),
  act('POST /api/office/calendar', 'editOffice', undefined, wrong),
  act('POST /api/office/specimen.pdf', 'editOffice', undefined, wrong),
  act('GET /api/dialogues', 'readOffice'),
  act('POST /api/dialogues', 'editDialogue', undefined, wrong),
  act('GET /api/dialogues/:id', 'readOffice', inDialogue('')),
  act('PUT /api/dialogues/:id', 'editDialogue', inDialogue(''), wrong),
  act('PUT /api/dialogues/:id/archive', 'archive', inDialogue('/archive'), wrong),
  act('GET /api/dialogues/:id/preparation', 'readOffice', inDialogue('/preparation')),
  act('PUT /api/dialogues/:id/preparation', 'editDialogue', inDialogue('/preparation'), wrong),
  act(
    'GET /api/dialogues/:id/papers/:hash/offset',
    'addPapers',
    inDialogue(`/papers/${'0'.repeat(64)}/offset`),
  ),
  act('PATCH /api/dialogues/:id/papers/:hash', 'addPapers', inDialogue(`/papers/${'0'.repeat(64)}`)),
  act('GET /api/dialogues/:id/papers/:hash', 'readPapers', inDialogue(`/papers/${'0'.repeat(64)}`)),
  act('POST /api/dialogues/:id/papers/wanted', 'addPapers', inDialogue('/papers/wanted'), wrong),
  act('GET /api/dialogues/:id/history', 'readHistory', inDialogue('/history')),
  act('GET /api/dialogues/:id/history/state', 'readHistory', inDialogue('/history/state')),
  act('POST /api/plans/propose', 'editPlan', undefined, wrong),
  act('POST /api/plans/propose/file', 'editPlan', undefined, wrong),
  act('GET /api/reach', 'reach'),
  act('PUT /api/reach', 'reach', undefined, wrong),
  act('POST /api/reach/test', 'reach', undefined, wrong),
  act('GET /api/operation', 'keepServer'),
  act('POST /api/operation/backups', 'keepServer'),
  { route: 'POST /api/operation/pages', rule: 'session', json: { build: '0', why: 'start' } },
  act('GET /api/plans', 'editPlan'),
  act('POST /api/plans', 'editPlan', undefined, wrong),
  act('GET /api/plans/:id', 'editPlan', ({ plan }) => `/plans/${plan}`),
  // Makes what is not made yet: nothing in the walk's hall.
  act('POST /api/plans/:id/dialogues', 'editPlan', ofPlan('/dialogues')),
  act('GET /api/plans/:id/calendar.ics', 'editPlan', ofPlan('/calendar.ics')),
  act('GET /api/plans/:id/versions', 'editPlan', ofPlan('/versions')),
  act('POST /api/plans/:id/versions', 'editPlan', ofPlan('/versions'), wrong),
  act('GET /api/plans/:id/versions/:versionId', 'editPlan', ofPlan('/versions/none')),
  act(
    'GET /api/plans/:id/versions/:versionId/documents/:file',
    'editPlan',
    ofPlan('/versions/none/documents/plan.pdf'),
  ),
  act('POST /api/plans/:id/versions/:versionId/return', 'editPlan', ofPlan('/versions/none/return')),
  act('GET /api/calendar/:year', 'editPlan', () => '/calendar/2023'),
  act('GET /api/dialogues/:id/tasks', 'doUnitTasks', inDialogue('/tasks')),
  act('POST /api/dialogues/:id/tasks/:taskId', 'doUnitTasks', inDialogue('/tasks/none'), wrong),
  act('GET /api/dialogues/:id/tasks/calendar.ics', 'doUnitTasks', inDialogue('/tasks/calendar.ics')),
  { route: 'GET /api/demo', rule: 'session' },
  act('POST /api/demo', 'editDialogue'),
  // A plan's papers are of the whole year: who edits plans makes them.
  ...(['plan', 'estimate'] as const).map((made) =>
    act(
      'GET /api/plans/:id/documents/:file',
      'editPlan',
      ({ plan }) => `/plans/${plan}/documents/${made}.pdf`,
    ),
  ),
  ...(['estimate', 'invitations', 'notice', 'delegates', 'attendance'] as const).map((made) =>
    paper(ofDialogue, made, inDialogue(`/documents/${made}.pdf`)),
  ),
  ...(['blankNote', 'conclusion', 'transfers'] as const).map((made) =>
    paper(followUp, made, inDialogue(`/follow-up/${made}.pdf`)),
  ),
  ...(['note', 'reply'] as const).map((made) =>
    paper(
      ofPetition,
      made,
      ({ dialogue, petition }) => `/dialogues/${dialogue}/petitions/${petition}/follow-up/${made}.pdf`,
    ),
  ),
  paper('GET /api/dialogues/:id/receipts/:file', 'receipt', inDialogue('/receipts/receipt.pdf')),
  paper('GET /api/years/:year/follow-up/:file', 'progress', () => '/years/2023/follow-up/progress.pdf'),
  {
    route: 'GET /api/dialogues/:id/work',
    rule: { oneOf: ['answerForUnit', 'tellVillage'] },
    path: inDialogue('/work'),
  },
  act(
    'POST /api/dialogues/:id/work/:petitionId/prepared',
    'answerForUnit',
    ({ dialogue, petition }) => `/dialogues/${dialogue}/work/${petition}/prepared`,
    wrong,
  ),
  act('GET /api/inbox/own', 'handIn'),
  act('POST /api/inbox/own', 'handIn', undefined, wrong),
  act('POST /api/inbox/own/:id/reply', 'handIn', () => '/inbox/own/noitem000001/reply', wrong),
  act('POST /api/inbox/own/:id/prepared', 'answerForUnit', () => '/inbox/own/noitem000001/prepared', wrong),
  act('GET /api/inbox', 'keepInbox'),
  act('GET /api/inbox/waiting', 'keepInbox'),
  act('POST /api/inbox/taking', 'keepInbox', undefined, wrong),
  act('POST /api/inbox/joining', 'keepInbox', undefined, wrong),
  act('POST /api/inbox/assigning', 'keepInbox', undefined, wrong),
  act('GET /api/inbox/:id/earlier', 'keepInbox', () => '/inbox/noitem000001/earlier'),
  ...(['question', 'declining', 'reopening'] as const).map((what) =>
    act(`POST /api/inbox/:id/${what}`, 'keepInbox', () => `/inbox/noitem000001/${what}`, wrong),
  ),
  act(
    'POST /api/dialogues/:id/work/:petitionId/ruling',
    'answerForUnit',
    ({ dialogue, petition }) => `/dialogues/${dialogue}/work/${petition}/ruling`,
    wrong,
  ),
  act(
    'POST /api/dialogues/:id/work/:petitionId/told',
    'tellVillage',
    ({ dialogue, petition }) => `/dialogues/${dialogue}/work/${petition}/told`,
    wrong,
  ),
  act('GET /api/dialogues/:id/invitees', 'invite', inDialogue('/invitees?categories=poor')),
  act('GET /api/dialogues/:id/invited', 'tellInvited', inDialogue('/invited')),
  act('POST /api/dialogues/:id/invited/:attendeeId', 'tellInvited', inDialogue('/invited/nguoia001'), wrong),
  act('GET /api/follow-up', 'readFollowUp'),
  ...(['reminders', 'dueList'] as const).map((made) =>
    paper('GET /api/follow-up/papers/:file', made, () => `/follow-up/papers/${made}.pdf`),
  ),
  act('GET /api/escalations', 'readEscalated'),
  act('GET /api/escalations/waiting', 'readEscalated'),
  act('POST /api/escalations/:id/receiving', 'answerEscalated', ofEscalation('/receiving')),
  act('POST /api/escalations/:id/answering', 'answerEscalated', ofEscalation('/answering'), wrong),
  act('POST /api/escalations/:id/declining', 'answerEscalated', ofEscalation('/declining'), wrong),
  act('POST /api/escalation-files/:id', 'answerEscalated', () => '/escalation-files/escalation01'),
  {
    route: 'GET /api/escalation-files/:id/:hash',
    rule: { oneOf: ['readEscalated', 'escalate'] },
    path: () => `/escalation-files/escalation01/${'0'.repeat(64)}`,
  },
  act('POST /api/dialogues/:id/escalations', 'escalate', inDialogue('/escalations'), wrong),
  act(
    'POST /api/dialogues/:id/escalations/:petitionId/taking',
    'escalate',
    ({ dialogue, petition }) => `/dialogues/${dialogue}/escalations/${petition}/taking`,
  ),
  act(
    'POST /api/dialogues/:id/escalations/:petitionId/withdrawing',
    'escalate',
    ({ dialogue, petition }) => `/dialogues/${dialogue}/escalations/${petition}/withdrawing`,
    wrong,
  ),
  act('POST /api/dialogues/:id/follow-up-acts', 'keepFollowUp', inDialogue('/follow-up-acts'), wrong),
  act(
    'POST /api/answer-files/:id/:petitionId',
    'handInAnswer',
    ({ dialogue, petition }) => `/answer-files/${dialogue}/${petition}`,
  ),
  act(
    'GET /api/answer-files/:id/:petitionId/:hash',
    'readAnswer',
    ({ dialogue, petition }) => `/answer-files/${dialogue}/${petition}/${'0'.repeat(64)}`,
  ),
  act('PUT /api/dialogues/:id/estimate', 'editEstimate', inDialogue('/estimate'), wrong),
  act('GET /api/dialogues/:id/links', 'giveLinks', inDialogue('/links')),
  act('POST /api/dialogues/:id/links', 'giveLinks', inDialogue('/links'), wrong),
  act('GET /api/links', 'giveLinks'),
  act('DELETE /api/links/:id', 'giveLinks', () => '/links/nobodyslink1'),
  act('GET /api/people', 'managePeople'),
  act('POST /api/people', 'managePeople', undefined, wrong),
  act('PUT /api/people/:id', 'managePeople', () => '/people/nobody000001', wrong),
  act('DELETE /api/people/:id', 'managePeople', () => '/people/nobody000001'),
  act('POST /api/people/import', 'managePeople', undefined, wrong),
  act('GET /api/people/:id/sessions', 'managePeople', () => '/people/nobody000001/sessions'),
  act('DELETE /api/people/:id/sessions', 'managePeople', () => '/people/nobody000001/sessions'),
  act('POST /api/people/:id/duties', 'managePeople', () => '/people/nobody000001/duties', wrong),
  act('POST /api/duties/links', 'managePeople', undefined, wrong),
  act('DELETE /api/duties/:id', 'managePeople', () => '/duties/noduty000001'),
  act('POST /api/duties/:id/link', 'managePeople', () => '/duties/noduty000001/link'),
  act('POST /api/rebuilding', 'rebuild', undefined, wrong),
  act('GET /api/dialogues/:id/freezes', 'readRecords', inDialogue('/freezes')),
  // The hall of the walk is frozen already.
  act('POST /api/dialogues/:id/freezes', 'freeze', inDialogue('/freezes')),
  act('GET /api/freezes/:id', 'readRecords', ofFreeze('')),
  act('GET /api/freezes/:id/record.json', 'readRecords', ofFreeze('/record.json')),
  act('GET /api/freezes/:id/documents/:file', 'readRecords', ofFreeze('/documents/minutes.pdf')),
  act(
    'GET /api/freezes/:id/comparison/:before/:file',
    'readRecords',
    ({ freeze }) => `/freezes/${freeze}/comparison/${freeze}/comparison.pdf`,
  ),
  act('GET /api/dialogues/:id/review', 'readRecords', inDialogue('/review')),
  act('POST /api/dialogues/:id/device', 'tellDevice', inDialogue('/device'), wrong),
  act('GET /api/dialogues/:id/devices', 'readDevices', inDialogue('/devices')),
  // Whoever sits at a device names it; any other device only who keeps them.
  act('PATCH /api/dialogues/:id/devices/:device', 'tellDevice', inDialogue('/devices/nodevice0001'), wrong),
  act('DELETE /api/dialogues/:id/devices/:device', 'keepDevices', inDialogue('/devices/nodevice0001')),
  act('GET /api/dialogues/:id/late', 'readLate', inDialogue('/late')),
  act('POST /api/dialogues/:id/late', 'tellDevice', inDialogue('/late'), wrong),
  act('GET /api/late/:proposal', 'readLate', () => '/late/noproposal01'),
  act('POST /api/late/:proposal/decision', 'decideLate', () => '/late/noproposal01/decision', wrong),
  act('GET /api/freezes/:id/threads', 'review', ofFreeze('/threads')),
  act('POST /api/freezes/:id/threads', 'review', ofFreeze('/threads'), wrong),
  act('POST /api/freezes/:id/threads/:thread', 'review', ofFreeze('/threads/nothread0001'), wrong),
  act('GET /api/freezes/:id/signatures', 'readRecords', ofFreeze('/signatures')),
  act('POST /api/freezes/:id/signatures', 'signRecord', ofFreeze('/signatures'), wrong),
  act('POST /api/freezes/:id/reopening', 'reopen', ofFreeze('/reopening'), wrong),
  act('GET /api/freezes/:id/petitions.xlsx', 'exportPetitions', ofFreeze('/petitions.xlsx')),
  act('GET /api/freezes/:id/petitions.csv', 'exportPetitions', ofFreeze('/petitions.csv')),
  act('GET /api/freezes/:id/session.json', 'exportSession', ofFreeze('/session.json')),
  act('GET /api/freezes/:id/session.zip', 'exportSession', ofFreeze('/session.zip')),
  act('GET /api/numbers', 'readNumbers'),
  act('GET /api/numbers/list', 'readNumbers'),
  act('GET /api/numbers/matters', 'readNumbers'),
  act('GET /api/numbers/figures.xlsx', 'readNumbers'),
  act('GET /api/numbers/list.xlsx', 'readNumbers'),
  act('GET /api/search', 'search', () => '/search?q=vay'),
  act('POST /api/dialogues/:id/similar', 'search', inDialogue('/similar'), wrong),
  act('GET /api/villages', 'keepHouseholds'),
  act('POST /api/villages', 'keepHouseholds', undefined, wrong),
  act('PUT /api/villages/:id', 'keepHouseholds', () => '/villages/nowhere00001', wrong),
  act('DELETE /api/villages/:id', 'keepHouseholds', () => '/villages/nowhere00001'),
  act('POST /api/households/search', 'keepHouseholds', undefined, wrong),
  act('GET /api/households/lists', 'keepHouseholds'),
  act('POST /api/households/lists/preview', 'keepHouseholds', undefined, wrong),
  act('POST /api/households/lists', 'keepHouseholds', undefined, wrong),
  act('POST /api/households/lists/:id/undo', 'keepHouseholds', () => '/households/lists/none00000001/undo'),
  act('POST /api/households', 'keepHouseholds', undefined, wrong),
  act('GET /api/households/:id', 'keepHouseholds', () => '/households/nobody000001'),
  act('PUT /api/households/:id', 'keepHouseholds', () => '/households/nobody000001', wrong),
  act('DELETE /api/households/:id', 'keepHouseholds', () => '/households/nobody000001'),
  act('GET /api/privacy/households/plan', 'erasePersonal'),
  act('POST /api/privacy/households/erasure', 'erasePersonal', undefined, wrong),
  act('GET /api/privacy/inbox/plan', 'erasePersonal'),
  act('POST /api/privacy/inbox/erasure', 'erasePersonal', undefined, wrong),
  act('GET /api/privacy/audit', 'readAudit'),
  act('GET /api/privacy/audit/verdict', 'readAudit'),
  act('GET /api/privacy/audit.csv', 'readAudit'),
  act('POST /api/privacy/people', 'erasePersonal', undefined, wrong),
  act('POST /api/privacy/erasures/plan', 'erasePersonal', undefined, wrong),
  act('POST /api/privacy/erasures', 'erasePersonal', undefined, wrong),
  act('POST /api/privacy/erasures/rest', 'erasePersonal'),
  act('GET /api/privacy/erasures', 'erasePersonal'),
  act(
    'GET /api/privacy/dialogues/:id/plan',
    'erasePersonal',
    ({ dialogue }) => `/privacy/dialogues/${dialogue}/plan`,
  ),
  act(
    'POST /api/privacy/dialogues/:id/erasure',
    'erasePersonal',
    ({ dialogue }) => `/privacy/dialogues/${dialogue}/erasure`,
    wrong,
  ),
  act('GET /api/privacy/retention', 'setRetention'),
  act('PUT /api/privacy/retention', 'setRetention', undefined, wrong),
  // Anybody who holds a record may ask whether it is one of this office's: by its hash, nothing else is told.
  { route: 'GET /api/verification/key', rule: 'anybody' },
  // Which version the server is of: a page asks before it knows who it is here as.
  { route: 'GET /api/version', rule: 'anybody' },
  {
    route: 'GET /api/verification/records/:hash',
    rule: 'anybody',
    path: () => `/verification/records/${'0'.repeat(64)}`,
  },
  // The last: it ends the session that asks.
  { route: 'DELETE /api/session', rule: 'session' },
];
