import { comparePetitions, petitionsOf, readPetition } from '../../shared/docs/board.ts';
import { followEntries } from '../board/entries.ts';
import { openDocument } from '../sync/open-document.ts';
import { AfterDocuments, transfersOf } from './after-documents.tsx';

/** The papers after a dialogue while it is not frozen: drafts of what its board holds now. */
export function DraftDocuments(props: { dialogueId: string }) {
  const board = openDocument(props.dialogueId, 'board');
  const petitions = followEntries(petitionsOf(board.doc), readPetition, comparePetitions);
  return <AfterDocuments dialogueId={props.dialogueId} transfers={transfersOf(petitions.all())} />;
}
