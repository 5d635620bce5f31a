import type { Dialogue } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { DialogueForm, valuesOf } from './dialogue-form.tsx';

/** Edits a dialogue in its place. `saved` is called once the server has it. */
export default function EditDialogue(props: { dialogue: Dialogue; saved: () => void }) {
  return (
    <DialogueForm
      value={valuesOf(props.dialogue)}
      save={async (json) => {
        await api.dialogues[':id'].$put({ param: { id: props.dialogue.id }, json });
        props.saved();
      }}
    />
  );
}
