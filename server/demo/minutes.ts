import type { Attendee } from '../../shared/docs/register.ts';
import type { Petition } from '../../shared/petition.ts';
import type { RichNode } from '../../shared/rich-text.ts';
import { clockTime } from '../../shared/vietnamese/dates.ts';

const text = (value: string): RichNode => ({ type: 'text', text: value });
const paragraph = (...content: RichNode[]): RichNode => ({ type: 'paragraph', content });
const heading = (level: number, value: string): RichNode => ({
  type: 'heading',
  attrs: { level },
  content: [text(value)],
});
const mention = (petitionId: string): RichNode => ({ type: 'petition', attrs: { petitionId } });
const list = (type: 'bulletList' | 'orderedList', lines: string[]): RichNode => ({
  type,
  content: lines.map((line) => ({ type: 'listItem', content: [paragraph(text(line))] })),
});
const row = (type: 'tableHeader' | 'tableCell', cells: string[]): RichNode => ({
  type: 'tableRow',
  content: cells.map((cell) => ({ type, content: [paragraph(text(cell))] })),
});

/** Present and invited by group, in the order of the invitation; people without a group come last. */
function attendanceTable(groups: readonly string[], attendees: readonly Attendee[]): RichNode {
  const counted = [...groups, ''].flatMap((group) => {
    const all = attendees.filter((attendee) => attendee.group === group);
    if (all.length === 0) return [];
    const invited = all.filter((attendee) => !attendee.walkIn).length;
    const present = all.filter((attendee) => attendee.present).length;
    return [[group || 'Người dân đến không theo giấy mời', String(invited), String(present)]];
  });
  const total = attendees.filter((attendee) => attendee.present).length;
  const invited = attendees.filter((attendee) => !attendee.walkIn).length;
  return {
    type: 'table',
    content: [
      row('tableHeader', ['Thành phần', 'Mời', 'Có mặt']),
      ...counted.map((cells) => row('tableCell', cells)),
      row('tableCell', ['Cộng', String(invited), String(total)]),
    ],
  };
}

const how: Record<Petition['channel'], string> = {
  spoken: 'phát biểu',
  paper: 'ghi giấy chuyển Ban tổ chức',
  advance: 'gửi trước qua Ban quản lý thôn',
};

/** One exchange: the petition with its answer as it stands on the board, which the mention prints. */
function exchange(petition: Petition): RichNode {
  const answered = petition.history.at(-1)?.at ?? petition.raisedAt;
  return paragraph(
    text(
      `[${clockTime(answered).replace(':', ' giờ ')}] Người dân thôn ${petition.village} ${how[petition.channel]}: `,
    ),
    mention(petition.id),
  );
}

/**
 * The minutes of dialogue 1 as two recorders wrote them: the sections of the template, filled.
 * @param petitions with their history, in the order of their numbers.
 */
export function demoMinutes(
  groups: readonly string[],
  fields: readonly string[],
  attendees: readonly Attendee[],
  petitions: readonly Petition[],
): RichNode {
  const open = petitions.filter(({ outcome }) => outcome === 'deferred' || outcome === 'escalated');
  const inHall = petitions.length - open.length;
  return {
    type: 'doc',
    content: [
      heading(1, 'THÀNH PHẦN THAM DỰ'),
      attendanceTable(groups, attendees),
      paragraph(text('Danh sách điểm danh kèm theo biên bản.')),
      heading(1, 'NỘI DUNG HỘI NGHỊ'),
      heading(2, 'Khai mạc'),
      paragraph(
        text(
          'Đồng chí Nguyễn Hữu Bảng – Chủ tịch UBND xã, chủ trì hội nghị, tuyên bố lý do, giới thiệu đại biểu và nêu mục đích, yêu cầu của buổi đối thoại: lắng nghe tâm tư, nguyện vọng của các hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo; trả lời, giải thích, hướng dẫn ngay tại hội trường những nội dung thuộc thẩm quyền của xã.',
        ),
      ),
      paragraph(
        text(
          'Công chức Văn hóa – xã hội báo cáo tóm tắt kết quả rà soát hộ nghèo, hộ cận nghèo năm 2022 và việc thực hiện các chính sách giảm nghèo trong 5 tháng đầu năm 2023.',
        ),
      ),
      heading(2, 'Ý kiến, kiến nghị của người dân và trả lời tại hội nghị'),
      ...fields.flatMap((field) => [
        heading(3, `Lĩnh vực ${field.charAt(0).toLowerCase()}${field.slice(1)}`),
        ...petitions.filter((petition) => petition.field === field).map(exchange),
      ]),
      heading(2, 'Nội dung ghi nhận, giải trình sau hoặc trình cấp có thẩm quyền'),
      paragraph(text('Các kiến nghị sau đây được giao đơn vị phụ trách theo dõi, trả lời đúng hạn:')),
      ...open.map((petition) =>
        paragraph(
          mention(petition.id),
          text(
            petition.authority ? ` – ${petition.authority} (qua ${petition.unit})` : ` – ${petition.unit}`,
          ),
        ),
      ),
      heading(1, 'KẾT LUẬN CỦA CHỦ TRÌ'),
      paragraph(
        text(
          `Hội nghị tiếp nhận ${petitions.length} ý kiến, kiến nghị; đã trả lời, giải thích, hướng dẫn tại chỗ ${inHall} ý kiến; ghi nhận, giải trình sau và trình cấp có thẩm quyền ${open.length} ý kiến. Chủ tịch UBND xã yêu cầu:`,
        ),
      ),
      list('orderedList', [
        'Văn phòng – thống kê tổng hợp đầy đủ các ý kiến, kiến nghị, tham mưu văn bản giao việc cho từng đơn vị ngay trong tuần.',
        'Các đơn vị được giao phụ trách trả lời đúng hạn, báo kết quả để Ban quản lý thôn thông tin đến từng hộ.',
        'Ban quản lý thôn thông báo trước các cuộc họp bình xét, niêm yết công khai kết quả rà soát.',
      ]),
      paragraph(
        text(
          'Chủ tịch UBND xã cảm ơn các đại biểu và bà con đã thẳng thắn nêu ý kiến, đề nghị tiếp tục đồng hành cùng chính quyền xã trong công tác giảm nghèo bền vững.',
        ),
      ),
    ],
  };
}
