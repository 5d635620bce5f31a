import type { PublicIssue } from '../../../shared/docs/screen.ts';
import { t } from '../../i18n/screen.ts';
import { words } from '../../i18n/words.ts';
import type { CountedKind } from './model.ts';

/** `Thôn Cao Sơn`, with the name before it where it was agreed to. */
export function whoOf(issue: PublicIssue): string {
  return [issue.name, issue.village && t().village(issue.village)].filter(Boolean).join(', ');
}

export function wordOf(kind: CountedKind): string {
  return kind === 'waiting' ? t().waiting : words().state[kind];
}
