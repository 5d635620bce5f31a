import type { Paper } from '../../shared/access.ts';
import type { DocumentName } from '../freeze/contract.ts';

/** A file of the archive: its name without its ending, and what it is. */
interface ArchiveName {
  file: string;
  title: string;
}

/** Papers that go into the archive under their own name. */
type SessionPaper = Extract<
  Paper,
  | 'conclusion'
  | 'transfers'
  | 'reply'
  | 'plan'
  | 'estimate'
  | 'notice'
  | 'invitations'
  | 'delegates'
  | 'attendance'
>;

/** Documents first, in the order in which an archive is read; no marks in the names of files. */
export const archiveNames: Record<
  DocumentName | SessionPaper | 'petitions' | 'checkIns' | 'papers' | 'record' | 'session',
  ArchiveName
> = {
  minutes: { file: '01_Bien-ban', title: 'Biên bản' },
  report: { file: '02_Bao-cao-tong-hop', title: 'Báo cáo tổng hợp ý kiến, kiến nghị' },
  conclusion: { file: '03_Thong-bao-ket-luan', title: 'Thông báo kết luận' },
  transfers: { file: '04_Phieu-chuyen-kien-nghi', title: 'Phiếu chuyển kiến nghị vượt thẩm quyền' },
  reply: { file: '05_Van-ban-tra-loi', title: 'Văn bản trả lời kiến nghị' },
  plan: { file: '10_Ke-hoach', title: 'Kế hoạch đối thoại năm' },
  estimate: { file: '11_Du-toan-kinh-phi', title: 'Dự toán kinh phí' },
  notice: { file: '12_Thong-bao', title: 'Thông báo tổ chức đối thoại' },
  invitations: { file: '13_Giay-moi', title: 'Giấy mời' },
  delegates: { file: '14_Danh-sach-dai-bieu', title: 'Danh sách đại biểu' },
  attendance: { file: '15_Danh-sach-co-mat', title: 'Danh sách có mặt, có cột ký tên' },
  petitions: { file: '20_Bang-kien-nghi', title: 'Bảng kiến nghị' },
  checkIns: { file: '21_Diem-danh', title: 'Danh sách điểm danh' },
  papers: { file: '30_Phieu-giay', title: 'Phiếu giấy của công dân (ảnh, PDF)' },
  record: {
    file: '90_Ho-so-da-chot',
    title: 'Hồ sơ đã chốt, bản gốc để kiểm tra tính toàn vẹn (SHA-256)',
  },
  session: {
    file: '91_Du-lieu-mo',
    title: 'Toàn bộ buổi đối thoại dạng JSON mở, nhập lại được vào máy chủ khác',
  },
};
