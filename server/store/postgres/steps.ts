import { betweenCommunes } from './between-communes.ts';
import { changed, index, refuse, refuseFunction, refuseNew, rowSecurity, table } from './tables.ts';

/** A change of the tables. */
export interface Step {
  sql: string;
  /**
   * True: a server that knows only the steps before may go on with the tables, as it does while servers are replaced
   * one by one (new tables, new columns with a default). False: it may not.
   */
  isExtension: boolean;
}

/** The relay sees the logs of all communes' rooms, and nothing else of them. */
const relayToo = `current_setting('doithoai.relay', true) = 'all' OR tenant = current_setting('doithoai.tenant', true)`;

/** A row that nobody may put in the place of another; the keys would refuse it too, in other words. */
function exists(on: string, ...keys: readonly string[]): string {
  const same = keys.map((key) =>
    key
      .split(' ')
      .map((name) => `${name} = NEW.${name}`)
      .join(' AND '),
  );
  return `EXISTS (SELECT 1 FROM ${on} WHERE ${same.map((each) => `(${each})`).join(' OR ')})`;
}

const office = [
  table('office', 'id int, body text', { key: 'id', checks: ['id = 1'] }),
  table('plan', 'id text, year int, body text', { key: 'id' }),
  table('dialogue', 'id text, year int, quarter text, held_on text, state text, body text', { key: 'id' }),
  table('preparation', 'dialogue_id text, revision int, body text', { key: 'dialogue_id' }),
  table(
    'plan_version',
    'id text, plan_id text, name text, number text, issued_on text, kept_at text, kept_by text, body text',
    { key: 'id' },
  ),
  index('plan_version_of', 'plan_version', 'plan_id, kept_at'),
  refuse('plan_version', 'UPDATE', 'a version of a plan never changes'),
  refuse('plan_version', 'DELETE', 'a version of a plan is never removed'),
  table('plan_event', 'plan_id text, uid text, sequence int, changed_at text, cancelled int, facts text', {
    key: 'plan_id, uid',
  }),
  table('reach', 'id int, body text', { key: 'id', checks: ['id = 1'] }),
  table(
    'letter',
    'day text, kind text, name text, state text, tries int, changed_at text, failure text, due int, overdue int',
    { key: 'day, kind, name' },
  ),
];

const access = [
  table('person', 'id text, name text, title text, unit text, account text, created_at text, left_at text', {
    key: 'id',
  }),
  index('person_by_account', 'person', 'account', "account <> '' AND left_at = ''"),
  table(
    'duty',
    'id text, person_id text, role text, dialogue_id text, unit text, village text, given_at text, ended_at text',
    { key: 'id', refers: ['person_id -> person (id)'] },
  ),
  index('duty_by_person', 'duty', 'person_id'),
  table(
    'link',
    `id text, token_hash text, role text, dialogue_id text, label text, created_at text, expires_at text,
     revoked_at text, used_at text, one_time int, unit text = '', village text = '', duty_id text = '',
     uses int = 0, last_used_at text = ''`,
    { key: 'id', unique: ['token_hash'] },
  ),
  table(
    'session',
    `id text, token_hash text, link_id text, role text, dialogue_id text, name text, created_at text,
     expires_at text, unit text = '', village text = '', person_id text = '', duty_id text = ''`,
    { key: 'id', unique: ['token_hash'] },
  ),
  index('session_by_link', 'session', 'link_id'),
  index('session_by_person', 'session', 'person_id'),
  table(
    'passkey',
    `id text, person_id text, host text, public_key bytes, counter int, transports text, label text,
     created_at text, used_at text`,
    { key: 'id', refers: ['person_id -> person (id)'] },
  ),
  index('passkey_by_person', 'passkey', 'person_id'),
  table('pin', 'person_id text, salt text, hash text, wrong int, locked_until text', {
    key: 'person_id',
    refers: ['person_id -> person (id)'],
  }),
  table('device', 'id text, token_hash text, known_at text', { key: 'id', unique: ['token_hash'] }),
  table('device_person', 'device_id text, person_id text', {
    key: 'device_id, person_id',
    refers: ['device_id -> device (id)', 'person_id -> person (id)'],
  }),
];

