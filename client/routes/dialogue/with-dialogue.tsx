import { useParams } from '@solidjs/router';
import { type Accessor, createMemo, createResource, type JSX, Show, untrack } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { followDialogue, loadDialogue, loadOffice } from '../../data.ts';
import { AtHand } from './archived.tsx';

export interface Loaded {
  dialogue: Dialogue;
  office: Office;
}

/**
 * What the page of one dialogue needs from the server before it shows anything: the dialogue of its address, the office.
 * `live`: the page opens its documents, which those in the archive have no more.
 */
export function WithDialogue(props: { live?: boolean; children: (loaded: Accessor<Loaded>) => JSX.Element }) {
  const params = useParams<{ id: string }>();
  const [dialogue, { mutate }] = createResource(() => params.id, loadDialogue);
  const [office, { mutate: setOffice }] = createResource(loadOffice);
  followDialogue(() => params.id, { dialogue: mutate, office: setOffice });
  const both = createMemo(() => {
    const [one, two] = [dialogue(), office()];
    return one && two ? { dialogue: one, office: two } : null;
  });
  return (
    <Show when={both()}>
      {(loaded) => {
        const page = () => untrack(() => props.children(loaded));
        return props.live ? <AtHand dialogue={loaded().dialogue}>{page()}</AtHand> : page();
      }}
    </Show>
  );
}
