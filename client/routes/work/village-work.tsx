import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { isToTell, type VillagePetition } from '../../../shared/work.ts';
import { shortDay } from '../../board/days.ts';
import { BookHistory } from '../../follow-up/book-history.tsx';
import { offlineTexts } from '../../i18n/offline.ts';
import { words } from '../../i18n/words.ts';
import { workTexts as t } from '../../i18n/work.ts';
import { Button } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HallLink } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { PhoneLink } from '../../ui/phone-link.tsx';
import { type Desk, type Drafts, openDrafts, takeRefusal } from './desk.ts';
import { GroupList } from './group-list.tsx';
import { groupsOf, type Pinned } from './groups.ts';
import { CardHead, Matter, QueuedLine, RefusedDraft } from './parts.tsx';
import { createQueue, type Queue } from './queue.ts';
import { sendTold, type ToldDraft, ToldForm } from './told-form.tsx';
import styles from './work.module.css';

interface WorkProps {
  dialogueId: string;
  village: string;
  petitions: readonly VillagePetition[];
  /** The button to hand in a petition before the day. */
  handIn: JSX.Element;
  /** The dialogue is frozen, or was. */
  booked: boolean;
  today: string;
  desk: Desk;
  say: (what: string) => void;
}

/** A village head's petitions with their citizens: whom to tell first; made for a phone and for paper. */
export function VillageWork(props: WorkProps) {
  const drafts = openDrafts<ToldDraft>(props.dialogueId, props.village);
  const [open, setOpen] = createSignal<Pinned | null>(null);
  const numberOf = (id: string) => props.petitions.find((one) => one.id === id)?.number ?? '';
  const queue = createQueue<ToldDraft>({
    drafts,
    send: async (id, draft) => props.desk.put(await sendTold(props.dialogueId, id, draft)),
    sent: (id) => props.say(offlineTexts().queuedSent(numberOf(id))),
    refused(id, _, refusal) {
      takeRefusal(props.desk, refusal);
      props.say(offlineTexts().queuedRefused(numberOf(id)));
    },
  });
  const groups = createMemo(() => groupsOf('village', props.petitions, props.today, open()));
  const mayTell = (id: string) =>
    props.petitions.some((petition) => petition.id === id && isToTell(petition));
  const takeBack = (id: string) => {
    queue.takeBack(id);
    setOpen({ id, name: 'toTell' });
  };
  const toTell = () => groups()[0]?.petitions ?? [];
  return (
    <>
      <div class={page.row}>
        {props.handIn}
        <Button icon="print" disabled={toTell().length === 0} onClick={() => window.print()}>
          {t().print}
        </Button>
        <Show when={props.petitions.some(({ number }) => number !== '')}>
          <HallLink
            href={`/api/dialogues/${props.dialogueId}/receipts/receipt.pdf?view=inline`}
            icon="document"
            label={t().receiptsOf(props.village)}
          >
            {t().receipts}
          </HallLink>
        </Show>
      </div>
      <For each={drafts.all().filter(([, draft]) => draft.refused === true)}>
        {([id]) => (
          <RefusedDraft
            number={numberOf(id)}
            text=""
            onTake={mayTell(id) ? () => takeBack(id) : undefined}
            onDrop={() => drafts.set(id, null)}
          />
        )}
      </For>
      <GroupList groups={groups()} nothing={{ toTell: t().nothingToTell }}>
        {(petition, name) => (
          <VillageCard
            {...props}
            petition={petition()}
            drafts={drafts}
            queue={queue}
            open={open()?.id === petition().id}
            onOpen={(is) => setOpen(is ? { id: petition().id, name } : null)}
          />
        )}
      </GroupList>
      <PrintedList village={props.village} petitions={toTell()} today={props.today} />
    </>
  );
}

function VillageCard(
  props: WorkProps & {
    petition: VillagePetition;
    drafts: Drafts<ToldDraft>;
    queue: Queue<ToldDraft>;
    open: boolean;
    onOpen: (open: boolean) => void;
  },
) {
  let button: HTMLButtonElement | undefined;
  const mayTell = () => isToTell(props.petition);
  const kept = () => props.drafts.of(props.petition.id);
  return (
    <>
      <CardHead petition={props.petition} today={props.today} />
      <p class={styles.citizen}>
        <Icon name="user" />
        <Show when={props.petition.name} fallback={<span>{t().noCitizen}</span>}>
          {(name) => <strong>{name()}</strong>}
        </Show>
        <PhoneLink phone={props.petition.phone} class={styles.phone} />
      </p>
      <Matter
        petition={props.petition}
        facts={[props.petition.field, props.petition.unit]}
        noAnswer={isToTell(props.petition) ? t().noAnswer : undefined}
      />
      <BookHistory entries={props.petition.book} />
      <Show when={props.petition.number}>
        {(number) => (
          <HallLink
            href={`/api/dialogues/${props.dialogueId}/receipts/receipt.pdf?view=inline&sheet=A5&petition=${props.petition.id}`}
            icon="document"
            label={t().receiptOf(number())}
          >
            {t().receipt}
          </HallLink>
        )}
      </Show>
      <Show when={!props.open}>
        <QueuedLine
          draft={kept()}
          onTake={() => {
            props.queue.takeBack(props.petition.id);
            props.onOpen(true);
          }}
        />
      </Show>
      <Show
        when={props.open && mayTell()}
        fallback={
          <Show when={mayTell() && !kept()?.waiting}>
            <div class={styles.cardActions}>
              <Button
                ref={button}
                kind="primary"
                icon="check"
                data-told
                aria-label={t().toldButtonOf(props.petition.number || t().noNumber)}
                onClick={() => props.onOpen(true)}
              >
                {t().toldButton}
              </Button>
            </div>
          </Show>
        }
      >
        <ToldForm
          dialogueId={props.dialogueId}
          petition={props.petition}
          today={props.today}
          desk={props.desk}
          drafts={props.drafts}
          onDone={(now) => {
            props.onOpen(false);
            const said = props.booked ? t().doneInBook : t().done;
            props.say(said(now.number, words().state[now.state]));
          }}
          onWait={() => {
            props.queue.wait(props.petition.id);
            props.onOpen(false);
            props.say(offlineTexts().queued);
          }}
          onClose={() => {
            props.drafts.set(props.petition.id, null);
            props.onOpen(false);
            queueMicrotask(() => button?.focus());
          }}
        />
      </Show>
    </>
  );
}

/** What is printed instead of the page: who is to be told what, with room for day and way. */
function PrintedList(props: { village: string; petitions: readonly VillagePetition[]; today: string }) {
  return (
    <section class={styles.printed} aria-hidden="true">
      <h2>{t().printTitle(props.village)}</h2>
      <p>{t().printDay(shortDay(props.today))}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t().column}</th>
            <th scope="col">{t().columnName}</th>
            <th scope="col">{t().columnMatter}</th>
            <th scope="col">{t().columnAnswer}</th>
            <th scope="col">{t().columnTold}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.petitions}>
            {(petition) => (
              <tr>
                <td>{petition.number}</td>
                <td>
                  {petition.name}
                  <br />
                  {petition.phone}
                </td>
                <td>{petition.content}</td>
                <td>
                  {words().state[petition.state]}. {petition.answer}
                  <Show when={petition.replyNumber}>
                    {' '}
                    ({t().replyOf(petition.replyNumber, shortDay(petition.replyDate))})
                  </Show>
                </td>
                <td />
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
