/**
 * A change that was sent and not answered may have been made. So a page names each of its changes, and the same one
 * sent once more by the same name: the server makes it once and gives the first answer again.
 */
export const attemptHeader = 'doithoai-attempt';

/** Whether a text can be such a name: long enough that nobody else's is hit by chance or guessed. */
export function isAttempt(text: string | undefined): text is string {
  return text !== undefined && /^[a-z2-7]{24}$/.test(text);
}
