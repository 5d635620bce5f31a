import { A } from '@solidjs/router';
import { createSignal, onMount } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { offerNewPetition } from '../../commands/command-center.tsx';
import { loadPreparation } from '../../data.ts';
import { t } from '../../i18n/board.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { invitationTexts } from '../../i18n/invitations.ts';
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
    <WithDialogue live>
      {(loaded) => <Desk dialogue={loaded().dialogue} office={loaded().office} />}
    </WithDialogue>
  );
}

function Desk(props: { dialogue: Dialogue; office: Office }) {
  const register = openDocument(props.dialogue.id, 'register');
  // Who came late is told by it; the desk works without.
  const [startsAt, setStartsAt] = createSignal('');
  onMount(() => {
    loadPreparation(props.dialogue.id).then(
      (prepared) => setStartsAt(prepared.startsAt),
      () => undefined,
    );
  });
  const readOnly = () => register.mode() !== 'write' || props.dialogue.state === 'frozen';
  offerNewPetition(
    () => props.dialogue.id,
    () => t().add,
    () => !readOnly(),
  );
  return (
    <DialogueFrame
      dialogue={props.dialogue}
      status={<StatusBar documents={[register]} dialogueId={props.dialogue.id} />}
    >
      <div class={page.row}>
        <A class={page.link} href={`/dialogues/${props.dialogue.id}/preparation`}>
          <Icon name="print" /> {documentTexts().printLists}
        </A>
        <A class={page.link} href={`/dialogues/${props.dialogue.id}/preparation/invitations`}>
          <Icon name="people" /> {invitationTexts().openPage}
        </A>
      </div>
      <RegisterPanel
        dialogue={props.dialogue}
        office={props.office}
        register={register}
        startsAt={startsAt()}
        readOnly={readOnly()}
      />
    </DialogueFrame>
  );
}
