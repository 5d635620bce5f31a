import type { FollowUpAct } from '../../shared/follow-up.ts';

/** The part of a redactor that is used. */
export interface TextHider {
  redact(text: string): string;
}

/** An act without names and numbers of people: what the book keeps, whatever was typed. */
export function redactAct(act: FollowUpAct, hider: TextHider): FollowUpAct {
  const redact = (text: string) => hider.redact(text);
  const copy: FollowUpAct = { ...act };
  if ('answer' in copy && copy.answer !== null) copy.answer = redact(copy.answer);
  if ('reason' in copy) copy.reason = redact(copy.reason);
  if ('number' in copy) copy.number = redact(copy.number);
  if (copy.kind === 'ruled') {
    copy.dueReason = redact(copy.dueReason);
    copy.authority = redact(copy.authority);
  }
  if (copy.kind === 'told') copy.how = redact(copy.how);
  return copy;
}
