import { language } from './index.ts';

/** Bytes as people say them. */
export function sizeWords(bytes: number): string {
  const unit = bytes < 1024 ** 2 ? 'KB' : bytes < 1024 ** 3 ? 'MB' : 'GB';
  const value = bytes / { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }[unit];
  return `${new Intl.NumberFormat(language(), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}
