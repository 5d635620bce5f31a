import { texts } from './index.ts';

/** Texts of fields that are filled by typing. */
export const suggestTexts = texts(
  {
    choose: 'Chọn…',
    notOffered: (typed: string, kept: string) =>
      kept
        ? `“${typed}” không chỉ đúng một lựa chọn nào; vẫn giữ “${kept}”.`
        : `“${typed}” không chỉ đúng một lựa chọn nào. Hãy gõ thêm hoặc chọn trong danh sách.`,
  },
  {
    choose: 'Choose…',
    notOffered: (typed, kept) =>
      kept
        ? `“${typed}” does not mean one of the choices; “${kept}” was kept.`
        : `“${typed}” does not mean one of the choices. Type more or choose from the list.`,
  },
);
