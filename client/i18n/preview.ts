import { texts } from './index.ts';

/** What is said around a document that this device builds of its own papers. */
export const previewTexts = texts(
  {
    mark: 'BẢN XEM TRƯỚC',
    notOfficial: 'BẢN XEM TRƯỚC – chưa phải văn bản',
    lead: 'Máy này tự dựng từ nội dung đang có. Văn bản chính thức do máy chủ hội trường làm.',
    noNumbers: (n: number) => `${n} kiến nghị chưa có số chính thức, ghi “KN-… (tạm)”.`,
    others: 'Đang mất kết nối: phần máy khác ghi sau đó chưa có ở đây.',
    noRecipients: 'Nơi nhận lấy theo kế hoạch; máy này không có kế hoạch nên ghi nơi nhận thường dùng.',
    noPreparation: 'Phần chuẩn bị (giờ, lưu ý, người được mời) chưa có trên máy này nên còn để trống.',
    pages: 'Số trang chỉ biết khi in, để “……”.',
    frozen: 'Buổi đã chốt: văn bản chính thức lấy từ hồ sơ đã chốt, có thể khác bản này.',
    print: 'In bản xem trước',
    back: 'Quay lại',
    drafts: 'Xem trước khi chốt',
    draftsLead: 'Biên bản và báo cáo như sẽ in, dựng ngay trên máy này; mất mạng vẫn xem được.',
    notThis: 'Văn bản này không có bản xem trước cho vai trò của bạn.',
    opening: 'Đang mở…',
    notHere: 'Máy này chưa giữ nội dung để dựng văn bản. Mở buổi đối thoại một lần khi có kết nối.',
    noPetition: 'Không thấy kiến nghị này trên máy.',
    sheet: 'Trang văn bản',
  },
  {
    mark: 'BẢN XEM TRƯỚC',
    notOfficial: 'PREVIEW – not the document yet',
    lead: 'Built on this device from what it holds. The document itself is made by the hall’s server.',
    noNumbers: (n) =>
      n === 1
        ? '1 petition has no final number and says “KN-… (tạm)”.'
        : `${n} petitions have no final number and say “KN-… (tạm)”.`,
    others: 'Out of reach of the hall: what other devices wrote since is not in it.',
    noRecipients: 'Recipients follow the plan, which is not on this device; the usual ones stand here.',
    noPreparation: 'What was prepared (time, notes, guests) is not on this device and is left open.',
    pages: 'The number of pages is known in print only, “……” stands for it.',
    frozen: 'The dialogue is frozen: its documents are made from the record and may differ from this.',
    print: 'Print the preview',
    back: 'Back',
    drafts: 'Look before you freeze',
    draftsLead: 'Minutes and report as they will be printed, built on this device, also without a network.',
    notThis: 'There is no preview of this document for your role.',
    opening: 'Opening…',
    notHere: 'This device holds nothing to build the document of. Open the dialogue once while connected.',
    noPetition: 'This petition is not on this device.',
    sheet: 'Page of the document',
  },
);
