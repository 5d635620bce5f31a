import { texts } from './index.ts';

/** Words of the public list on citizens' phones. */
export const list = texts(
  {
    page: 'Danh sách công khai',
    opening: 'Đang mở danh sách…',
    never: 'Chưa kết nối được với hội trường. Trang sẽ tự thử lại; hãy kiểm tra Wi-Fi của điện thoại.',
    stale: (time: string) => `Mất kết nối từ ${time}. Danh sách dưới đây là bản nhận được trước đó.`,
    noSession: 'Mã QR này đã hết hiệu lực. Hãy quét lại mã trên màn hình hoặc hỏi Ban tổ chức.',
    notAllowed: 'Đường dẫn này không mở được danh sách của buổi đối thoại này.',
    search: 'Tìm theo số, nội dung, thôn, lĩnh vực',
    count: (n: number) => `${n} kiến nghị`,
    found: (n: number, all: number) => `Tìm thấy ${n} trong ${all} kiến nghị`,
    none: 'Chưa có kiến nghị nào được công khai. Danh sách tự cập nhật.',
    nothing: 'Không có kiến nghị nào khớp. Hãy thử ít từ hơn.',
    answer: 'Trả lời',
    waiting: 'Chờ trả lời',
    current: 'Đang trao đổi',
    otherField: 'Nội dung khác',
    frozen: 'Buổi đối thoại đã kết thúc, biên bản đã chốt.',
    askTitle: 'Hỏi thêm về kiến nghị của mình',
    ask: (body: string) =>
      `Hãy gặp thư ký ngay tại hội trường, hoặc đến Văn phòng ${body}, và nói số kiến nghị (ví dụ KN-05). Kiến nghị chưa có trong danh sách có thể đang được ghi.`,
    office: 'của xã',
    privacy:
      'Danh sách không có tên, số điện thoại của người nêu. Trang này không hỏi và không lưu thông tin gì của bạn.',
  },
  {
    page: 'Public list',
    opening: 'Opening the list…',
    never: 'The hall is out of reach. The page keeps trying; check the phone’s Wi-Fi.',
    stale: (time) => `Disconnected since ${time}. The list below is what had arrived.`,
    noSession: 'This QR code has ended. Scan the one on the screen again or ask the organizers.',
    notAllowed: 'This link does not open the list of this dialogue.',
    search: 'Search by number, content, village, field',
    count: (n) => `${n} petitions`,
    found: (n, all) => `${n} of ${all} petitions found`,
    none: 'No petition is public yet. The list updates by itself.',
    nothing: 'No petition matches. Try fewer words.',
    answer: 'Answer',
    waiting: 'Waiting',
    current: 'Under discussion',
    otherField: 'Other matters',
    frozen: 'The dialogue is closed, its minutes are frozen.',
    askTitle: 'Ask about your own petition',
    ask: (body) =>
      `Speak to a recorder in the hall, or come to the office of ${body}, and tell the petition’s number (such as KN-05). A petition that is not listed may still be being written down.`,
    office: 'the commune',
    privacy: 'The list holds no names or phone numbers. This page asks nothing of you and keeps nothing.',
  },
);
