import type { DialogueRecord } from '../record.ts';
import type { RecordStanding } from '../review.ts';
import { heading } from './build.ts';
import { head, signing } from './frame.ts';
import { dateOrBlank, heldOn, yearOf } from './held.ts';
import { textWidth } from './measures.ts';
import { Mentions, restTitle, speakerWords } from './mentions.ts';
import { closing, nameOnly, opening, secretaryNames } from './minutes-form.ts';
import { cleanLine } from './plain.ts';
import { fromRichText } from './rich-text.ts';
import { amendmentNote, signersOf } from './standing.ts';
import { editorTable } from './table.ts';
import type { Block, OfficialDocument } from './tree.ts';
import { eventName, inSentence, runningBody } from './wording.ts';

/** Biên bản (BB): the minutes, from the frozen record. */

/** The minutes as a content tree; once they are final, with the names of those who signed. Every petition of the record is in it, mentioned in the text or not. */
export function minutesTree(record: DialogueRecord, standing?: RecordStanding): OfficialDocument {
  const { dialogue, minutes, office } = record;
  const mentions = new Mentions(record.petitions);
  const body = fromRichText(minutes.body, {
    petition: mentions.mention,
    speaker: speakerWords(record),
    table: (rows, weights) => editorTable(rows, weights, textWidth),
  });
  const rest = mentions.rest();
  const others: Block[] =
    rest.length === 0
      ? []
      : [
          heading(1, body.nextNumber(), restTitle(rest.length, record.petitions.length)),
          ...rest.flatMap((petition) => mentions.print(petition)),
        ];
  const planned = nameOnly(minutes.facts.chair) || cleanLine(dialogue.chairName);
  const chairs = signersOf(standing, 'chair');
  const secretaries = signersOf(standing, 'secretary');
  return {
    info: {
      title: `Biên bản ${inSentence(eventName(dialogue))}`,
      author: runningBody(office),
      createdAt: record.frozenAt,
    },
    head: head(record, 'minutes', dateOrBlank(heldOn(record), yearOf(record))),
    title: { kind: 'BIÊN BẢN', subject: eventName(dialogue) },
    bases: [],
    body: [...amendmentNote(standing), ...opening(record), ...body.blocks, ...others, ...closing(record)],
    signing: signing(
      {
        type: 'signature',
        titles: ['THƯ KÝ'],
        names: secretaries.length > 0 ? secretaries : secretaryNames(record).map(nameOnly),
      },
      {
        type: 'signature',
        titles: ['CHỦ TRÌ'],
        names: chairs.length > 0 ? chairs : planned ? [planned] : [],
      },
    ),
    annexes: [],
  };
}
