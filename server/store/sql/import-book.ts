import type { ImportBook } from '../store.ts';
import { signOffWriter } from './review-book.ts';
import { insert, type Sql } from './sql.ts';

/** Archived sessions of other installations; their records stand beside the own ones, outside their chain. */
export function importBook(sql: Sql): ImportBook {
  const mark = sql.prepare(
    `${insert('imported', ['hash', 'dialogue_id', 'imported_at'])} ON CONFLICT DO NOTHING`,
  );
  const dialogue = sql.prepare(insert('dialogue', ['id', 'year', 'quarter', 'held_on', 'state', 'body']));
  const number = sql.prepare(insert('petition_number', ['dialogue_id', 'petition_id', 'number']));
  const addSignOff = signOffWriter(sql);
  const proof = sql.prepare(insert('sign_off_proof', ['sign_off_id', 'public_key', 'value']));
  return {
    async begin(dialogueId, hashes, at) {
      await sql.transaction(async () => {
        for (const hash of hashes) await mark.run(hash, dialogueId, at);
      });
    },
    async finish(one, numbers, signOffs) {
      await sql.transaction(async () => {
        await dialogue.run(one.id, one.year, one.quarter, one.heldOn, one.state, JSON.stringify(one));
        for (const [petitionId, n] of numbers) await number.run(one.id, petitionId, n);
        for (const signed of signOffs) {
          await addSignOff(signed);
          await proof.run(signed.id, signed.proof.publicKey, signed.proof.value);
        }
      });
    },
  };
}
