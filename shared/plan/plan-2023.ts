import type { Plan } from './plan.ts';

const communeGuests = [
  'Thường trực Đảng ủy;',
  'Thường trực HĐND, Thường trực UB MTTQ xã;',
  'Đại diện các ban, ngành, đoàn thể xã; Cán bộ, công chức xã.',
];
const hallChair = 'Chủ tịch Ủy Ban nhân dân xã Sa Loong';
const hall = 'Tại hội trường Nhà Văn hóa xã Sa Loong';

/**
 * The plan of xã Sa Loong for 2023, whole: the first real plan that the product carried, the demonstration's
 * plan and the measure of the reader (tests/shared/plan). The wording is the commune's own, slips included.
 */
export const plan2023: Plan = {
  id: 'kehoach2023',
  revision: 1,
  year: 2023,
  number: '/KH-UBND',
  title: 'Tổ chức đối thoại của Chủ tịch Ủy ban nhân dân xã trong năm 2023',
  place: 'Sa Loong',
  date: '',
  issuingBody: '',
  bases: [
    'Căn cứ Luật tổ chức chính quyền địa phương ngày 19/6/2015',
    'Luật sửa đổi, bổ sung một số điều của Luật tổ chức chính phủ và Luật tổ chức chính quyền địa phương ngày 22/11/2019',
    'thực hiện Quyết định số 1408-QĐ/TU ngày 25/9/2014 của Ban Thường vụ Tỉnh ủy Kon Tum về ban hành Quy chế tiếp xúc, đối thoại trực tiếp giữa bí thư các cấp ủy, tổ chức đảng, người đứng đầu chính quyền các cấp với nhân dân trên địa bàn tỉnh',
  ],
  intro: 'UBND xã Sa Loong xây dựng Kế hoạch đối thoại của Chủ tịch UBND xã trong năm 2023, cụ thể như sau:',
  purposes: [
    'Nhằm giúp các hộ nghèo, cận nghèo, hộ mới thoát nghèo, hội viên Hội nông dân có điều kiện được bày tỏ những tâm tư, nguyện vọng; phản ánh, đề xuất, kiến nghị về những khó khăn, vướng mắc trong nông nghiệp, nông dân, nông thôn; tăng cường sự hiểu biết, gắn kết, làm cho người nông dân tin tưởng vào sự lãnh đạo của cấp ủy đảng, sự quản lý, điều hành của chính quyền xã; thực hiện tốt quyền, trách nhiệm, nghĩa vụ của công dân, đồng thời tiếp thu ý kiến đóng góp của nông dân, giải đáp những vướng mắc, khó khăn và có cơ chế, chính sách phù hợp cho từng hộ nghèo, cận nghèo, hộ mới thoát nghèo; đồng thời phù hợp với việc phát triển nông nghiệp, nông thôn.',
    'Qua đó, để giúp đúng đối tượng, nhu cầu để các hộ nghèo, cận nghèo, hộ mới thoát nghèo vươn lên thoát nghèo bền vững; đồng thời tiếp sức, hỗ trợ nông dân phát triển nông nghiệp, nông thôn bền vững; đổi mới phương thức lãnh đạo của Cấp ủy đảng theo hướng “gần dân, sát dân, nghe dân nói, nói dân hiểu, làm cho dân tin” và tạo niềm tin của nông dân đối với cấp ủy, chính quyền xã.',
  ],
  requirements: [
    'Việc tiếp xúc, đối thoại trực tiếp với các hộ nghèo, cận nghèo, hộ mới thoát nghèo, hội viên Hội Nông dân phải được thực hiện một cách dân chủ, công khai và nghiêm túc, đảm bảo tiết kiệm, hiệu quả.',
    'Quá trình đối thoại với các hộ nghèo, cận nghèo, hộ mới thoát nghèo, hội viên Hội Nông dân xã phải dựa trên tinh thần cởi mở, thẳng thắn, cầu thị, tôn trọng, lắng nghe, ghi nhận các ý kiến, tạo điều kiện, tâm lý thoải mái để người dân trình bày đầy đủ các ý kiến của mình.',
  ],
  dialogues: [
    {
      dialogueId: '',
      quarter: 'II',
      year: 2023,
      title: 'Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
      audience: 'Hộ nghèo, cận nghèo, hộ mới thoát nghèo',
      topic: '',
      chair: hallChair,
      communeLevel: communeGuests,
      villageLevel: [
        'Bí thư Chi bộ, Thôn trưởng các thôn.',
        'Các hộ nghèo, hộ cận nghèo năm 2022 trên địa bàn xã.',
      ],
      groups: [
        'Thường trực Đảng ủy',
        'Thường trực HĐND',
        'Thường trực UB MTTQ xã',
        'Đại diện các ban, ngành, đoàn thể xã',
        'Cán bộ, công chức xã',
        'Bí thư Chi bộ',
        'Thôn trưởng các thôn',
        'Hộ nghèo',
        'Hộ cận nghèo',
        'Hộ mới thoát nghèo',
      ],
      fields: [
        {
          name: 'Giảm nghèo',
          contents: [
            'Công tác rà soát, bình xét hộ nghèo, hộ cận nghèo hàng năm.',
            'Việc triển khai và thực hiện các chế độ chính sách liên quan đến hộ nghèo.....',
          ],
          derived: false,
        },
        {
          name: 'Lao động – việc làm',
          contents: [
            'Cơ chế, thủ tục, trình tự cho vay vốn giải quyết việc làm, cho vay vốn đi làm việc có thời hạn ở nước ngoài theo hợp đồng.',
            'Các chế độ, chính sách đối với người lao động đi làm việc có thời hạn ở nước ngoài theo hợp đồng.',
          ],
          derived: false,
        },
      ],
      contents: [],
      scheduleHeading: 'Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
      time: 'Hoàn thành trong quý II/2023',
      heldOn: '',
      place: hall,
    },
    {
      dialogueId: '',
      quarter: 'III',
      year: 2023,
      title: 'Đối thoại với hội viên Hội Nông dân',
      audience: '',
      topic: 'Tiếp sức, hỗ trợ nông dân phát triển nông nghiệp, nông thôn bền vững',
      chair: hallChair,
      communeLevel: communeGuests,
      villageLevel: [
        'Bí thư Chi bộ, Thôn trưởng các thôn.',
        'Trưởng các ban ngành đoàn thể của thôn.',
        'Hội viên Hội Nông dân (Do Hội Nông dân xã mời).',
      ],
      groups: [
        'Thường trực Đảng ủy',
        'Thường trực HĐND',
        'Thường trực UB MTTQ xã',
        'Đại diện các ban, ngành, đoàn thể xã',
        'Cán bộ, công chức xã',
        'Bí thư Chi bộ',
        'Thôn trưởng các thôn',
        'Trưởng các ban ngành đoàn thể của thôn',
        'Hội viên Hội Nông dân',
      ],
      fields: [
        {
          name: 'Sản xuất nông nghiệp',
          contents: [
            'Tình hình, kết quả sản xuất nông nghiệp trên địa bàn xã',
            'những thuận lợi, khó khăn trong sản xuất, liên kết, tiêu thụ sản phẩm',
          ],
          derived: true,
        },
        {
          name: 'Liên kết, tiêu thụ sản phẩm',
          contents: ['những thuận lợi, khó khăn trong sản xuất, liên kết, tiêu thụ sản phẩm'],
          derived: true,
        },
        {
          name: 'Xây dựng nông thôn mới',
          contents: ['xây dựng nông thôn mới'],
          derived: true,
        },
        {
          name: 'Vay vốn',
          contents: ['việc tiếp cận các nguồn vốn vay của nông dân'],
          derived: true,
        },
        {
          name: 'Chính sách trong nông nghiệp, nông thôn',
          contents: ['Tình hình, kết quả thực hiện chính sách trong nông nghiệp, nông thôn của xã'],
          derived: true,
        },
      ],
      contents: [
        'Nội dung đối thoại tập trung vào các vấn đề:',
        '+ Tình hình, kết quả sản xuất nông nghiệp trên địa bàn xã; những thuận lợi, khó khăn trong sản xuất, liên kết, tiêu thụ sản phẩm; xây dựng nông thôn mới; việc tiếp cận các nguồn vốn vay của nông dân.',
        '+ Tình hình, kết quả thực hiện chính sách trong nông nghiệp, nông thôn của xã; những khó khăn vướng mắc trong quá trình thực hiện.',
        '+ Đề xuất và kiến nghị của nông dân trên địa bàn xã.',
        'Lắng nghe, trực tiếp giải quyết hoặc chỉ đạo giải quyết những khó khăn, vướng mắc, kiến nghị của hội viên Hội Nông dân qua đối thoại; những nội dung vượt thẩm quyền xem xét, giải quyết; những nội dung phức tạp; UBND xã sẽ tổng hợp và trình cấp có thẩm quyền giải quyết.',
      ],
      scheduleHeading: 'Đối thoại với hộ viên Hội Nông dân dự kiến hoàn thành trong Quý III/2023.',
      time: 'Dự kiến hoàn thành trong Quý III/2023',
      heldOn: '',
      place: hall,
    },
  ],
  methods: [
    'UBND xã sẽ tổ chức trực tiếp đối thoại với các hộ dân; mời người dân phát biểu bằng lời nói hoặc ghi giấy chuyển cho Ban tổ chức, khuyến khích người dân trình bày những thắc mắc của mình.',
  ],
  forms: [
    'Căn cứ vào nội dung trình bày của các Hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo, hội viên Hội Nông dân, ban tổ chức trực tiếp trả lời, giải thích hoặc hướng dẫn công dân lập thủ tục theo đúng các quy định của pháp luật.',
    'Những nội dung không thuộc thẩm quyền hoặc vượt thẩm quyền sẽ được ghi nhận và giải trình sau.',
  ],
  funding: [],
  tasks: [
    {
      unit: 'Văn phòng – thống kê',
      duties: [
        'Có trách nhiệm chủ trì, phối hợp với bộ phận Lao Động Thương binh – xã hội, Hội Nông dân xã, Mặt trận và các ban ngành đoàn thể xã tham gia cùng đoàn đối thoại.',
        'Chuẩn bị nội dung chương trình, phục vụ đối thoại; tổng hợp ý kiến, kiến nghị sau buổi đối thoại.',
        'Tham mưu cho lãnh đạo UBND xã tổng hợp các ý kiến, kiến nghị đề xuất của Hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo; hội viên Hội nông dân liên quan đến nội dung đối thoại.',
      ],
    },
    {
      unit: 'Tài chính Kế toán',
      duties: ['Tham mưu chuẩn bị kinh phí tổ chức thực hiện buổi đối thoại.'],
    },
    {
      unit: 'Mặt trận và các đoàn thể xã',
      duties: [
        'Tham gia khi có Thông báo thời gian cụ thể và tham mưu báo cáo, trả lời ý kiến thuộc lĩnh vực phụ trách (nếu có).',
      ],
    },
    {
      unit: 'Ban quản lý thôn',
      duties: [
        'Tuyên truyền mục đích, yêu cầu của hội nghị đối thoại. Thông báo cho Hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo, hội viên Hội nông dân trong thôn tham gia hội nghị đối thoại theo đúng thời gian quy định.',
      ],
    },
  ],
  closing:
    'Trên đây là Kế hoạch đối thoại của Chủ tịch UBND xã năm 2023. Đề nghị các ban, ngành, đoàn thể xã và công chức có liên quan phối hợp triển khai thực hiện./.',
  recipients: [
    'TT Đảng ủy (b/c)',
    'TT HĐND xã (b/c)',
    'CT, các PCT UBND xã',
    'UBMTTQVN xã (p/h)',
    'Các ban ngành, đoàn thể xã (t/h)',
    'Ban quản lý các thôn',
    'Lưu: VT',
  ],
  signature: {
    authority: 'TM. ỦY BAN NHÂN DÂN',
    title: 'CHỦ TỊCH',
    name: 'Nguyễn Hữu Bảng',
  },
  unplaced: [],
};
