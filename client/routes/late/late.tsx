import { A, useParams } from '@solidjs/router';
import { createResource, createSignal, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import { type Comparison, isSame } from '../../../shared/comparing/comparing.ts';
import type { LateProposal } from '../../../shared/devices.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { LateBadge, LateFacts } from '../../devices/late-list.tsx';
import { common } from '../../i18n/common.ts';
import { deviceTexts as t } from '../../i18n/devices.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { reviewTexts } from '../../i18n/review.ts';
import { ownRole } from '../../session.ts';
import { Button, Dialog, Notice, TextArea } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';
import { Entries, MinutesChanges } from '../review/compare.tsx';

/** Text that came after a freeze, against the record; taken into an amendment from here, or declined. */
export default function LatePage() {
  return <WithDialogue>{(loaded) => <Loaded dialogue={loaded().dialogue} />}</WithDialogue>;
}

interface LateText {
  proposal: LateProposal;
  comparison: Comparison;
}

async function load(proposal: string): Promise<LateText> {
  return (await api.late[':proposal'].$get({ param: { proposal } })).json();
}

function Loaded(props: { dialogue: Dialogue }) {
  const params = useParams<{ proposal: string }>();
  const [text, { refetch }] = createResource(() => params.proposal, load);
  return (
    <DialogueFrame dialogue={props.dialogue}>
      <div class={page.page}>
        <Show when={text.latest}>{(one) => <Proposal {...one()} onDecided={() => void refetch()} />}</Show>
      </div>
    </DialogueFrame>
  );
}

function Proposal(props: LateText & { onDecided: () => void }) {
  const [deciding, setDeciding] = createSignal<'taken' | 'declined' | null>(null);
  const waits = () => props.proposal.state === 'waiting';
  return (
    <>
      <div class={page.head}>
        <h2>{pageNames().lateTexts}</h2>
        <LateBadge state={props.proposal.state} />
      </div>
      <section class={page.card}>
        <div>
          <LateFacts proposal={props.proposal} />
        </div>
        <div class={page.actions}>
          <A class={page.link} href={`/dialogues/${props.proposal.dialogueId}/records`}>
            {common().tabRecords}
          </A>
          <Show when={waits() && may(ownRole(), 'decideLate')}>
            <Button onClick={() => setDeciding('declined')}>{t().decline}</Button>
            <Button kind="primary" icon="edit" onClick={() => setDeciding('taken')}>
              {t().take}
            </Button>
          </Show>
        </div>
      </section>
      <p class={page.lead}>{t().compared}</p>
      <Changes comparison={props.comparison} />
      <Dialog
        open={deciding() !== null}
        title={deciding() === 'taken' ? t().take : t().decline}
        onClose={() => setDeciding(null)}
      >
        <Show when={deciding()}>
          {(state) => (
            <DecisionForm
              proposal={props.proposal}
              state={state()}
              onClose={() => setDeciding(null)}
              onDone={props.onDecided}
            />
          )}
        </Show>
      </Dialog>
    </>
  );
}

function Changes(props: { comparison: Comparison }) {
  return (
    <Show when={!isSame(props.comparison)} fallback={<Notice>{t().noDifference}</Notice>}>
      <Show when={props.comparison.minutes.some(({ kind }) => kind !== 'same')}>
        <MinutesChanges changes={props.comparison.minutes} onlyChanges />
      </Show>
      <Show when={props.comparison.petitions.length > 0}>
        <Entries title={reviewTexts().petitions} changes={props.comparison.petitions} />
      </Show>
      <Show when={props.comparison.attendees.length > 0}>
        <Entries title={reviewTexts().attendance} changes={props.comparison.attendees} />
      </Show>
    </Show>
  );
}

function DecisionForm(props: {
  proposal: LateProposal;
  state: 'taken' | 'declined';
  onClose: () => void;
  onDone: () => void;
}) {
  const takes = () => props.state === 'taken';
  const given = () => (takes() ? t().takeReason(props.proposal.device, props.proposal.who) : '');
  const [reason, setReason] = createSignal(given());
  const { error, working, send } = createSending();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send(async () => {
      const json = { state: props.state, reason: reason() };
      await api.late[':proposal'].decision.$post({ param: { proposal: props.proposal.id }, json });
      props.onClose();
      props.onDone();
    });
  };
  return (
    <form class={page.page} onSubmit={submit}>
      <p>{takes() ? t().takeLead : t().declineLead}</p>
      <TextArea
        label={t().reason}
        hint={t().reasonHint}
        required
        maxlength={1000}
        rows={3}
        value={reason()}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button onClick={props.onClose}>{common().cancel}</Button>
        <Button kind="primary" type="submit" disabled={working()}>
          {takes() ? t().take : t().decline}
        </Button>
      </div>
    </form>
  );
}
