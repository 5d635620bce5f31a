import { changed, index, refuse, table } from './tables.ts';

/*
 * What two communes share: petitions that one sent to its superior, and what became of them there. A row belongs to
 * whoever wrote it (`tenant`) and names the two; the policies admit exactly these, whoever asks, the tables' owner too.
 * As with all steps, what is written here stands in databases.
 */

const me = `current_setting('doithoai.tenant')`;

/**
 * The commune's superior as the installation names it, or null. That table is made by another hand, perhaps later, and
 * is looked for when it is asked for.
 */
const superiorFunction = `
  CREATE FUNCTION doithoai_superior(commune_id text) RETURNS text LANGUAGE plpgsql STABLE AS $$ BEGIN
    IF to_regclass('commune') IS NULL THEN RETURN NULL; END IF;
    RETURN (SELECT nullif(superior, '') FROM commune WHERE id = commune_id);
  END $$;`;

/** The table of `table` with other policies: one for each of what may be done, none for what may not. */
function shared(name: string, columns: string, key: string, policies: Record<string, string>): string {
  const made = table(name, columns, { key });
  return `${made}
    DROP POLICY commune ON ${name};
    ${Object.entries(policies)
      .map(
        ([kind, condition]) =>
          `CREATE POLICY between_${kind.toLowerCase()} ON ${name} FOR ${kind} ${condition};`,
      )
      .join('\n')}`;
}

const ofTheTwo = `tenant = ${me} OR sender = ${me} OR superior = ${me}`;
const itsEscalation = `SELECT 1 FROM escalation e WHERE e.tenant = sender AND e.id = escalation_id`;

const escalation = [
  superiorFunction,
  shared(
    'escalation',
    `id text, superior text, dialogue_id text, petition_id text, number text, dialogue text, field text,
     village text, category text, content text, due_date text, sheet_number text, sheet_date text, sent_at text,
     sent_by text, erased_at text`,
    'id',
    {
      SELECT: `USING (tenant = ${me} OR superior = ${me})`,
      INSERT: `WITH CHECK (tenant = ${me} AND superior <> tenant AND superior = doithoai_superior(tenant))`,
      // For an erasure; the trigger refuses all else.
      UPDATE: `USING (tenant = ${me}) WITH CHECK (tenant = ${me})`,
    },
  ),
  index('escalation_by_petition', 'escalation', 'dialogue_id, petition_id'),
  // The superior asks for what arrived, whoever sent it.
  'CREATE INDEX escalation_by_superior ON escalation (superior, sent_at);',
  refuse('escalation', 'DELETE', 'a petition that was sent is never removed'),
  refuse(
    'escalation',
    'UPDATE',
    'a petition that was sent is never changed but by an erasure',
    `NEW.erased_at = '' OR ${changed('id', 'superior', 'dialogue_id', 'petition_id', 'number', 'dialogue', 'field', 'village', 'category', 'due_date', 'sheet_number', 'sheet_date', 'sent_at', 'sent_by', 'tenant')}`,
  ),
];

/**
 * The acts of the two on one petition stand one behind the other: the trigger takes a lock on it, so that an answer and a
 * withdrawal of the same moment do not both stand, gives the act its place, and refuses what cannot follow.
 */
const orderOfActs = `
  CREATE FUNCTION escalation_act_insert() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE last record;
    BEGIN
      IF NEW.erased_at <> '' THEN RAISE EXCEPTION 'what was done with a petition is never replaced'; END IF;
      PERFORM pg_advisory_xact_lock(hashtextextended('escalation ' || NEW.sender || ' ' || NEW.escalation_id, 0));
      SELECT kind, place INTO last FROM escalation_act
        WHERE tenant IN (NEW.sender, NEW.superior) AND escalation_id = NEW.escalation_id AND sender = NEW.sender
        ORDER BY place DESC LIMIT 1;
      NEW.place := coalesce(last.place, 0) + 1;
      IF NOT (CASE coalesce(last.kind, 'sent')
        WHEN 'sent' THEN NEW.kind IN ('received', 'answered', 'declined', 'withdrawn')
        WHEN 'received' THEN NEW.kind IN ('answered', 'declined', 'withdrawn')
        WHEN 'answered' THEN NEW.kind = 'taken'
        ELSE false
      END) THEN RAISE EXCEPTION 'what was done with a petition never goes back'; END IF;
      RETURN NEW;
    END $$;
  CREATE TRIGGER row_no_insert BEFORE INSERT ON escalation_act FOR EACH ROW EXECUTE FUNCTION escalation_act_insert();`;

