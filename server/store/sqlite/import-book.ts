import type { DatabaseSync } from 'node:sqlite';
import type { ImportBook } from '../store.ts';
import { signOffWriter } from './review-book.ts';
import { transaction } from './transaction.ts';

/** Archived sessions of other installations; their records stand beside the own ones, outside their chain. */
export function importBook(database: DatabaseSync): ImportBook {
  const mark = database.prepare(
    'INSERT OR IGNORE INTO imported (hash, dialogue_id, imported_at) VALUES (?, ?, ?)',
  );
  const dialogue = database.prepare(
    'INSERT INTO dialogue (id, year, quarter, held_on, state, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const number = database.prepare('INSERT INTO petition_number VALUES (?, ?, ?)');
  const addSignOff = signOffWriter(database);
  const proof = database.prepare(
    'INSERT INTO sign_off_proof (sign_off_id, public_key, value) VALUES (?, ?, ?)',
  );
  return {
    async begin(dialogueId, hashes, at) {
      transaction(database, () => {
        for (const hash of hashes) mark.run(hash, dialogueId, at);
      });
    },
    async finish(one, numbers, signOffs) {
      transaction(database, () => {
        dialogue.run(one.id, one.year, one.quarter, one.heldOn, one.state, JSON.stringify(one));
        for (const [petitionId, n] of numbers) number.run(one.id, petitionId, n);
        for (const signed of signOffs) {
          addSignOff(signed);
          proof.run(signed.id, signed.proof.publicKey, signed.proof.value);
        }
      });
    },
  };
}
