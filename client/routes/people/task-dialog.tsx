import { Match, Switch } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { Dialog } from '../../ui/controls.tsx';
import { ConfirmEnd, type Ending, endingTitle } from './confirm-end.tsx';
import { DutyForm } from './duty-form.tsx';
import { GiveMany } from './give-many.tsx';
import type { Listed } from './model.ts';
import { PastePeople } from './paste-people.tsx';
import { PersonForm } from './person-form.tsx';

/** What the page's dialog is open for. */
export type Task =
  | { kind: 'person'; person: Listed | null }
  | { kind: 'duty'; person: Listed }
  | { kind: 'end'; ending: Ending }
  | { kind: 'paste' }
  | { kind: 'many' };

/** What came of it, for the page to say and to go on with. */
export interface Outcome {
  words: string;
  /** Whose row the work goes on in, or whose duty; empty: the list. */
  personId?: string;
  dutyId?: string;
  /** Duties that slips can be made for at once. */
  dutyIds?: string[];
  /** The dialog stays: something in it is to be mended. */
  stays?: boolean;
}

function titleOf(task: Task | null): string {
  switch (task?.kind) {
    case 'person':
      return task.person ? `${t().editPerson}: ${task.person.name}` : t().addPerson;
    case 'duty':
      return t().giveDutyTo(task.person.name);
    case 'end':
      return endingTitle(task.ending);
    case 'paste':
      return t().pasteTitle;
    case 'many':
      return t().manyTitle;
    default:
      return '';
  }
}

/** The dialog in which the list is changed. */
export function TaskDialog(props: {
  task: Task | null;
  people: readonly Listed[];
  office: Office;
  dialogues: readonly Dialogue[];
  onClose: () => void;
  onDone: (outcome: Outcome) => Promise<void>;
}) {
  const of = <K extends Task['kind']>(kind: K) =>
    props.task?.kind === kind ? (props.task as Extract<Task, { kind: K }>) : null;
  return (
    <Dialog open={props.task !== null} title={titleOf(props.task)} onClose={() => props.onClose()}>
      <Switch>
        <Match when={of('person')}>
          {(task) => (
            <PersonForm
              person={task().person}
              office={props.office}
              onDone={(personId, name) => {
                const words = task().person ? t().personSaved(name) : t().personAdded(name);
                return props.onDone({ words, personId });
              }}
            />
          )}
        </Match>
        <Match when={of('duty')}>
          {(task) => (
            <DutyForm
              person={task().person}
              office={props.office}
              dialogues={props.dialogues}
              onDone={(dutyId) => {
                const { id, name } = task().person;
                return props.onDone({ words: t().dutyGiven(name), personId: id, dutyId });
              }}
            />
          )}
        </Match>
        <Match when={of('end')}>
          {(task) => (
            <ConfirmEnd
              ending={task().ending}
              people={props.people}
              dialogues={props.dialogues}
              onCancel={() => props.onClose()}
              onDone={(words) => {
                const { kind, person } = task().ending;
                return props.onDone({ words, personId: kind === 'person' ? '' : person.id });
              }}
            />
          )}
        </Match>
        <Match when={of('paste')}>
          <PastePeople
            people={props.people}
            office={props.office}
            dialogues={props.dialogues}
            onDone={(count, dutyIds, left) => {
              const words = t().pasted(count, dutyIds.length);
              if (left === 0) return props.onDone({ words, dutyIds });
              return props.onDone({ words: `${words} ${t().pasteLeft(left)}`, dutyIds, stays: true });
            }}
          />
        </Match>
        <Match when={of('many')}>
          <GiveMany
            people={props.people}
            dialogues={props.dialogues}
            onDone={(dutyIds) => props.onDone({ words: t().given(dutyIds.length), dutyIds })}
          />
        </Match>
      </Switch>
    </Dialog>
  );
}
