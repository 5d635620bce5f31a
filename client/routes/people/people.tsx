import { createMemo, createResource, createSignal, For, onMount, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { loadDialogues, loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { onHallBack } from '../../in-reach.ts';
import { Button, Notice, TextField } from '../../ui/controls.tsx';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { makeSlips } from './make-slips.ts';
import { createPeople, findPeople } from './model.ts';
import { OfficeLinks } from './office-links.tsx';
import styles from './people.module.css';
import { type PersonActs, PersonRow } from './person-row.tsx';
import { type Slip, SlipsDialog } from './slips.tsx';
import { type Outcome, type Task, TaskDialog } from './task-dialog.tsx';

/** The organizer's page of persons: who they are, what they may do and where, and how each comes in. */
export default function PeoplePage() {
  const [office] = createResource(loadOffice);
  const [dialogues] = createResource(loadDialogues);
  const both = createMemo(() => {
    const [one, two] = [office(), dialogues()];
    return one && two ? { office: one, dialogues: two } : null;
  });
  return (
    <Show when={both()}>{(loaded) => <Desk office={loaded().office} dialogues={loaded().dialogues} />}</Show>
  );
}

function Desk(props: { office: Office; dialogues: Dialogue[] }) {
  const { people, loaded, load } = createPeople();
  const [typed, setTyped] = createSignal('');
  const [opened, setOpened] = createSignal('');
  const [task, setTask] = createSignal<Task | null>(null);
  const [slips, setSlips] = createSignal<Slip[]>([]);
  const [said, setSaid] = createSignal<Outcome | null>(null);
  const [version, setVersion] = createSignal(0);
  const { error, send } = createSending();
  const shown = createMemo(() => findPeople(people(), typed(), props.dialogues));

  const run = (work: () => Promise<unknown>) =>
    send(async () => {
      await work();
    });
  onMount(() => void run(load));
  onHallBack(() => void run(load));

  /** After a change: the list anew, the dialog away, and the focus where the work goes on. */
  const done = async (outcome: Outcome) => {
    await run(load);
    setVersion(version() + 1);
    setSaid(outcome);
    if (outcome.stays) return;
    setTask(null);
    const { personId, dutyId } = outcome;
    if (personId) {
      if (!shown().some(({ id }) => id === personId)) setTyped('');
      setOpened(personId);
    }
    const selector = dutyId ? `[data-duty="${dutyId}"] button` : `[data-person="${personId}"] button`;
    // After the closed dialog gave the focus back.
    queueMicrotask(() =>
      document.querySelector<HTMLElement>(personId ? selector : 'main input[type="search"]')?.focus(),
    );
  };
  const showSlips = (dutyIds: readonly string[]) =>
    void run(async () => setSlips(await makeSlips(dutyIds, people(), props.dialogues)));

  const acts: PersonActs = {
    edit: (person) => setTask({ kind: 'person', person }),
    giveDuty: (person) => setTask({ kind: 'duty', person }),
    slip: (duty) => showSlips([duty.id]),
    endDuty: (person, duty) => setTask({ kind: 'end', ending: { kind: 'duty', person, duty } }),
    signOut: (person) => setTask({ kind: 'end', ending: { kind: 'sessions', person } }),
    leave: (person) => setTask({ kind: 'end', ending: { kind: 'person', person } }),
  };

  return (
    <div class={page.page}>
      <div class={page.head}>
        <div>
          <h1>{pageNames().people}</h1>
          <p class={page.lead}>{t().lead}</p>
        </div>
        <div class={page.row}>
          <HallButton kind="primary" icon="add" onClick={() => setTask({ kind: 'person', person: null })}>
            {t().addPerson}
          </HallButton>
          <HallButton icon="table" onClick={() => setTask({ kind: 'paste' })}>
            {t().pasteList}
          </HallButton>
          <HallButton icon="people" onClick={() => setTask({ kind: 'many' })}>
            {t().giveMany}
          </HallButton>
        </div>
      </div>
      <NeedsHall>{offlineTexts().people}</NeedsHall>
      <SendingError error={error()} />
      <Show when={said()} keyed>
        {({ words, dutyIds = [] }) => (
          <Notice kind="done">
            <p>{words}</p>
            <Show when={dutyIds.length > 0}>
              <Button icon="print" onClick={() => showSlips(dutyIds)}>
                {t().printNew(dutyIds.length)}
              </Button>
            </Show>
          </Notice>
        )}
      </Show>
      <TextField
        label={t().search}
        hint={loaded() ? t().count(shown().length, people().length) : undefined}
        type="search"
        autocomplete="off"
        spellcheck={false}
        value={typed()}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <Show when={loaded()} fallback={<p class={page.muted}>{error() ? '' : common().loading}</p>}>
        <Show
          when={shown().length > 0}
          fallback={<p class={page.muted}>{people().length > 0 ? t().noneFound : t().none}</p>}
        >
          <ul class={styles.list}>
            <For each={shown()}>
              {(person) => (
                <PersonRow
                  person={person}
                  dialogues={props.dialogues}
                  open={opened() === person.id}
                  version={version()}
                  onOpen={() => setOpened(opened() === person.id ? '' : person.id)}
                  acts={acts}
                />
              )}
            </For>
          </ul>
        </Show>
      </Show>
      <OfficeLinks />
      <TaskDialog
        task={task()}
        people={people()}
        office={props.office}
        dialogues={props.dialogues}
        onClose={() => setTask(null)}
        onDone={done}
      />
      <SlipsDialog slips={slips()} body={props.office.body} onClose={() => setSlips([])} />
    </div>
  );
}
