import { A } from '@solidjs/router';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { offerNewPetition } from '../../commands/command-center.tsx';
import { t } from '../../i18n/board.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { RegisterPanel } from '../../register/register-panel.tsx';
import { openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';

/** Attendance (điểm danh), several desks at once. */
export default function RegisterPage() {
  return (
    <WithDialogue>{(loaded) => <Desk dialogue={loaded().dialogue} office={loaded().office} />}</WithDialogue>
  );
}

function Desk(props: { dialogue: Dialogue; office: Office }) {
  const register = openDocument(props.dialogue.id, 'register');
  const readOnly = () => register.mode() !== 'write' || props.dialogue.state === 'frozen';
  offerNewPetition(
    () => props.dialogue.id,
    () => t().add,
    () => !readOnly(),
  );
  return (
    <DialogueFrame dialogue={props.dialogue} status={<StatusBar documents={[register]} />}>
      <div class={page.row}>
        <A class={page.link} href={`/dialogues/${props.dialogue.id}/preparation`}>
          <Icon name="print" /> {documentTexts().printLists}
        </A>
      </div>
      <RegisterPanel
        dialogue={props.dialogue}
        office={props.office}
        register={register}
        readOnly={readOnly()}
      />
    </DialogueFrame>
  );
}
