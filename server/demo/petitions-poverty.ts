import { type DemoPetition, speakers, units } from './petition-text.ts';

const field = 'Giảm nghèo';

/** Petitions of dialogue 1 in the field of poverty reduction, in the order they were raised. */
export const povertyPetitions: readonly DemoPetition[] = [
  {
    channel: 'advance',
    village: 'Giang Lố 1',
    category: 'nearPoor',
    field,
    content:
      'Đề nghị xã giải thích vì sao một số hộ có xe máy, ti vi vẫn thuộc diện hộ nghèo, còn gia đình tôi nhà tạm, đông con lại chỉ được xếp hộ cận nghèo.',
    answer:
      'Việc rà soát thực hiện theo Nghị định số 07/2021/NĐ-CP và Quyết định số 24/2021/QĐ-TTg: chấm điểm cả thu nhập và mức độ thiếu hụt dịch vụ xã hội cơ bản, không chỉ nhìn vào tài sản. Điểm của từng hộ được niêm yết tại nhà văn hóa thôn; hộ nào chưa đồng ý thì làm giấy đề nghị để tổ rà soát chấm lại.',
    outcome: 'explained',
    unit: units.social,
    answeredBy: speakers.social,
  },
  {
    channel: 'advance',
    village: 'Giang Lố 2',
    category: 'poor',
    field,
    content:
      'Gia đình tôi ở nhà tạm đã hơn mười năm, mùa mưa dột nát. Đề nghị xã đưa vào danh sách hỗ trợ làm nhà ở cho hộ nghèo trong năm nay.',
    answer:
      'Hộ đã có tên trong danh sách đề nghị hỗ trợ nhà ở năm 2023 thuộc Chương trình mục tiêu quốc gia giảm nghèo bền vững. Khi huyện phân bổ kinh phí, xã sẽ mời hộ lên ký cam kết và thống nhất mẫu nhà; dự kiến khởi công trong quý III.',
    outcome: 'answered',
    unit: units.land,
    answeredBy: speakers.chair,
  },
  {
    channel: 'advance',
    village: 'Đăk Vang',
    category: 'poor',
    field,
    content:
      'Đường từ thôn ra khu sản xuất dài khoảng 1,2 km bị sạt lở sau mùa mưa, bà con không chở được mì và cà phê về nhà. Đề nghị sửa chữa.',
    answer:
      'Xã đã khảo sát, khối lượng đất đá lớn vượt quá khả năng của ngân sách xã. UBND xã sẽ có tờ trình đề nghị huyện bố trí kinh phí khắc phục; trước mắt vận động bà con san gạt để xe máy đi lại được.',
    outcome: 'escalated',
    unit: units.land,
    authority: 'Ủy ban nhân dân huyện',
    answeredBy: speakers.chair,
    replyWish: 'written',
  },
  {
    channel: 'advance',
    village: 'Hào Lý',
    category: 'escapedPoverty',
    field,
    content:
      'Hộ mới thoát nghèo có còn được cấp thẻ bảo hiểm y tế miễn phí không? Thẻ của gia đình tôi đã hết hạn từ đầu năm.',
    answer:
      'Chính sách thẻ bảo hiểm y tế của hộ mới thoát nghèo còn vướng ở khâu đồng bộ dữ liệu. UBND xã đề nghị Bảo hiểm xã hội huyện trả lời bằng văn bản và báo lại cho các hộ.',
    outcome: 'escalated',
    unit: units.social,
    authority: 'Bảo hiểm xã hội huyện',
    answeredBy: speakers.social,
    replyWish: 'written',
  },
  {
    channel: 'advance',
    village: 'Tân Bình',
    category: 'nearPoor',
    field,
    content:
      'Giếng nước tập trung của thôn cạn vào mùa khô, gần 40 hộ phải đi xin nước. Đề nghị xã khoan thêm giếng.',
    answer:
      'Xã ghi nhận, giao công chức Địa chính – nông nghiệp khảo sát nguồn nước ngầm và lập dự toán, trả lời thôn trong thời hạn 10 ngày làm việc.',
    outcome: 'deferred',
    unit: units.land,
    answeredBy: speakers.land,
  },
  {
    channel: 'spoken',
    village: 'Bun Ngai',
    category: 'poor',
    field,
    content:
      'Con tôi học lớp 7 bán trú, đầu năm nhà trường vẫn thu một số khoản. Hộ nghèo có được miễn học phí và hỗ trợ chi phí học tập không?',
    answer:
      'Con hộ nghèo được miễn học phí và hỗ trợ chi phí học tập theo Nghị định số 81/2021/NĐ-CP. Các khoản nhà trường thu là thỏa thuận, tự nguyện. Gia đình nộp đơn kèm bản sao giấy chứng nhận hộ nghèo tại trường; chưa có mẫu đơn thì gặp bộ phận một cửa của xã.',
    outcome: 'guided',
    unit: units.social,
    answeredBy: speakers.social,
    showName: true,
  },
  {
    channel: 'spoken',
    village: 'Giang Lố 1',
    category: 'poor',
    field,
    content:
      'Hộ nghèo được hỗ trợ tiền điện hằng tháng nhưng quý I vừa rồi chưa thấy chi trả. Khi nào thì có tiền?',
    answer:
      'Tiền điện hỗ trợ hộ nghèo quý I chậm do danh sách phải rà soát lại. Xã chi trả một lần cả quý I và quý II trước ngày 30/6/2023, thông báo lịch nhận tại nhà văn hóa từng thôn.',
    outcome: 'answered',
    unit: units.finance,
    answeredBy: speakers.finance,
  },
  {
    channel: 'spoken',
    village: 'Cao Sơn',
    category: 'poor',
    field,
    content:
      'Năm 2022 gia đình tôi được cấp một con bò giống nhưng bò bị bệnh chết sau hai tháng. Có được cấp lại không?',
    answer:
      'Bò chết có biên bản của thú y và thôn xác nhận nên hộ không phải hoàn trả. Nguồn vốn năm nay chỉ cấp cho hộ chưa được hỗ trợ; xã hướng dẫn hộ làm chuồng, tiêm phòng và đăng ký vào dự án nuôi bò theo nhóm hộ của năm sau.',
    outcome: 'explained',
    unit: units.land,
    answeredBy: speakers.land,
  },
  {
    channel: 'paper',
    village: 'Giang Lố 2',
    category: 'nearPoor',
    field,
    content:
      'Hộ cận nghèo muốn vay vốn chăn nuôi nhưng tổ tiết kiệm và vay vốn của thôn nói đã hết chỉ tiêu. Đề nghị xem lại.',
    answer:
      'Chỉ tiêu do ngân hàng giao theo từng đợt. Tổ trưởng lập danh sách nhu cầu bổ sung gửi Hội Phụ nữ xã trong tháng 6; UBND xã đề nghị ngân hàng bổ sung vốn trong phiên giao dịch tháng 7.',
    outcome: 'answered',
    unit: units.women,
    answeredBy: speakers.chair,
  },
  {
    channel: 'spoken',
    village: 'Đăk Vang',
    category: 'nearPoor',
    field,
    content:
      'Gia đình tôi tách hộ năm 2022, chưa có đất sản xuất. Xin hỏi thủ tục để được hỗ trợ đất sản xuất.',
    answer:
      'Hộ làm đơn theo mẫu, kèm giấy xác nhận cư trú và xác nhận của thôn về việc thiếu đất, nộp tại bộ phận một cửa. Công chức địa chính hướng dẫn kê khai ngay sau buổi đối thoại.',
    outcome: 'guided',
    unit: units.land,
    answeredBy: speakers.land,
  },
  {
    channel: 'spoken',
    village: 'Giang Lố 1',
    category: 'farmerMember',
    field,
    content:
      'Khi bình xét hộ nghèo, cuộc họp thôn báo gấp nên nhiều nhà không đến được. Đề nghị báo trước ít nhất ba ngày và đọc công khai kết quả trên loa.',
    answer:
      'Tiếp thu ý kiến. Từ đợt rà soát cuối năm 2023, Ban quản lý thôn báo họp trước ít nhất ba ngày, mời Mặt trận giám sát; kết quả được niêm yết và đọc trên loa truyền thanh.',
    outcome: 'answered',
    unit: units.village,
    answeredBy: speakers.front,
    showName: true,
  },
  {
    channel: 'paper',
    village: 'Hào Lý',
    category: 'poor',
    field,
    content:
      'Trong nhà có người khuyết tật nặng nhưng chưa được hưởng trợ cấp hằng tháng. Phải làm giấy tờ gì?',
    answer:
      'Gia đình nộp đơn đề nghị xác định mức độ khuyết tật và tờ khai theo mẫu tại bộ phận một cửa; Hội đồng xác định mức độ khuyết tật của xã họp và trả kết quả. Nếu đi lại khó khăn, cán bộ xã sẽ đến nhà hướng dẫn.',
    outcome: 'guided',
    unit: units.social,
    answeredBy: speakers.social,
    replyWish: 'inPerson',
  },
  {
    channel: 'spoken',
    village: 'Cao Sơn',
    category: 'escapedPoverty',
    field,
    content: 'Hộ mới thoát nghèo có tiếp tục được vay vốn ưu đãi không, hay phải trả hết ngay?',
    answer:
      'Theo Quyết định số 28/2015/QĐ-TTg, hộ mới thoát nghèo vẫn được vay vốn ưu đãi trong thời gian tối đa 36 tháng kể từ khi ra khỏi danh sách. Khoản vay cũ trả đúng kỳ hạn trong hợp đồng, không phải trả ngay.',
    outcome: 'explained',
    unit: units.finance,
    answeredBy: speakers.finance,
  },
  {
    channel: 'spoken',
    village: 'Bun Ngai',
    category: 'nearPoor',
    field,
    content:
      'Nhà bà Y Vô Danh ở cạnh suối, mỗi lần nước lớn đều bị ngập. Ai biết chỗ ở mới thì gọi số 0900 000 999. Đề nghị xã di dời những hộ ven suối.',
    answer:
      'Xã đã đưa các hộ ven suối vào danh sách phòng, chống thiên tai năm 2023. Việc bố trí tái định cư cần khảo sát quỹ đất, xã trả lời sau khi có kết quả.',
    outcome: 'deferred',
    unit: units.land,
    due: { date: '2023-07-14', reason: 'Chờ kết quả đo đạc quỹ đất của thôn' },
    answeredBy: speakers.chair,
  },
  {
    channel: 'spoken',
    village: 'Tân Bình',
    category: 'poor',
    field,
    content:
      'Hộ tôi đăng ký thoát nghèo năm nay. Sau khi thoát nghèo thì con tôi đang học có bị cắt hết hỗ trợ không?',
    answer:
      'Không cắt đột ngột: một số chính sách về tín dụng, bảo hiểm y tế, giáo dục vẫn tiếp tục trong thời gian theo quy định. Xã biểu dương hộ tự nguyện đăng ký thoát nghèo và sẽ ưu tiên hỗ trợ sinh kế.',
    outcome: 'explained',
    unit: units.social,
    answeredBy: speakers.chair,
    showName: true,
  },
  {
    channel: 'paper',
    village: 'Giang Lố 2',
    category: 'other',
    field,
    content:
      'Nhà văn hóa thôn xuống cấp, mái tôn thủng, bà con không có chỗ họp bình xét hộ nghèo. Đề nghị cho sửa.',
    answer:
      'UBND xã bố trí 25.000.000 đồng từ nguồn sự nghiệp để thay mái tôn, thôn góp ngày công; hoàn thành trước tháng 9/2023.',
    outcome: 'answered',
    unit: units.finance,
    answeredBy: speakers.finance,
  },
  {
    channel: 'spoken',
    village: 'Hào Lý',
    category: 'nearPoor',
    field,
    content: 'Điện ở cuối thôn rất yếu, buổi tối không bơm được nước tưới. Đề nghị nâng cấp đường dây.',
    answer:
      'Đường dây thuộc ngành điện quản lý. UBND xã sẽ có văn bản đề nghị Điện lực huyện khảo sát, nâng cấp và trả lời bà con.',
    outcome: 'escalated',
    unit: units.land,
    authority: 'Điện lực huyện',
    answeredBy: speakers.chair,
  },
  {
    channel: 'paper',
    village: 'Đăk Vang',
    category: 'poor',
    field,
    content:
      'Tôi già yếu, sống một mình, chữ không đọc được. Xin xã cho người giúp làm lại giấy chứng nhận hộ nghèo bị mất.',
    answer:
      'Công chức Văn hóa – xã hội đến tận nhà lập hồ sơ cấp lại giấy chứng nhận trong tuần này, bác không phải đi lại.',
    outcome: 'answered',
    unit: units.social,
    answeredBy: speakers.social,
    replyWish: 'inPerson',
  },
];
