import { useParams } from '@solidjs/router';
import { type Accessor, createMemo, createResource, type JSX, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { loadDialogue, loadOffice } from '../../data.ts';

export interface Loaded {
  dialogue: Dialogue;
  office: Office;
}

/** What the page of one dialogue needs from the server before it shows anything: the dialogue of its address, the office. */
export function WithDialogue(props: { children: (loaded: Accessor<Loaded>) => JSX.Element }) {
  const params = useParams<{ id: string }>();
  const [dialogue] = createResource(() => params.id, loadDialogue);
  const [office] = createResource(loadOffice);
  const both = createMemo(() => {
    const [one, two] = [dialogue(), office()];
    return one && two ? { dialogue: one, office: two } : null;
  });
  return <Show when={both()}>{(loaded) => props.children(loaded)}</Show>;
}
