import { type DemoPetition, speakers, units } from './petition-text.ts';

const field = 'Lao động – việc làm';

/** Petitions of dialogue 1 in the field of work and employment, in the order they were raised. */
export const workPetitions: readonly DemoPetition[] = [
  {
    channel: 'spoken',
    village: 'Giang Lố 1',
    category: 'poor',
    field,
    content:
      'Xin hỏi hộ nghèo vay vốn giải quyết việc làm thì được vay tối đa bao nhiêu, lãi suất thế nào, có phải thế chấp không?',
    answer:
      'Theo Nghị định số 61/2015/NĐ-CP và Nghị định số 74/2019/NĐ-CP, người lao động được vay tối đa 100.000.000 đồng, mức này không phải thế chấp, thời hạn tối đa 120 tháng; người thuộc hộ nghèo được hưởng lãi suất ưu đãi theo quy định.',
    outcome: 'answered',
    unit: units.social,
    answeredBy: speakers.finance,
  },
  {
    channel: 'spoken',
    village: 'Bun Ngai',
    category: 'poor',
    field,
    content:
      'Con trai tôi muốn đi làm việc ở nước ngoài theo hợp đồng. Phải làm thủ tục vay vốn ở đâu và gồm những giấy tờ gì?',
    answer:
      'Gia đình chuẩn bị giấy đề nghị vay vốn có xác nhận của xã, hợp đồng với doanh nghiệp được cấp phép, bản sao căn cước; nộp qua tổ tiết kiệm và vay vốn của thôn. Công chức Văn hóa – xã hội hướng dẫn từng bước tại bàn số 2.',
    outcome: 'guided',
    unit: units.social,
    answeredBy: speakers.social,
  },
  {
    channel: 'paper',
    village: 'Cao Sơn',
    category: 'nearPoor',
    field,
    content:
      'Có công ty đến thôn tuyển lao động đi nước ngoài, thu trước 15.000.000 đồng tiền đặt cọc. Như vậy có đúng không?',
    answer:
      'Bà con tuyệt đối không nộp tiền cho người môi giới không có giấy phép. Chỉ làm việc với doanh nghiệp có trong danh sách được Bộ Lao động – Thương binh và Xã hội cấp phép; xã sẽ niêm yết danh sách tại các thôn và đề nghị Công an xã xác minh việc này.',
    outcome: 'explained',
    unit: units.social,
    answeredBy: speakers.chair,
  },
  {
    channel: 'spoken',
    village: 'Giang Lố 2',
    category: 'escapedPoverty',
    field,
    content: 'Hộ mới thoát nghèo có được hỗ trợ học nghề và tiền ăn, tiền xe trong thời gian học không?',
    answer:
      'Người thuộc hộ mới thoát nghèo được hỗ trợ đào tạo trình độ sơ cấp; mức hỗ trợ tiền ăn, đi lại theo đối tượng tại Quyết định số 46/2015/QĐ-TTg. Đăng ký với thôn trước ngày 15/7/2023 để mở lớp.',
    outcome: 'explained',
    unit: units.social,
    answeredBy: speakers.social,
  },
  {
    channel: 'spoken',
    village: 'Đăk Vang',
    category: 'escapedPoverty',
    field,
    content:
      'Lớp dạy nghề cạo mủ cao su năm ngoái học xong không có việc. Đề nghị mở lớp gắn với nơi nhận lao động.',
    answer:
      'Ý kiến xác đáng. Xã giao bộ phận Lao động làm việc với các nông trường, doanh nghiệp trên địa bàn để mở lớp theo đơn đặt hàng, báo cáo kết quả cho bà con.',
    outcome: 'deferred',
    unit: units.social,
    answeredBy: speakers.chair,
  },
  {
    channel: 'spoken',
    village: 'Tân Bình',
    category: 'nearPoor',
    field,
    content:
      'Thanh niên trong thôn thiếu thông tin tuyển dụng. Đề nghị xã tổ chức phiên giao dịch việc làm ngay tại xã.',
    answer:
      'UBND xã đề nghị Phòng Lao động – Thương binh và Xã hội huyện phối hợp tổ chức phiên giao dịch việc làm lưu động tại xã trong quý III.',
    outcome: 'escalated',
    unit: units.social,
    authority: 'Phòng Lao động – Thương binh và Xã hội huyện',
    answeredBy: speakers.chair,
  },
  {
    channel: 'spoken',
    village: 'Hào Lý',
    category: 'poor',
    field,
    content: 'Tôi muốn vay vốn mở quán sửa xe máy nhưng không biết lập phương án. Ai hướng dẫn?',
    answer:
      'Đoàn Thanh niên xã và Hội Phụ nữ xã có người giúp lập phương án vay vốn vào sáng thứ Ba, thứ Năm hằng tuần tại trụ sở xã; mang theo căn cước và giấy chứng nhận hộ nghèo.',
    outcome: 'guided',
    unit: units.women,
    answeredBy: speakers.social,
    showName: true,
  },
  {
    channel: 'paper',
    village: 'Cao Sơn',
    category: 'farmerMember',
    field,
    content:
      'Đi làm thuê ở tỉnh khác theo mùa thì có được xác nhận để con ở nhà hưởng chế độ hộ nghèo không?',
    answer:
      'Đi làm thuê theo mùa không làm mất chế độ của hộ nếu hộ vẫn thường trú và còn trong danh sách. Gia đình báo thôn trước khi đi để thuận lợi khi rà soát.',
    outcome: 'explained',
    unit: units.social,
    answeredBy: speakers.social,
  },
  {
    channel: 'spoken',
    village: 'Bun Ngai',
    category: 'other',
    field,
    content:
      'Người đi làm việc ở nước ngoài về nước trước hạn do doanh nghiệp phá sản thì khoản vay được xử lý thế nào?',
    answer:
      'Đây là rủi ro do nguyên nhân khách quan, người vay có thể được gia hạn nợ. Gia đình lập đơn kèm giấy tờ chứng minh, nộp ngân hàng qua tổ tiết kiệm và vay vốn; xã xác nhận trong ngày.',
    outcome: 'guided',
    unit: units.finance,
    answeredBy: speakers.finance,
  },
  {
    channel: 'spoken',
    village: 'Giang Lố 1',
    category: 'escapedPoverty',
    field,
    content:
      'Nhóm phụ nữ dệt thổ cẩm muốn lập tổ hợp tác để có việc quanh năm. Đề nghị xã hỗ trợ khung dệt và nơi bán hàng.',
    answer:
      'UBND xã ủng hộ. Hội Phụ nữ xã giúp làm hợp đồng hợp tác và đề xuất hỗ trợ khung dệt từ nguồn sinh kế; gian hàng được bố trí tại chợ phiên của xã từ tháng 8/2023.',
    outcome: 'answered',
    unit: units.women,
    answeredBy: speakers.chair,
    showName: true,
  },
  {
    channel: 'paper',
    village: 'Tân Bình',
    category: 'farmerMember',
    field,
    content: 'Công nhân làm ở trạm trộn bê tông gần thôn không được đóng bảo hiểm. Đề nghị xã kiểm tra.',
    answer:
      'Xã ghi nhận, phối hợp cơ quan có thẩm quyền kiểm tra việc ký hợp đồng lao động, đóng bảo hiểm của cơ sở và trả lời người kiến nghị.',
    outcome: 'deferred',
    unit: units.office,
    answeredBy: speakers.chair,
    replyWish: 'written',
  },
  {
    channel: 'spoken',
    village: 'Hào Lý',
    category: 'poor',
    field,
    content: 'Đề nghị xã ưu tiên thuê lao động hộ nghèo khi làm đường, kênh mương trong xã.',
    answer:
      'Các công trình do xã làm chủ đầu tư theo cơ chế đặc thù phải dùng ít nhất một phần lao động tại chỗ. Từ tháng 7, Ban quản lý thôn lập danh sách người có nhu cầu để nhà thầu thuê trước.',
    outcome: 'answered',
    unit: units.village,
    answeredBy: speakers.chair,
  },
];
