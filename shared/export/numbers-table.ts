import { outcomeWords, stateWords } from '../documents/wording.ts';
import { standings } from '../numbers.ts';
import { type CountRow, type Counts, figureOf, type Overview, shownDimensions } from '../numbers-counts.ts';
import type { CountedDialogue, StandingGroup } from '../numbers-filter.ts';
import type { ListedPetition } from '../numbers-list.ts';
import {
  dialogueWords,
  dimensionWords,
  groupWords,
  periodWords,
  rowWords,
  standingWords,
} from '../numbers-words.ts';
import type { Column, Table } from './table.ts';

/** A row of the figures: what it is counted by, what it counts, the figures. */
interface FigureRow {
  by: string;
  name: string;
  counts: Counts;
}

const groups: readonly StandingGroup[] = [...standings, 'solved', 'unsolved', 'untold'];

/** The figures of an overview as a table: in all, then by each thing that petitions are told apart by. */
export function figuresTable(
  overview: Overview,
  dialogues: ReadonlyMap<string, CountedDialogue>,
): Table<FigureRow> {
  const rows: FigureRow[] = [{ by: 'Tổng hợp', name: 'Tất cả', counts: overview.all }];
  const add = (by: string, name: string, counts: CountRow) => rows.push({ by, name, counts });
  for (const period of overview.periods) add('Quý', periodWords(period), period);
  for (const dimension of shownDimensions) {
    for (const row of overview.by[dimension])
      add(dimensionWords[dimension], rowWords(dimension, row.key, dialogues), row);
  }
  const figure = (group: StandingGroup): Column<FigureRow> => ({
    title: groupWords[group],
    width: 13,
    kind: 'number',
    value: ({ counts }) => figureOf(counts, group),
  });
  return {
    name: 'Số liệu',
    title: 'Số liệu ý kiến, kiến nghị qua đối thoại',
    rows,
    columns: [
      { title: 'Theo', width: 22, kind: 'text', value: ({ by }) => by },
      { title: 'Tên', width: 46, kind: 'text', value: ({ name }) => name },
      { title: 'Tiếp nhận', width: 11, kind: 'number', value: ({ counts }) => counts.received },
      ...groups.map(figure),
      {
        title: 'Số ngày làm việc đến khi trả lời (trung vị)',
        width: 16,
        kind: 'number',
        value: ({ counts }) => counts.medianDays ?? '',
      },
    ],
  };
}

/** The petitions behind a figure as a table, without their citizens. */
export function listTable(
  petitions: readonly ListedPetition[],
  dialogues: ReadonlyMap<string, CountedDialogue>,
): Table<ListedPetition> {
  const dialogueOf = ({ dialogueId }: ListedPetition) => {
    const dialogue = dialogues.get(dialogueId);
    return dialogue ? dialogueWords(dialogue) : '';
  };
  return {
    name: 'Danh sách',
    title: 'Danh sách ý kiến, kiến nghị',
    rows: petitions,
    columns: [
      { title: 'STT', width: 6, kind: 'number', value: (_, index) => index + 1 },
      { title: 'Số kiến nghị', width: 11, kind: 'text', value: (one) => one.number },
      { title: 'Buổi đối thoại', width: 36, kind: 'text', value: dialogueOf },
      { title: 'Nội dung tóm tắt', width: 60, kind: 'text', value: (one) => one.matter },
      { title: 'Lĩnh vực', width: 20, kind: 'text', value: (one) => one.field },
      { title: 'Thôn', width: 16, kind: 'text', value: (one) => one.village },
      { title: 'Đơn vị giải quyết', width: 24, kind: 'text', value: (one) => one.unit },
      { title: 'Cơ quan có thẩm quyền', width: 22, kind: 'text', value: (one) => one.authority },
      {
        title: 'Kết luận tại hội nghị',
        width: 20,
        kind: 'text',
        value: (one) => (one.outcome ? outcomeWords[one.outcome] : ''),
      },
      { title: 'Trạng thái', width: 20, kind: 'text', value: (one) => stateWords[one.state] },
      { title: 'Tình trạng', width: 22, kind: 'text', value: (one) => standingWords[one.standing] },
      { title: 'Ngày tiếp nhận', width: 12, kind: 'day', value: (one) => one.raisedOn },
      { title: 'Thời hạn', width: 12, kind: 'day', value: (one) => one.dueOn },
      { title: 'Ngày giải quyết', width: 12, kind: 'day', value: (one) => one.solvedOn },
      { title: 'Số ngày làm việc', width: 9, kind: 'number', value: (one) => one.days ?? '' },
    ],
  };
}
