import type { DialogueRecord, RecordPetition } from '../record.ts';
import { speakerLine } from '../speaker-words.ts';
import { plainParagraph } from './build.ts';
import { numberOf, type PetitionBook, petitionBook, petitionParagraphs } from './petition-text.ts';
import type { Paragraph } from './tree.ts';

/** What a mention of a petition prints: words in the line, and paragraphs after it (none the second time). */
export interface Mention {
  words: string;
  paragraphs: Paragraph[];
}

/** Title over the petitions that the text does not mention. */
export function restTitle(rest: number, all: number): string {
  return `Các kiến nghị ${rest < all ? 'khác ' : ''}đã ghi nhận`;
}

/** Prints each petition in full where it is mentioned first, and by its number after that. */
export class Mentions {
  private readonly petitions: readonly RecordPetition[];
  private readonly book: PetitionBook;
  private readonly printed = new Set<string>();

  constructor(petitions: readonly RecordPetition[]) {
    this.petitions = petitions;
    this.book = petitionBook(petitions);
  }

  readonly mention = (id: string): Mention => {
    const petition = this.book.find(id);
    if (!petition) return { words: '', paragraphs: [plainParagraph('(Kiến nghị không có trên bảng.)')] };
    return { words: numberOf(petition), paragraphs: this.print(petition) };
  };

  /** The petitions that the text did not mention. */
  rest(): RecordPetition[] {
    return this.petitions.filter((petition) => !this.printed.has(petition.id));
  }

  /** The petition in full, or nothing when it was printed before. */
  print(petition: RecordPetition): Paragraph[] {
    if (this.printed.has(petition.id)) return [];
    this.printed.add(petition.id);
    return petitionParagraphs(petition, this.book, { withField: true });
  }
}

/** `Nguyễn Văn A, thôn Giang Lố 1 (Hội viên Hội Nông dân)`, for a mention of a speaker of the record. */
export function speakerWords(record: Pick<DialogueRecord, 'speakers'>): (id: string) => string {
  const byId = new Map(record.speakers?.map((speaker) => [speaker.id, speaker]));
  return (id) => speakerLine(byId.get(id));
}
