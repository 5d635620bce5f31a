import { A } from '@solidjs/router';
import { createResource, For, type JSX, Show } from 'solid-js';
import { documentAccess, may, mayMake, type OfficePaper } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { attendeesOf, readAttendee } from '../../../shared/docs/register.ts';
import type { Preparation } from '../../../shared/preparation.ts';
import { followEntries } from '../../board/entries.ts';
import { loadPreparation } from '../../data.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { followUpTexts } from '../../i18n/follow-up.ts';
import { invitationTexts } from '../../i18n/invitations.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { compareAttendees } from '../../register/attendance.ts';
import { ownRole } from '../../session.ts';
import { openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Notice } from '../../ui/controls.tsx';
import { DocumentLinks } from '../../ui/document-links.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { opensPage } from '../dialogue/pages.ts';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';
import { EstimateTable } from './estimate-table.tsx';
import { PreparationForm } from './preparation-form.tsx';

/** What is prepared for a dialogue, and the papers made of it: invitations, notice, lists, estimate. */
export default function PreparationPage() {
  // Whoever may not open the register counts none of the invited.
  const seesRegister = documentAccess(ownRole(), 'register') !== 'none';
  return (
    <WithDialogue>
      {(loaded) =>
        seesRegister ? (
          <DeskWithRegister dialogue={loaded().dialogue} />
        ) : (
          <Desk dialogue={loaded().dialogue} invited={[]} />
        )
      }
    </WithDialogue>
  );
}

function DeskWithRegister(props: { dialogue: Dialogue }) {
  const register = openDocument(props.dialogue.id, 'register');
  const people = followEntries(attendeesOf(register.doc), readAttendee, compareAttendees('name'));
  /** The invited by name, in the groups of the list. */
  const invited = () => {
    const groups = new Map<string, number>(props.dialogue.groups.map((group) => [group, 0]));
    for (const one of people.all()) {
      if (!one.walkIn && one.name.trim() !== '' && one.group !== '')
        groups.set(one.group, (groups.get(one.group) ?? 0) + 1);
    }
    return [...groups].filter(([, count]) => count > 0);
  };
  return <Desk dialogue={props.dialogue} invited={invited()} status={<StatusBar documents={[register]} />} />;
}

function Desk(props: { dialogue: Dialogue; invited: [string, number][]; status?: JSX.Element }) {
  const [stored, { mutate }] = createResource(() => props.dialogue.id, loadPreparation);
  return (
    <DialogueFrame dialogue={props.dialogue} status={props.status}>
      <div class={page.page}>
        <div>
          <h2>{pageNames().preparation}</h2>
          <p class={page.lead}>{documentTexts().lead}</p>
        </div>
        <Show when={opensPage(ownRole(), 'invitations')}>
          <div class={page.row}>
            <A class={page.link} href={`/dialogues/${props.dialogue.id}/preparation/invitations`}>
              <Icon name="people" /> {invitationTexts().openPage}
            </A>
          </div>
        </Show>
        <Show when={stored()}>
          {(preparation) => (
            <>
              <Papers dialogue={props.dialogue} preparation={preparation()} invited={props.invited} />
              <Show when={props.dialogue.state === 'frozen'}>
                <Notice>{documentTexts().frozen}</Notice>
              </Show>
              <Show
                when={may(ownRole(), 'editEstimate')}
                fallback={<EstimateTable lines={preparation().estimate} />}
              >
                <PreparationForm
                  dialogue={props.dialogue}
                  value={preparation()}
                  invited={props.invited}
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
      <NeedsHall>{offlineTexts().documents}</NeedsHall>
      <div>
        <For each={['invitations', 'notice', 'delegates', 'attendance', 'estimate'] as const}>
          {(paper) => (
            <Show when={mayMake(ownRole(), paper)}>
              <DocumentLinks
                name={documentTexts()[paper]}
                hint={hints()[paper]}
                href={`/api/dialogues/${props.dialogue.id}/documents/${paper}`}
                preview={`/dialogues/${props.dialogue.id}/preview/${paper}`}
              />
            </Show>
          )}
        </For>
        <Show when={mayMake(ownRole(), 'blankNote')}>
          <DocumentLinks
            name={followUpTexts().blankNote}
            hint={followUpTexts().blankNoteHint}
            href={`/api/dialogues/${props.dialogue.id}/follow-up/blankNote`}
            preview={`/dialogues/${props.dialogue.id}/preview/blankNote`}
          />
        </Show>
      </div>
    </section>
  );
}
