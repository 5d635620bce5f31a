import { excerpt, type Found, findMarks, type MarkedText, type Query, type SearchHit } from './search.ts';

/** Longest excerpts, in UTF-16 units. */
const matterLength = 260;
const answerLength = 180;

function marked(text: string, query: Query, length: number): MarkedText {
  return excerpt(text, findMarks(text, query), length);
}

/** A part that is shown only for its hits. */
function whenHit(text: string, query: Query, length: number): MarkedText | null {
  const shown = marked(text, query, length);
  return shown.marks.length > 0 ? shown : null;
}

/** What a page shows of something found: excerpts around the hits, marked. */
export function hitOf(found: Found, query: Query): SearchHit {
  const { petition, kind, dialogueId, id } = found;
  const places = petition
    ? [petition.field, petition.village, petition.unit].filter(Boolean).join(' · ')
    : '';
  return {
    kind,
    dialogueId,
    id,
    number: petition?.number ?? '',
    matter: marked(petition ? petition.content : found.text, query, matterLength),
    answer: petition ? whenHit(petition.answer, query, answerLength) : null,
    place: places ? marked(places, query, matterLength) : null,
    citizen: found.citizen ? marked(found.citizen, query, matterLength) : null,
    state: petition?.state ?? '',
    outcome: petition?.outcome ?? '',
  };
}
