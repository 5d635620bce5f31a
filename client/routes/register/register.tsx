import { useParams } from '@solidjs/router';
import { createMemo, createResource, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { offerNewPetition } from '../../commands/command-center.tsx';
import { loadDialogue, loadOffice } from '../../data.ts';
import { t } from '../../i18n/board.ts';
import { RegisterPanel } from '../../register/register-panel.tsx';
import { openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';

/** Attendance (điểm danh), several desks at once. */
export default function RegisterPage() {
  const params = useParams<{ id: string }>();
  const [dialogue] = createResource(() => params.id, loadDialogue);
  const [office] = createResource(loadOffice);
  const both = createMemo(() => {
    const [one, two] = [dialogue(), office()];
    return one && two ? { dialogue: one, office: two } : null;
  });
  return (
    <Show when={both()}>{(loaded) => <Desk dialogue={loaded().dialogue} office={loaded().office} />}</Show>
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
      <RegisterPanel
        dialogue={props.dialogue}
        office={props.office}
        register={register}
        readOnly={readOnly()}
      />
    </DialogueFrame>
  );
}