const petitions = [
  table('petition_number', 'dialogue_id text, petition_id text, number int', {
    key: 'dialogue_id, petition_id',
    unique: ['dialogue_id, number'],
  }),
  refuse('petition_number', 'DELETE', 'a petition number is never taken back'),
  refuse('petition_number', 'UPDATE', 'a petition number is never changed'),
  table(
    'petition',
    `dialogue_id text, petition_id text, state text, field text, village text, due_date text, folded text,
     body text`,
    { key: 'dialogue_id, petition_id' },
  ),
  table(
    'petition_fact',
    `seq seq, dialogue_id text, petition_id text, state text, outcome text, field text, village text, unit text,
     category text, channel text, authority text, raised_on text, due_on text, solved_on text, replied_on text,
     told_on text, closed_on text, promised int`,
    { key: 'seq', unique: ['dialogue_id, petition_id'] },
  ),
  index('petition_fact_by_unit', 'petition_fact', 'unit, state, due_on'),
  index('petition_fact_by_village', 'petition_fact', 'village, state'),
  index('petition_fact_by_due', 'petition_fact', 'state, due_on'),
  index('petition_fact_by_authority', 'petition_fact', 'authority'),
  // What is searched; the words by the books (search-words.ts), since no index is asked for a match under these policies.
  table('search_row', 'id seq, dialogue_id text, kind text, item text, number int, body text, words vector', {
    key: 'id',
    unique: ['dialogue_id, kind, item'],
  }),
  index('search_row_by_number', 'search_row', 'number'),
  table('search_word', 'word text, docs int', { key: 'word' }),
  table('search_name', 'dialogue_id text, petition_id text, name text, folded text', {
    key: 'dialogue_id, petition_id',
  }),
  table('search_finished', 'dialogue_id text', { key: 'dialogue_id' }),
  table('paper', 'dialogue_id text, hash text, type text, size int, stored_at text', {
    key: 'dialogue_id, hash',
  }),
  table(
    'follow_up',
    `seq seq, id text, dialogue_id text, petition_id text, at text, made_by text, role text, made_for text,
     was text, act text, erased_at text`,
    { key: 'seq', unique: ['id'] },
  ),
  index('follow_up_by_dialogue', 'follow_up', 'dialogue_id'),
  refuse('follow_up', 'DELETE', 'what became of a petition is never deleted'),
  refuse(
    'follow_up',
    'UPDATE',
    'what became of a petition is never changed but by an erasure',
    `NEW.erased_at = '' OR ${changed('seq', 'id', 'dialogue_id', 'petition_id', 'at', 'made_by', 'role', 'made_for', 'was', 'tenant')}`,
  ),
  refuseNew(
    'follow_up',
    'what became of a petition is never replaced',
    `NEW.erased_at <> '' OR ${exists('follow_up', 'id', 'seq')}`,
  ),
  table(
    'answer_file',
    'dialogue_id text, petition_id text, hash text, type text, size int, handed_by text, stored_at text',
    { key: 'dialogue_id, petition_id, hash' },
  ),
  index('answer_file_by_hash', 'answer_file', 'hash'),
  table('inbox_item', 'id text, revision int, at text, body text', { key: 'id' }),
  refuse('inbox_item', 'DELETE', 'what was handed in is never deleted'),
  table('inbox_citizen', 'item_id text, name text, phone text, address text', { key: 'item_id' }),
  table('inbox_usual_unit', 'field text, unit text', { key: 'field' }),
];

