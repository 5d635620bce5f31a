import { type AnswerFile, maxAnswerBytes } from '../../shared/follow-up.ts';
import { ApiError, call } from '../api.ts';

/** What a file field offers to choose. */
export const answerAccept = '.pdf,.docx,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png';

/** Hands in the file of an answer to a petition. Throws ApiError. */
export function uploadAnswer(dialogueId: string, petitionId: string, file: File): Promise<AnswerFile> {
  return upload(`/api/answer-files/${dialogueId}/${petitionId}`, file);
}

/** Hands in the file of the answer to a petition that a commune sent here. Throws ApiError. */
export function uploadEscalationFile(id: string, file: File): Promise<AnswerFile> {
  return upload(`/api/escalation-files/${id}`, file);
}

async function upload(path: string, file: File): Promise<AnswerFile> {
  if (file.size > maxAnswerBytes) throw new ApiError('answerTooLarge');
  // Read whole: a file that was changed meanwhile would break off in the middle.
  const body = await file.arrayBuffer();
  const answer = await call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });
  return answer.json();
}
