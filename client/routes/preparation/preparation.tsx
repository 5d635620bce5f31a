import { createResource, For, Show } from 'solid-js';
import { may, mayMake, type OfficePaper } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { attendeesOf, readAttendee } from '../../../shared/docs/register.ts';
import type { Preparation } from '../../../shared/preparation.ts';
import { api } from '../../api.ts';
import { followEntries } from '../../board/entries.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { followUpTexts } from '../../i18n/follow-up.ts';
import { askOrKept } from '../../kept.ts';
import { compareAttendees } from '../../register/attendance.ts';
import { ownRole } from '../../session.ts';
import { openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Notice } from '../../ui/controls.tsx';
import { DocumentLinks } from '../../ui/document-links.tsx';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';
import { PreparationForm } from './preparation-form.tsx';

/** What is prepared for a dialogue, and the papers made of it: invitations, notice, lists, estimate. */
export default function PreparationPage() {
  return <WithDialogue>{(loaded) => <Desk dialogue={loaded().dialogue} />}</WithDialogue>;
}

function load(id: string): Promise<Preparation> {
  return askOrKept(`prepared.${id}`, async () =>
    (await api.dialogues[':id'].preparation.$get({ param: { id } })).json(),
  );
}

function Desk(props: { dialogue: Dialogue }) {
  const id = props.dialogue.id;
  const register = openDocument(id, 'register');
  const people = followEntries(attendeesOf(register.doc), readAttendee, compareAttendees('name'));
  const [stored, { mutate }] = createResource(() => id, load);
  /** The invited by name, in the groups of the list. */
  const invited = () => {
    const groups = new Map<string, number>(props.dialogue.groups.map((group) => [group, 0]));
    for (const one of people.all()) {
      if (!one.walkIn && one.name.trim() !== '' && one.group !== '')
        groups.set(one.group, (groups.get(one.group) ?? 0) + 1);
    }
    return [...groups].filter(([, count]) => count > 0);
  };
  return (
    <DialogueFrame dialogue={props.dialogue} status={<StatusBar documents={[register]} />}>
      <div class={page.page}>
        <div>
          <h2>{documentTexts().title}</h2>
          <p class={page.lead}>{documentTexts().lead}</p>
        </div>
        <Show when={stored()}>
          {(preparation) => (
            <>
              <Papers dialogue={props.dialogue} preparation={preparation()} invited={invited()} />
              <Show when={props.dialogue.state === 'frozen'}>
                <Notice>{documentTexts().frozen}</Notice>
              </Show>
              <Show when={may(ownRole(), 'editDialogue')}>
                <PreparationForm
                  dialogue={props.dialogue}
                  value={preparation()}
                  invited={invited()}
                  saved={(next) => mutate(next)}
                />
              </Show>
            </>
          )}
        </Show>
      </div>
    </DialogueFrame>
  );
}

function Papers(props: { dialogue: Dialogue; preparation: Preparation; invited: [string, number][] }) {
  /** How many papers the stored preparation gives. */
  const papers = () =>
    props.preparation.guests.length +
    props.invited
      .filter(([group]) => props.preparation.groups.includes(group))
      .reduce((sum, [, count]) => sum + count, 0);
  const hints = (): Partial<Record<OfficePaper, string>> => ({
    invitations: papers() > 0 ? documentTexts().invitationsHint(papers()) : documentTexts().invitationsBlank,
    delegates: documentTexts().delegatesHint,
    attendance: documentTexts().attendanceHint,
  });
  return (
    <section class={page.card}>
      <h3>{documentTexts().papers}</h3>
      <div>
        <For each={['invitations', 'notice', 'delegates', 'attendance', 'estimate'] as const}>
          {(paper) => (
            <Show when={mayMake(ownRole(), paper)}>
              <DocumentLinks
                name={documentTexts()[paper]}
                hint={hints()[paper]}
                href={`/api/dialogues/${props.dialogue.id}/documents/${paper}`}
              />
            </Show>
          )}
        </For>
        <Show when={mayMake(ownRole(), 'blankNote')}>
          <DocumentLinks
            name={followUpTexts().blankNote}
            hint={followUpTexts().blankNoteHint}
            href={`/api/dialogues/${props.dialogue.id}/follow-up/blankNote`}
          />
        </Show>
      </div>
    </section>
  );
}
