import { texts } from './index.ts';

/** Texts of the hall's page around its panes. */
export const hallTexts = texts(
  {
    drawers: 'Mở thêm bên cạnh',
    speakers: 'Phát biểu',
    papers: 'Phiếu giấy',
    activity: 'Hoạt động',
    closeDrawer: 'Đóng',
  },
  {
    drawers: 'Open beside',
    speakers: 'Speakers',
    papers: 'Papers',
    activity: 'Activity',
    closeDrawer: 'Close',
  },
);
