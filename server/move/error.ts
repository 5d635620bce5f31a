/** Why a hall was not moved, in both languages; nothing of what stands in it. */
const sentences = {
  noHall: ['Thư mục này không có dữ liệu của Đối Thoại.', 'There are no data of Đối Thoại in this folder.'],
  noCommune: ['Cơ sở dữ liệu chưa có dữ liệu của xã này.', 'The database holds no data of this commune.'],
  hasData: [
    'Nơi nhận đã có dữ liệu; không ghi đè lên. Hãy chọn xã khác, hoặc một thư mục trống.',
    'There are data already where these should go; nothing is written over them. Choose another commune, or an empty folder.',
  ],
  otherMove: [
    'Nơi nhận đang dở một lần chuyển dữ liệu khác, hoặc dữ liệu nguồn đã thay đổi từ khi bắt đầu chuyển. Không ghi gì thêm.',
    'An unfinished move of other data is there already, or the source was changed since this move began. Nothing more was written.',
  ],
  unfinishedSource: [
    'Dữ liệu nguồn mới được chuyển đến một phần. Hãy chạy xong lần chuyển đó trước.',
    'The source is itself a move that is not finished. Finish that one first.',
  ],
  nothingUnfinished: [
    'Xã này không có lần chuyển nào còn dở trong cơ sở dữ liệu; không xóa gì.',
    'There is no unfinished move into this commune in the database; nothing was removed.',
  ],
  notMovedAway: [
    'Thư mục không giống hệt dữ liệu của xã trong cơ sở dữ liệu, nên không xóa gì. Hãy ghi đúng thư mục vừa chuyển ra, khi chưa có máy chủ nào làm việc trên đó, hoặc một bản sao của nó.',
    'The folder is not the same as the commune’s data in the database, so nothing was removed. Give the folder that they were moved to, before a server worked on it, or a copy of it.',
  ],
  escalated: [
    'Còn kiến nghị đang ở cấp trên, hoặc của cấp dưới đang chờ đơn vị này trả lời, trong hệ thống chung; ra khỏi hệ thống thì hai bên không còn thấy nhau. Hãy trả lời, nhận câu trả lời, trả lại hoặc thu hồi trước rồi chuyển. Chưa chuyển gì.',
    'Petitions are still at the superior, or wait for this office’s answer, in the installation; outside of it the two do not see each other. Have them answered, taken, declined or withdrawn first. Nothing was moved.',
  ],
  unknownTable: [
    'Dữ liệu có bảng mà lệnh này không biết; chưa chuyển gì.',
    'The data have a table that this command does not know; nothing was moved.',
  ],
  changing: [
    'Dữ liệu nguồn thay đổi trong lúc chuyển: hãy dừng các máy chủ rồi chuyển lại vào một nơi trống.',
    'The source changed while it was moved: stop the servers and move it again, to an empty place.',
  ],
  differs: [
    'Dữ liệu ở nơi nhận không giống dữ liệu nguồn, nên chưa dùng được. Dữ liệu nguồn không bị thay đổi.',
    'The data that arrived are not those of the source and must not be used. The source was not changed.',
  ],
  unproved: [
    'Hồ sơ đã chốt hoặc nhật ký trong dữ liệu không còn nguyên vẹn, nên không chuyển. Hãy chạy npm run doctor trên dữ liệu nguồn.',
    'Frozen records or the audit log are not whole, so nothing is moved. Run npm run doctor on the source.',
  ],
} as const satisfies Record<string, readonly [vi: string, en: string]>;

export type MoveProblem = keyof typeof sentences;

/** A move that was refused, or did not end well. `places`: tables, rooms or records, never what stands in them. */
export class MoveError extends Error {
  override readonly name = 'MoveError';
  readonly code: MoveProblem;
  readonly vi: string;
  readonly places: readonly string[];

  constructor(code: MoveProblem, places: readonly string[] = []) {
    const [vi, en] = sentences[code];
    super(en);
    this.code = code;
    this.vi = vi;
    this.places = places;
  }
}