const records = [
  table(
    '"freeze"',
    `seq seq, id text, dialogue_id text, hash text, previous text null, frozen_at text, frozen_by text,
     canonical text, public_key text null, signature text null`,
    { key: 'seq', unique: ['id', 'hash'] },
  ),
  refuse('"freeze"', 'DELETE', 'a frozen record is never deleted'),
  refuse('"freeze"', 'UPDATE', 'a frozen record is never changed'),
  refuseNew('"freeze"', 'a frozen record is never replaced', exists('"freeze"', 'id', 'hash', 'seq')),
  table(
    'freeze_personal',
    'freeze_id text, path text, salt text null, value text null, erased_at text null',
    {
      key: 'freeze_id, path',
      checks: ['(salt IS NULL) = (value IS NULL)', '(value IS NULL) = (erased_at IS NOT NULL)'],
    },
  ),
  refuseNew(
    'freeze_personal',
    'no value is added to a frozen record',
    `EXISTS (SELECT 1 FROM "freeze" WHERE id = NEW.freeze_id) OR ${exists('freeze_personal', 'freeze_id path')}`,
  ),
  refuse('freeze_personal', 'DELETE', 'a personal value is erased, its row stays'),
  refuse(
    'freeze_personal',
    'UPDATE',
    'a personal value is erased or left as it is',
    `OLD.value IS NULL OR NEW.value IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL
     OR ${changed('freeze_id', 'path', 'tenant')}`,
  ),
  table('imported', 'hash text, dialogue_id text, imported_at text', { key: 'hash' }),
  table('rebuilt', 'dialogue_id text, at text', { key: 'dialogue_id' }),
  table(
    'freeze_despite',
    `freeze_id text, dialogue_id text, device_id text, device text, who text, waiting int, since text`,
    { key: 'freeze_id, device_id' },
  ),
  refuse('freeze_despite', 'DELETE', 'what a freeze left out is never forgotten'),
  refuse('freeze_despite', 'UPDATE', 'what a freeze left out is never changed'),
  refuseNew(
    'freeze_despite',
    'what a freeze left out is never replaced',
    exists('freeze_despite', 'freeze_id device_id'),
  ),
  table('hall_device', 'id text, key_hash text, kind text, number int, name text, known_at text', {
    key: 'id',
    unique: ['key_hash', 'kind, number'],
  }),
  table(
    'device_visit',
    `dialogue_id text, device_id text, visit text, who text, role text, connected int, seen_at text, saved_at text,
     left_at text, held text`,
    { key: 'dialogue_id, device_id, visit', refers: ['device_id -> hall_device (id)'] },
  ),
  index('device_visit_by_device', 'device_visit', 'device_id'),
  table(
    'late_part',
    `seq seq, proposal_id text, dialogue_id text, freeze_id text, kind text, device_id text, device text, who text,
     role text, changes int, typed_from text, handed_at text, body bytes, erased_at text`,
    { key: 'seq' },
  ),
  index('late_part_by_dialogue', 'late_part', 'dialogue_id'),
  index('late_part_by_proposal', 'late_part', 'proposal_id'),
  table('late_decision', 'proposal_id text, state text, reason text, made_by text, made_at text', {
    key: 'proposal_id',
  }),
  refuse('late_part', 'DELETE', 'late text is never deleted'),
  refuse(
    'late_part',
    'UPDATE',
    'late text is never changed but by an erasure',
    `NEW.erased_at = '' OR ${changed('seq', 'proposal_id', 'dialogue_id', 'freeze_id', 'kind', 'device_id', 'device', 'who', 'role', 'changes', 'typed_from', 'handed_at', 'tenant')}`,
  ),
  refuseNew(
    'late_part',
    'late text is added while nobody has decided',
    `NEW.erased_at <> '' OR ${exists('late_part', 'seq')} OR ${exists('late_decision', 'proposal_id')}`,
  ),
  refuse('late_decision', 'DELETE', 'a decision is never deleted'),
  refuse('late_decision', 'UPDATE', 'a decision is never changed'),
  refuseNew('late_decision', 'a decision is never replaced', exists('late_decision', 'proposal_id')),
];