const acts = [
  shared(
    'escalation_act',
    `id text, escalation_id text, sender text, superior text, place int, kind text, body text, paper_number text,
     paper_date text, file_hash text, file_type text, file_size int, at text, made_by text, erased_at text`,
    'id',
    {
      SELECT: `USING (${ofTheTwo})`,
      INSERT: `WITH CHECK (
        tenant = ${me} AND CASE
          WHEN kind IN ('received', 'answered', 'declined') THEN tenant = superior
          WHEN kind IN ('withdrawn', 'taken') THEN tenant = sender
          ELSE false
        END
        AND EXISTS (${itsEscalation} AND e.superior = escalation_act.superior)
      )`,
      UPDATE: `USING (tenant = ${me} OR sender = ${me}) WITH CHECK (tenant = ${me} OR sender = ${me})`,
    },
  ),
  index('escalation_act_of', 'escalation_act', 'escalation_id, place'),
  orderOfActs,
  refuse('escalation_act', 'DELETE', 'what was done with a petition is never removed'),
  // Whoever erases takes names out of its own words; of the other's it can only take all.
  refuse(
    'escalation_act',
    'UPDATE',
    'what was done with a petition is never changed but by an erasure',
    `NEW.erased_at = '' OR (OLD.tenant <> ${me} AND NEW.body NOT IN (OLD.body, '(nội dung đã xóa theo yêu cầu)'))
     OR ${changed('id', 'escalation_id', 'sender', 'superior', 'place', 'kind', 'paper_number', 'paper_date', 'file_hash', 'file_type', 'file_size', 'at', 'made_by', 'tenant')}`,
  ),
];

const isErased = `EXISTS (
  SELECT 1 FROM escalation e WHERE e.tenant = OLD.sender AND e.id = OLD.escalation_id AND e.erased_at <> '')`;
const isNamed = `EXISTS (
  SELECT 1 FROM escalation_act a WHERE a.tenant = OLD.tenant AND a.escalation_id = OLD.escalation_id
    AND a.sender = OLD.sender AND a.file_hash = OLD.hash)`;

const files = [
  shared(
    'escalation_file',
    'escalation_id text, hash text, sender text, superior text, type text, size int, bytes bytes, stored_at text',
    'escalation_id, hash',
    {
      SELECT: `USING (${ofTheTwo})`,
      INSERT: `WITH CHECK (
        tenant = ${me} AND tenant = superior
        AND EXISTS (${itsEscalation} AND e.superior = escalation_file.superior)
      )`,
      DELETE: `USING (tenant = ${me} OR sender = ${me})`,
    },
  ),
  refuse('escalation_file', 'UPDATE', 'the file of an answer is never changed'),
  `CREATE FUNCTION escalation_file_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NOT ${isErased} AND (OLD.tenant <> ${me} OR ${isNamed}) THEN
      RAISE EXCEPTION 'the file of an answer is never removed but by an erasure';
    END IF;
    RETURN OLD;
  END $$;
  CREATE TRIGGER row_no_delete BEFORE DELETE ON escalation_file
    FOR EACH ROW EXECUTE FUNCTION escalation_file_delete();`,
];

/** The tables between communes; a step of its own. */
export const betweenCommunes = [...escalation, ...acts, ...files].join('\n');
