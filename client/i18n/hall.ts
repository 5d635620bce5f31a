import { texts } from './index.ts';

/** Texts of the hall's page around its panes. */
export const hallTexts = texts(
  {
    drawers: 'Mở thêm bên cạnh',
    speakers: 'Phát biểu',
    papers: 'Phiếu giấy',
    activity: 'Hoạt động',
    closeDrawer: 'Đóng',
    withoutNumber: 'kiến nghị chưa có số',
    newPetition: (by: string, number: string, field: string) =>
      `${by} ghi ${number}${field ? `, lĩnh vực ${field}` : ''}.`,
    newPetitions: (count: number, numbers: string) =>
      `Có ${count} kiến nghị mới${numbers ? `: ${numbers}` : ''}.`,
  },
  {
    drawers: 'Open beside',
    speakers: 'Speakers',
    papers: 'Papers',
    activity: 'Activity',
    closeDrawer: 'Close',
    withoutNumber: 'a petition without a number yet',
    newPetition: (by, number, field) => `${by} recorded ${number}${field ? `, field ${field}` : ''}.`,
    newPetitions: (count, numbers) => `${count} new petitions${numbers ? `: ${numbers}` : ''}.`,
  },
);
