import type { DocumentName } from '../freeze/contract.ts';

/** A file of the archive: its name without its ending, and what it is. */
interface ArchiveName {
  file: string;
  title: string;
}

/** Documents first, in the order in which an archive is read; no marks in the names of files. */
export const archiveNames: Record<
  DocumentName | 'petitions' | 'attendance' | 'papers' | 'record' | 'session',
  ArchiveName
> = {
  minutes: { file: '01_Bien-ban', title: 'Biên bản' },
  report: { file: '02_Bao-cao-tong-hop', title: 'Báo cáo tổng hợp ý kiến, kiến nghị' },
  petitions: { file: '20_Bang-kien-nghi', title: 'Bảng kiến nghị' },
  attendance: { file: '21_Diem-danh', title: 'Danh sách điểm danh' },
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
