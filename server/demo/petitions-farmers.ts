/** Petitions that villages handed in ahead of dialogue 2 (members of the farmers' union); no answers yet. */
export interface AdvancePetition {
  village: string;
  field: string;
  content: string;
}

export const farmerPetitions: readonly AdvancePetition[] = [
  {
    village: 'Giang Lố 1',
    field: 'Liên kết, tiêu thụ sản phẩm',
    content:
      'Cà phê quả tươi đến vụ bị thương lái ép giá. Đề nghị xã làm cầu nối để hội viên ký hợp đồng bao tiêu với doanh nghiệp.',
  },
  {
    village: 'Cao Sơn',
    field: 'Sản xuất nông nghiệp',
    content:
      'Cây mì bị bệnh khảm lá lan rộng hai vụ liền. Đề nghị hướng dẫn phòng trừ và cấp giống sạch bệnh.',
  },
  {
    village: 'Đăk Vang',
    field: 'Vay vốn',
    content:
      'Vốn vay của Quỹ Hỗ trợ nông dân còn ít, mỗi dự án chỉ được vài hộ. Đề nghị tăng nguồn vốn và kéo dài thời hạn vay theo chu kỳ cây trồng.',
  },
  {
    village: 'Tân Bình',
    field: 'Xây dựng nông thôn mới',
    content: 'Đường nội đồng đoạn qua cánh đồng lúa lầy lội, máy gặt không vào được. Đề nghị bê tông hóa.',
  },
  {
    village: 'Bun Ngai',
    field: 'Chính sách trong nông nghiệp, nông thôn',
    content:
      'Hội viên chưa rõ điều kiện để được hỗ trợ giống, phân bón khi chuyển đổi cây trồng. Đề nghị phổ biến tại thôn.',
  },
  {
    village: 'Hào Lý',
    field: 'Sản xuất nông nghiệp',
    content: 'Kênh tưới bị bồi lấp, cuối vụ không đủ nước. Đề nghị nạo vét trước vụ đông xuân.',
  },
];
