import { A } from '@solidjs/router';
import { type Accessor, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import type { UnitPetition, VillagePetition } from '../../../shared/work.ts';
import { dayInVietnam } from '../../../shared/working-days.ts';
import { shortTime } from '../../board/days.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { workTexts as t } from '../../i18n/work.ts';
import { ownRole, session } from '../../session.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { createSaid } from '../../ui/said.ts';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { opensPage } from '../dialogue/pages.ts';
import { type Loaded, WithDialogue } from '../dialogue/with-dialogue.tsx';
import { type Desk, openDesk, troubleWords } from './desk.ts';
import { HandInButton } from './hand-in.tsx';
import { openOwnInbox } from './own-inbox.ts';
import { PrepareItems } from './prepare-list.tsx';
import { AskedItems, SentItems } from './sent-list.tsx';
import { UnitTasks } from './unit-tasks.tsx';
import { UnitWork } from './unit-work.tsx';
import { VillageWork } from './village-work.tsx';
import styles from './work.module.css';

/** Where officers answer for their unit, and village heads tell the citizens of their village. */
export default function WorkPage() {
  return (
    <WithDialogue>
      {(loaded) => (
        <DialogueFrame dialogue={loaded().dialogue}>
          <Work loaded={loaded} />
        </DialogueFrame>
      )}
    </WithDialogue>
  );
}

function Work(props: { loaded: Accessor<Loaded> }) {
  const { dialogue } = props.loaded();
  const desk = openDesk(dialogue.id);
  const [said, say] = createSaid();
  const today = () => dayInVietnam(new Date());
  const unit = () => {
    const work = desk.work();
    return work?.kind === 'unit' ? (work.petitions as UnitPetition[]) : null;
  };
  const village = () => {
    const work = desk.work();
    return work?.kind === 'village' ? (work.petitions as VillagePetition[]) : null;
  };
  const of = () => session()?.unit || session()?.village || '';
  const booked = () => desk.work()?.frozen ?? dialogue.state === 'frozen';
  const isVillage = () => session()?.role === 'village';
  const inbox = openOwnInbox();
  const isEmpty = () => inbox.sent().length + inbox.prepare().length === 0;
  const handIn = () => (
    <HandInButton
      dialogue={dialogue}
      kind={isVillage() ? 'village' : 'unit'}
      of={of()}
      villages={props.loaded().office.villages}
      frozen={dialogue.state === 'frozen'}
      inbox={inbox}
      say={say}
    />
  );
  const common = () => ({
    dialogueId: dialogue.id,
    booked: booked(),
    today: today(),
    desk,
    say,
  });
  return (
    <div class={`${page.page} ${styles.page}`}>
      <div class={styles.head}>
        <div>
          <h2 tabIndex={-1}>{isVillage() ? t().villageTitle(of()) : t().unitTitle(of())}</h2>
          <p class={page.lead}>{isVillage() ? t().villageLead : t().unitLead}</p>
        </div>
        <Freshness desk={desk} />
      </div>
      <Show when={opensPage(ownRole(), 'followUp')}>
        <p>
          <A class={page.link} href="/follow-up">
            <Icon name="clock" /> {pageNames().followUpShort}
          </A>
        </p>
      </Show>
      <Show when={booked()}>
        <Notice>{t().frozen}</Notice>
      </Show>
      <Show when={troubleWords(desk, t())}>{(said) => <Notice kind="warn">{said()}</Notice>}</Show>
      <Show when={desk.work()?.petitions.length === 0 && isEmpty()}>
        <p>{t().none}</p>
      </Show>
      <AskedItems dialogueId={dialogue.id} of={of()} inbox={inbox} say={say} />
      <Show when={unit()}>
        <div class={page.row}>{handIn()}</div>
        <PrepareItems dialogueId={dialogue.id} unit={of()} inbox={inbox} say={say} />
      </Show>
      <Show when={unit()}>
        {(petitions) => (
          <UnitWork {...common()} unit={of()} petitions={petitions()} office={props.loaded().office} />
        )}
      </Show>
      <Show when={village()}>
        {(petitions) => (
          <VillageWork {...common()} village={of()} petitions={petitions()} handIn={handIn()} />
        )}
      </Show>
      <Show when={may(ownRole(), 'doUnitTasks')}>
        <UnitTasks dialogueId={dialogue.id} today={today()} say={say} />
      </Show>
      <SentItems inbox={inbox} />
      <p class={styles.said} role="status">
        {said()}
      </p>
    </div>
  );
}

function Freshness(props: { desk: Desk }) {
  return (
    <p class={styles.fresh}>
      <Show when={props.desk.at() && !props.desk.error()}>
        <span>{t().checkedAt(shortTime(props.desk.at()))}</span>
      </Show>
      <Button kind="quiet" onClick={() => void props.desk.refresh()}>
        {t().refresh}
      </Button>
    </p>
  );
}
