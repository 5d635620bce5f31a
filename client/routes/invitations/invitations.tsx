import { A } from '@solidjs/router';
import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import { may, mayMake } from '../../../shared/access.ts';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { emptyPreparation, type Preparation } from '../../../shared/preparation.ts';
import { groupReminder, villageReminder } from '../../../shared/reminders.ts';
import { loadPreparation } from '../../data.ts';
import { invitationTexts as t } from '../../i18n/invitations.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { type Count, countAll, countBy } from '../../register/attendance.ts';
import { createRegisterModel, type RegisterModel } from '../../register/model.ts';
import { ownRole } from '../../session.ts';
import { type OpenDocument, openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { SelectField } from '../../ui/controls.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { DocumentLinks } from '../../ui/document-links.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';
import { ChooseInvited } from './choose-invited.tsx';
import { CountsTable } from './counts-table.tsx';
import styles from './invitations.module.css';

/** Whom the office invites, what the villages are told, who will come and who is here. */
export default function InvitationsPage() {
  return (
    <WithDialogue live>
      {(loaded) => <Invitations dialogue={loaded().dialogue} office={loaded().office} />}
    </WithDialogue>
  );
}

function Invitations(props: { dialogue: Dialogue; office: Office }) {
  const register = openDocument(props.dialogue.id, 'register');
  const [prepared] = createResource(() => props.dialogue.id, loadPreparation);
  return (
    <DialogueFrame
      dialogue={props.dialogue}
      status={<StatusBar documents={[register]} dialogueId={props.dialogue.id} />}
    >
      <div class={page.page}>
        <div class={page.head}>
          <div>
            <h2 tabIndex={-1}>{t().title}</h2>
            <p class={page.lead}>{t().lead}</p>
          </div>
          <A class={page.link} href={`/dialogues/${props.dialogue.id}/register`}>
            <Icon name="check" /> {t().toRegister}
          </A>
        </div>
        <Show when={!prepared.loading}>
          <Opened
            dialogue={props.dialogue}
            office={props.office}
            register={register}
            preparation={(!prepared.error && prepared()) || emptyPreparation}
          />
        </Show>
      </div>
    </DialogueFrame>
  );
}

function Opened(props: {
  dialogue: Dialogue;
  office: Office;
  register: OpenDocument;
  preparation: Preparation;
}) {
  const model = createRegisterModel({
    get dialogue() {
      return props.dialogue;
    },
    get office() {
      return props.office;
    },
    get register() {
      return props.register;
    },
    get startsAt() {
      return props.preparation.startsAt;
    },
    get readOnly() {
      return props.register.mode() !== 'write' || props.dialogue.state === 'frozen';
    },
  });
  return (
    <Parts dialogue={props.dialogue} office={props.office} model={model} preparation={props.preparation} />
  );
}

function Parts(props: {
  dialogue: Dialogue;
  office: Office;
  model: RegisterModel;
  preparation: Preparation;
}) {
  const all = () => props.model.all();
  const byVillage = createMemo(() => countBy(all(), 'village', props.model.begins()));
  const byGroup = createMemo(() => countBy(all(), 'group', props.model.begins()));
  const sum = createMemo(() => countAll(all(), props.model.begins()));
  return (
    <Show when={props.model.props.register.ready()} fallback={<p>{t().loading}</p>}>
      <section class={page.card} aria-label={t().counted}>
        <h3>{t().counted}</h3>
        <p class={styles.sum} role="status">
          <strong>{t().sum(sum().present, sum().invited, sum().coming)}</strong>
          <Show when={sum().all > sum().invited}> · {t().walkIns(sum().all - sum().invited)}</Show>
          <Show when={sum().late > 0}> · {t().late(sum().late)}</Show>
        </p>
        <CountsTable title={t().byVillage} head={t().village} counts={byVillage()} sum={sum()} />
        <CountsTable title={t().byGroup} head={t().group} counts={byGroup()} sum={sum()} />
      </section>
      <Show when={may(ownRole(), 'invite') && props.dialogue.state !== 'frozen'}>
        <ChooseInvited dialogue={props.dialogue} model={props.model} />
      </Show>
      <Show when={mayMake(ownRole(), 'invitations')}>
        <Papers dialogue={props.dialogue} counts={byVillage()} />
      </Show>
      <Reminders {...props} villages={byVillage()} groups={byGroup()} />
    </Show>
  );
}

/** The invitations of each village in one file, for its head to hand out. */
function Papers(props: { dialogue: Dialogue; counts: readonly Count[] }) {
  const villages = () => props.counts.filter(({ label, invited }) => label !== '' && invited > 0);
  const query = (village: string) => `village=${encodeURIComponent(village)}`;
  return (
    <Show when={villages().length > 0}>
      <details class={page.card}>
        <summary>
          <h3 class={styles.inSummary}>{t().papers}</h3>
        </summary>
        <p class={page.lead}>{t().papersLead}</p>
        <NeedsHall>{offlineTexts().documents}</NeedsHall>
        <For each={villages()}>
          {({ label, invited }) => (
            <DocumentLinks
              name={t().papersOf(label, invited)}
              href={`/api/dialogues/${props.dialogue.id}/documents/invitations`}
              query={query(label)}
            />
          )}
        </For>
      </details>
    </Show>
  );
}

/** Messages for the heads of the villages and for the groups. */
function Reminders(props: {
  dialogue: Dialogue;
  office: Office;
  preparation: Preparation;
  villages: readonly Count[];
  groups: readonly Count[];
}) {
  const [chosen, setChosen] = createSignal(0);
  const numbersOf = (village: string) =>
    props.villages.find(({ label }) => label === village) ?? { invited: 0, told: 0, coming: 0 };
  const messages = createMemo(() => {
    const about = { dialogue: props.dialogue, office: props.office, preparation: props.preparation };
    // Those with somebody to tell come first.
    const named = new Set([...props.villages.map(({ label }) => label), ...props.office.villages]);
    const groups = new Set([...props.dialogue.groups, ...props.groups.map(({ label }) => label)]);
    return [
      ...[...named].filter(Boolean).map((village) => ({
        to: t().toVillage(village),
        text: villageReminder(about, village, numbersOf(village)),
      })),
      ...[...groups]
        .filter(Boolean)
        .map((group) => ({ to: t().toGroup(group), text: groupReminder(about, group) })),
    ];
  });
  return (
    <section class={page.card} aria-label={t().reminders}>
      <h3>{t().reminders}</h3>
      <p class={page.lead}>{t().remindersLead}</p>
      <Show when={messages()[chosen()]}>
        {(message) => (
          <>
            <SelectField
              label={t().reminderTo}
              data-field="reminderTo"
              onChange={(event) => setChosen(event.currentTarget.selectedIndex)}
            >
              <For each={messages()}>{({ to }) => <option>{to}</option>}</For>
            </SelectField>
            <CopyText label={t().reminderText} text={message().text} />
          </>
        )}
      </Show>
    </section>
  );
}
