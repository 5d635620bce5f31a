import { Show } from 'solid-js';
import { answerExtensions } from '../../shared/answer-file.ts';
import type { EscalationAct } from '../../shared/escalation.ts';
import { shortDay } from '../board/days.ts';
import { megabytes } from '../follow-up/megabytes.ts';
import { escalationTexts as t } from '../i18n/escalations.ts';
import work from '../routes/work/work.module.css';
import { HallLink } from '../ui/needs-hall.tsx';

/** The superior's answer to one petition: its words, the document, and the file. */
export function AnswerPart(props: { id: string; answer: EscalationAct }) {
  return (
    <div class={work.answer}>
      <p class={work.facts}>{t().answerTitle}</p>
      <Show when={props.answer.text}>{(text) => <p class={work.text}>{text()}</p>}</Show>
      <p class={work.facts}>{t().document(props.answer.number, shortDay(props.answer.date))}</p>
      <Show when={props.answer.file}>
        {(file) => (
          <div>
            <HallLink href={`/api/escalation-files/${props.id}/${file().hash}`} icon="document">
              {t().openFile(answerExtensions[file().type].toUpperCase(), megabytes(file().size))}
            </HallLink>
          </div>
        )}
      </Show>
    </div>
  );
}