const review = [
  table(
    'review_event',
    `seq seq, id text, dialogue_id text, freeze_id text, thread_id text, kind text, place text null, body text,
     made_by text, role text, made_at text`,
    { key: 'seq', unique: ['id'] },
  ),
  index('review_event_by_dialogue', 'review_event', 'dialogue_id'),
  refuse('review_event', 'DELETE', 'a comment is never deleted'),
  refuse('review_event', 'UPDATE', 'a comment is never changed'),
  refuseNew('review_event', 'a comment is never replaced', exists('review_event', 'id', 'seq')),
  table(
    'sign_off',
    `seq seq, id text, dialogue_id text, freeze_id text, hash text, capacity text, name text, title text,
     signed_at text, drawing text`,
    { key: 'seq', unique: ['id', 'hash, capacity'] },
  ),
  index('sign_off_by_dialogue', 'sign_off', 'dialogue_id'),
  refuse('sign_off', 'DELETE', 'a signature is never deleted'),
  refuse('sign_off', 'UPDATE', 'a signature is never changed'),
  refuseNew('sign_off', 'a signature is never replaced', exists('sign_off', 'id', 'seq', 'hash capacity')),
  table('sign_off_proof', 'sign_off_id text, public_key text, value text', { key: 'sign_off_id' }),
  refuse('sign_off_proof', 'DELETE', 'a proof is never deleted'),
  refuse('sign_off_proof', 'UPDATE', 'a proof is never changed'),
  refuseNew('sign_off_proof', 'a proof is never replaced', exists('sign_off_proof', 'sign_off_id')),
  table(
    'reopening',
    'seq seq, id text, dialogue_id text, freeze_id text, kind text, reason text, made_by text, made_at text',
    { key: 'seq', unique: ['id'] },
  ),
  index('reopening_by_dialogue', 'reopening', 'dialogue_id'),
  refuse('reopening', 'DELETE', 'a reopening is never deleted'),
  refuse('reopening', 'UPDATE', 'a reopening is never changed'),
  refuseNew('reopening', 'a reopening is never replaced', exists('reopening', 'id', 'seq')),
  table('moment', 'seq seq, room text, at text, snapshot bytes', { key: 'seq' }),
  index('moment_by_room', 'moment', 'room'),
  table('room_writer', 'room text, client int, name text', { key: 'room, client' }),
];

const privacy = [
  table(
    'audit',
    `seq seq, at text, session_id text, name text, folded text, role text, act text, dialogue_id text, about text,
     previous text, hash text, public_key text, signature text`,
    { key: 'seq', unique: ['hash'] },
  ),
  index('audit_by_dialogue', 'audit', 'dialogue_id'),
  table('audit_head', 'one int, seq int, hash text, public_key text, signature text', {
    key: 'one',
    checks: ['one = 1'],
  }),
  refuse('audit', 'DELETE', 'a row of the audit log is never deleted'),
  refuse('audit', 'UPDATE', 'a row of the audit log is never changed'),
  refuseNew(
    'audit',
    'a row of the audit log stands behind the last one',
    `NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit) OR ${exists('audit', 'hash')}`,
  ),
  refuse('audit_head', 'DELETE', 'the head of the audit log is never deleted'),
  refuse(
    'audit_head',
    'UPDATE',
    'the head of the audit log goes on by one',
    `NEW.seq <> OLD.seq + 1 OR ${changed('one', 'tenant')}`,
  ),
  table('erasure', 'id text, at text, ground text, requested_on text, note text, done_at text', {
    key: 'id',
  }),
  table('erased_place', 'dialogue_id text, kind text, entry text, erasure_id text', {
    key: 'dialogue_id, kind, entry',
  }),
  table('retention', 'one int, years int', { key: 'one', checks: ['one = 1'] }),
];

