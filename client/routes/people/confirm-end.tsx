import { Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { session } from '../../session.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { dutyWords, type GivenDuty, type Listed, lastOrganizer } from './model.ts';

/** What is to end: one duty, all sessions of a person, or the person's work altogether. */
export type Ending =
  | { kind: 'duty'; person: Listed; duty: GivenDuty }
  | { kind: 'sessions' | 'person'; person: Listed };

/** The question of the dialog. */
export function endingTitle(ending: Ending): string {
  if (ending.kind === 'duty') return t().endTitle;
  const { name } = ending.person;
  return ending.kind === 'person' ? t().leaveTitle(name) : t().signOutTitle(name);
}

/** Does it; resolves to what is said afterwards. */
async function end(ending: Ending): Promise<string> {
  const { id, name } = ending.person;
  if (ending.kind === 'duty') {
    const answer = await api.duties[':id'].$delete({ param: { id: ending.duty.id } });
    return t().dutyEnded(name, (await answer.json()).ended);
  }
  if (ending.kind === 'sessions') {
    const answer = await api.people[':id'].sessions.$delete({ param: { id } });
    return t().signedOut(name, (await answer.json()).ended);
  }
  await api.people[':id'].$delete({ param: { id } });
  return t().left(name);
}

/** Asks once, and says what comes of it. */
export function ConfirmEnd(props: {
  ending: Ending;
  people: readonly Listed[];
  dialogues: readonly Dialogue[];
  onCancel: () => void;
  onDone: (words: string) => Promise<void>;
}) {
  const { error, working, send } = createSending();
  const ended = () => {
    const { ending } = props;
    if (ending.kind === 'sessions') return [];
    return ending.kind === 'duty' ? [ending.duty] : ending.person.duties;
  };
  const warning = () => {
    const { kind, person } = props.ending;
    if (kind === 'duty') return t().endWarning(person.name);
    return kind === 'person' ? t().leaveWarning : t().signOutWarning;
  };
  const act = () => {
    const { kind } = props.ending;
    if (kind === 'duty') return t().endDuty;
    return kind === 'person' ? t().leave : t().signOutAll;
  };
  const isOwn = () =>
    props.ending.kind === 'sessions'
      ? session()?.personId === props.ending.person.id
      : ended().some(({ id }) => id === session()?.dutyId);
  return (
    <div class={page.page}>
      <Show when={props.ending.kind === 'duty' && props.ending}>
        {(ending) => (
          <p>
            <strong>{ending().person.name}</strong>: {dutyWords(ending().duty, props.dialogues)}
          </p>
        )}
      </Show>
      <p>{warning()}</p>
      <Show when={isOwn()}>
        <Notice kind="warn">{t().ownDuty}</Notice>
      </Show>
      <Show when={lastOrganizer(props.people, ended())}>
        <Notice kind="warn">{t().lastOrganizer}</Notice>
      </Show>
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button onClick={() => props.onCancel()}>{common().cancel}</Button>
        <Button
          kind="danger"
          disabled={working()}
          onClick={() => void send(async () => props.onDone(await end(props.ending)))}
        >
          {act()}
        </Button>
      </div>
    </div>
  );
}
