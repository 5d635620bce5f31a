import { localDay } from '../vietnamese/dates.ts';
import { plainParagraph } from './build.ts';
import { head } from './frame.ts';
import { dateOrBlank } from './held.ts';
import { officeSigning } from './occasion.ts';
import type { SourceOf } from './source.ts';
import type { OfficialDocument } from './tree.ts';
import { runningBody } from './wording.ts';

/** A page that shows how the office's documents will look: head, place of the text, recipients, signature. */
export function specimenTree({ office, madeAt }: SourceOf<'office'>): OfficialDocument {
  const body = runningBody(office);
  return {
    info: { title: 'Trang xem thử', author: body, createdAt: madeAt },
    head: head({ office }, 'notice', dateOrBlank('', Number(localDay(madeAt).slice(0, 4)) || 2000)),
    title: { kind: 'THÔNG BÁO', subject: 'Trang xem thử đầu văn bản, nơi nhận và chỗ ký' },
    bases: [],
    body: [
      plainParagraph(
        `Đây là trang xem thử. Văn bản của ${body} in ra từ phần mềm có đầu văn bản, nơi nhận và chỗ ký như trang này./.`,
        { keepWithNext: true },
      ),
    ],
    signing: officeSigning(office, []),
    annexes: [],
  };
}