const households = [
  table('village', 'id text, name text, spellings text', { key: 'id' }),
  table('household', 'id text, code text, village_id text, address text, revision int, changed_at text', {
    key: 'id',
  }),
  index('household_by_village', 'household', 'village_id'),
  table(
    'household_member',
    `id text, household_id text, place int, name text, folded text, birth text, gender text, relation text, head int,
     phone text, union_member int, note text`,
    { key: 'id', refers: ['household_id -> household (id)'] },
  ),
  index('household_member_by_household', 'household_member', 'household_id'),
  table('household_year', 'household_id text, year int, category text', {
    key: 'household_id, year',
    refers: ['household_id -> household (id)'],
  }),
  index('household_year_by_year', 'household_year', 'year, category'),
  table('list_import', 'id text, at text, body text, undone_at text', { key: 'id' }),
  table(
    'list_change',
    'import_id text, seq int, kind text, row_id text, household_id text, before text, after text',
    { key: 'import_id, seq', refers: ['import_id -> list_import (id)'] },
  ),
  index('list_change_by_row', 'list_change', 'kind, row_id'),
  index('list_change_by_household', 'list_change', 'household_id'),
  table('list_mapping', 'shape text, mapping text', { key: 'shape' }),
];

/**
 * The log of the rooms. `changed_in`: the transaction that changed the room last; no index holds it, so that a row that is
 * changed with every batch stays where it is in all of them. `update_log` names its room without a foreign key, which
 * would be looked up for every batch: one statement makes both, and no room is ever removed. Versions, seals and forgets
 * only go up; a row that others were merged into has the last of their versions.
 */
const log = `
  CREATE TABLE update_room (
    id bigint GENERATED ALWAYS AS IDENTITY, name text COLLATE "C" NOT NULL, version bigint NOT NULL DEFAULT 0,
    seals bigint NOT NULL DEFAULT 0, forgets bigint NOT NULL DEFAULT 0,
    changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    tenant text COLLATE "C" NOT NULL DEFAULT current_setting('doithoai.tenant'), CHECK (tenant <> ''),
    PRIMARY KEY (tenant, id), UNIQUE (tenant, name)
  ) WITH (fillfactor = 50);
  CREATE TABLE update_log (
    room bigint NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
    tenant text COLLATE "C" NOT NULL DEFAULT current_setting('doithoai.tenant'),
    PRIMARY KEY (tenant, room, version)
  );
  ${rowSecurity('update_room', relayToo)}
  ${rowSecurity('update_log', relayToo)}
  ${refuse('update_room', 'DELETE', 'a room is never forgotten')}
  ${refuse(
    'update_room',
    'UPDATE',
    'the numbers of a room only go up',
    `NEW.version < OLD.version OR NEW.seals < OLD.seals OR NEW.forgets < OLD.forgets OR ${changed('id', 'name', 'tenant')}`,
  )}
`;

/** What the embedded store keeps as files beside its database: keys (tenants/keys.ts) and papers (papers/sql-files.ts). */
const belongings = [
  table('commune_key', 'name text, value text', { key: 'name' }),
  table('paper_part', 'name text, start int, size int, bytes bytes, written_at int', { key: 'name, start' }),
  table('paper_file', 'hash text, start int, bytes bytes', { key: 'hash, start' }),
  // How far a move into the commune has come; there until it is finished (server/move/).
  table('move_progress', 'part text, body text', { key: 'part' }),
];

/**
 * The tables as numbered steps; the first one is what the embedded store's steps 1 to 21 came to. A step that has landed
 * is never edited: a change is a new step.
 */
export const steps: readonly Step[] = [
  {
    isExtension: false,
    sql: [
      refuseFunction,
      ...office,
      ...access,
      ...petitions,
      ...records,
      ...review,
      ...privacy,
      ...households,
      log,
    ].join('\n'),
  },
  { isExtension: true, sql: belongings.join('\n') },
  { isExtension: true, sql: betweenCommunes },
];
