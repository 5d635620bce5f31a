/** Why a backup or a restore did not happen, in words for the terminal and for the pages. */
export const backupSentences = {
  noStore: [
    'Thư mục dữ liệu chưa có dữ liệu để sao lưu. Hãy kiểm tra DATA_DIR.',
    'The data folder holds no data to back up. Check DATA_DIR.',
  ],
  storeDamaged: [
    'Cơ sở dữ liệu bị hỏng nên không sao lưu được; các bản sao lưu cũ được giữ nguyên. Hãy chạy: npm run doctor',
    'The database is damaged and was not backed up; earlier backups stay as they are. Run: npm run doctor',
  ],
  fileExists: [
    'Tệp này đã có, không ghi đè lên bản sao lưu cũ. Hãy chọn tên khác.',
    'This file is there already; an earlier backup is not overwritten. Choose another name.',
  ],
  noFolder: [
    'Không ghi được vào nơi đặt bản sao lưu. Hãy kiểm tra thư mục hoặc ổ đĩa.',
    'The place for the backup cannot be written. Check the folder or the drive.',
  ],
  noRoom: [
    'Không đủ dung lượng đĩa. Hãy giải phóng dung lượng hoặc chọn ổ đĩa khác.',
    'There is not enough room on the disk. Free some space or choose another drive.',
  ],
  noFile: ['Không đọc được tệp sao lưu này.', 'This backup file cannot be read.'],
  notBackup: [
    'Tệp này không phải là bản sao lưu của Đối Thoại, hoặc phần đầu của tệp đã hỏng.',
    'This file is no backup of Đối Thoại, or its beginning is damaged.',
  ],
  cut: [
    'Bản sao lưu bị cắt ngắn, thiếu phần cuối. Hãy chép lại tệp hoặc dùng bản khác.',
    'The backup is cut short; its end is missing. Copy the file again or use another one.',
  ],
  damaged: [
    'Bản sao lưu đã bị thay đổi hoặc hỏng, không khôi phục được. Hãy dùng bản khác.',
    'The backup was changed or is damaged and cannot be restored. Use another one.',
  ],
  newerFormat: [
    'Bản sao lưu này do phiên bản Đối Thoại mới hơn tạo. Hãy cài phiên bản mới rồi khôi phục.',
    'This backup was made by a newer version of Đối Thoại. Install the newer version, then restore.',
  ],
  needsPassphrase: [
    'Bản sao lưu này được mã hóa. Hãy chạy lệnh ở cửa sổ dòng lệnh để nhập mật khẩu, hoặc đặt BACKUP_PASSPHRASE.',
    'This backup is encrypted. Run the command in a terminal to type its passphrase, or set BACKUP_PASSPHRASE.',
  ],
  wrongPassphrase: [
    'Mật khẩu không đúng, hoặc phần đầu của tệp đã hỏng. Chưa có gì được khôi phục.',
    'The passphrase is wrong, or the beginning of the file is damaged. Nothing was restored.',
  ],
  weakPassphrase: [
    'Mật khẩu quá ngắn: cần ít nhất 12 ký tự, ví dụ bốn từ không liên quan đến nhau.',
    'The passphrase is too short: at least 12 characters, e.g. four unrelated words.',
  ],
  notTheSame: ['Hai lần nhập mật khẩu không giống nhau.', 'The two passphrases are not the same.'],
  folderNotEmpty: [
    'Thư mục này đã có dữ liệu; chỉ khôi phục vào thư mục trống. Hãy chọn thư mục khác hoặc chuyển dữ liệu cũ đi.',
    'This folder holds data already; a backup is restored into an empty folder only. Choose another, or move the old data away.',
  ],
  stopped: ['Việc sao lưu bị dừng giữa chừng.', 'The backup was stopped before it was done.'],
  failed: [
    'Sao lưu gặp lỗi ngoài dự kiến; chi tiết có trong nhật ký máy chủ.',
    'The backup met an unexpected error; the server’s log has the details.',
  ],
} as const satisfies Record<string, readonly [vi: string, en: string]>;

export type BackupCode = keyof typeof backupSentences;

/** Whether a value from outside is a known code. */
export function isBackupCode(code: unknown): code is BackupCode {
  return typeof code === 'string' && Object.hasOwn(backupSentences, code);
}

/** The sentence of a code. */
export function backupSentence(code: BackupCode, language: 'vi' | 'en'): string {
  return backupSentences[code][language === 'vi' ? 0 : 1];
}
