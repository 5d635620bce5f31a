/**
 * The labelled set: the n-th petition of the demonstration (poverty, work, farmers, in this order) as another citizen
 * would put it, or as a hurried recorder types it. All other pairs are of different matters.
 */
export const rewordings: readonly [n: number, text: string][] = [
  [
    0,
    'Vì sao có hộ có xe máy, ti vi mà vẫn được xét hộ nghèo, nhà tôi đông con, nhà tạm lại chỉ là hộ cận nghèo?',
  ],
  [1, 'Kính mong UBND xã hỗ trợ làm nhà ở cho hộ nghèo, nhà tạm của gia đình tôi mùa mưa dột nát hết.'],
  [2, 'duong ra khu san xuat bi sat lo, ba con khong cho duoc mi va ca phe'],
  [2, 'Kiến nghị sửa đường đi khu sản xuất của thôn, mưa xuống sạt lở không chở mì, cà phê về được.'],
  [3, 'Thẻ bảo hiểm y tế của hộ mới thoát nghèo hết hạn từ đầu năm, có được cấp tiếp miễn phí không?'],
  [4, 'Đề nghị khoan thêm giếng nước cho thôn vì mùa khô giếng tập trung cạn, bà con phải đi xin nước.'],
  [
    5,
    'Hộ nghèo có con học bán trú thì được miễn học phí, hỗ trợ chi phí học tập không mà nhà trường vẫn thu các khoản?',
  ],
  [6, 'Tiền hỗ trợ tiền điện cho hộ nghèo quý I chưa chi trả, bao giờ có?'],
  [
    7,
    'Nhà tôi được cấp con bò giống năm 2022, hai tháng sau bò bị bệnh chết, xin hỏi có được cấp lại con khác không?',
  ],
  [8, 'Hộ cận nghèo xin vay vốn chăn nuôi mà tổ tiết kiệm và vay vốn nói hết chỉ tiêu.'],
  [9, 'Xin hỏi thủ tục hỗ trợ đất sản xuất cho hộ mới tách, gia đình tôi chưa có đất sản xuất.'],
  [
    10,
    'Họp thôn bình xét hộ nghèo báo gấp quá, đề nghị báo trước ba ngày và đọc kết quả công khai trên loa.',
  ],
  [11, 'Nhà có người khuyết tật nặng cần làm giấy tờ gì để được hưởng trợ cấp hằng tháng?'],
  [12, 'Mới thoát nghèo thì còn được vay vốn ưu đãi nữa không hay phải trả hết ngay?'],
  [13, 'Các hộ ven suối nước lớn là bị ngập, đề nghị xã di dời đến chỗ ở mới.'],
  [15, 'Mái tôn nhà văn hóa thôn bị thủng, xuống cấp, không có chỗ họp. Đề nghị sửa chữa.'],
  [16, 'Điện cuối thôn yếu, buổi tối không bơm nước tưới được, đề nghị UBND xã nâng cấp đường dây điện.'],
  [
    18,
    'Hộ nghèo vay vốn giải quyết việc làm được tối đa bao nhiêu tiền, có cần thế chấp không, lãi suất ra sao?',
  ],
  [
    20,
    'Công ty về thôn tuyển người đi lao động nước ngoài, bắt nộp tiền đặt cọc 15 triệu, có đúng quy định không?',
  ],
  [
    22,
    'Học nghề cạo mủ cao su xong vẫn không có việc làm, đề nghị mở lớp dạy nghề gắn với nơi nhận lao động.',
  ],
  [
    23,
    'Đề nghị tổ chức phiên giao dịch việc làm tại xã vì thanh niên trong thôn thiếu thông tin tuyển dụng.',
  ],
  [24, 'Tôi không biết lập phương án để vay vốn mở quán sửa xe máy, ai hướng dẫn cho?'],
  [27, 'Chị em phụ nữ dệt thổ cẩm xin hỗ trợ khung dệt, nơi bán hàng để lập tổ hợp tác.'],
  [28, 'Trạm trộn bê tông gần thôn không đóng bảo hiểm cho công nhân, đề nghị kiểm tra.'],
  [30, 'ca phe den vu bi thuong lai ep gia, de nghi xa lam cau noi ky hop dong bao tieu voi doanh nghiep'],
  [31, 'Mì bị bệnh khảm lá, xin hướng dẫn cách phòng trừ và cấp giống mì sạch bệnh.'],
  [33, 'Đề nghị bê tông hóa đường nội đồng ra cánh đồng lúa, lầy lội máy gặt không vào được.'],
  [35, 'Kênh tưới bồi lấp thiếu nước cuối vụ, đề nghị nạo vét kênh trước vụ đông xuân.'],
];
