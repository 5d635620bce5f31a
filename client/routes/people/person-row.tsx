import { createResource, createUniqueId, For, Show, Suspense } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { api, messageOf } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { Badge, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { hallTime } from '../../ui/lines.ts';
import { HallButton } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { dutyWords, type GivenDuty, type Listed } from './model.ts';
import styles from './people.module.css';

/** What is asked of a person of the list; the page does it. */
export interface PersonActs {
  edit(person: Listed): void;
  giveDuty(person: Listed): void;
  slip(duty: GivenDuty): void;
  endDuty(person: Listed, duty: GivenDuty): void;
  signOut(person: Listed): void;
  leave(person: Listed): void;
}

/** A person of the list: closed, who it is; open, the duties and what can be done. */
export function PersonRow(props: {
  person: Listed;
  dialogues: readonly Dialogue[];
  open: boolean;
  /** Counts what was changed on the page: sessions may have ended with it. */
  version: number;
  onOpen: () => void;
  acts: PersonActs;
}) {
  const id = createUniqueId();
  const who = () => [props.person.title, props.person.unit].filter(Boolean).join(', ');
  return (
    <li class={styles.person} data-person={props.person.id}>
      <div class={styles.head}>
        <h2>
          <button type="button" aria-expanded={props.open} aria-controls={id} onClick={() => props.onOpen()}>
            <Icon name="chevron" />
            {props.person.name}
          </button>
        </h2>
        <span class={page.muted}>{who()}</span>
        <span class={styles.badges}>
          <For each={props.person.duties} fallback={<Badge>{t().noDuty}</Badge>}>
            {(duty) => (
              <Badge>{[common()[duty.role], duty.unit || duty.village].filter(Boolean).join(' – ')}</Badge>
            )}
          </For>
        </span>
      </div>
      <div id={id} hidden={!props.open}>
        <Show when={props.open}>
          <Opened
            person={props.person}
            dialogues={props.dialogues}
            version={props.version}
            acts={props.acts}
          />
        </Show>
      </div>
    </li>
  );
}

function Opened(props: {
  person: Listed;
  dialogues: readonly Dialogue[];
  version: number;
  acts: PersonActs;
}) {
  const words = (duty: GivenDuty) => dutyWords(duty, props.dialogues);
  return (
    <div class={styles.opened}>
      <h3>{t().duties}</h3>
      <Show when={props.person.duties.length > 0} fallback={<p class={page.muted}>{t().noDuty}</p>}>
        <ul class={styles.duties}>
          <For each={props.person.duties}>
            {(duty) => (
              <li data-duty={duty.id}>
                <span>{words(duty)}</span>
                <span class={styles.buttons}>
                  <HallButton
                    icon="link"
                    aria-label={t().makeSlipOf(props.person.name, words(duty))}
                    onClick={() => props.acts.slip(duty)}
                  >
                    {t().makeSlip}
                  </HallButton>
                  <HallButton
                    kind="danger"
                    aria-label={t().endDutyOf(props.person.name, words(duty))}
                    onClick={() => props.acts.endDuty(props.person, duty)}
                  >
                    {t().endDuty}
                  </HallButton>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class={styles.buttons}>
        <HallButton icon="add" data-act="duty" onClick={() => props.acts.giveDuty(props.person)}>
          {t().giveDuty}
        </HallButton>
        <HallButton icon="edit" onClick={() => props.acts.edit(props.person)}>
          {t().editPerson}
        </HallButton>
        <HallButton kind="danger" onClick={() => props.acts.leave(props.person)}>
          {t().leave}
        </HallButton>
      </div>
      <h3>{t().sessions}</h3>
      <Suspense fallback={<p class={page.muted}>{common().loading}</p>}>
        <Sessions
          version={props.version}
          person={props.person}
          dialogues={props.dialogues}
          onSignOut={() => props.acts.signOut(props.person)}
        />
      </Suspense>
    </div>
  );
}

function Sessions(props: {
  person: Listed;
  dialogues: readonly Dialogue[];
  version: number;
  onSignOut: () => void;
}) {
  const [sessions] = createResource(
    () => ({ id: props.person.id, version: props.version }),
    async ({ id }) => (await api.people[':id'].sessions.$get({ param: { id } })).json(),
  );
  const dutyOf = (dutyId: string) => {
    const duty = props.person.duties.find(({ id }) => id === dutyId);
    return duty ? dutyWords(duty, props.dialogues) : '';
  };
  return (
    <Show when={!sessions.error} fallback={<Notice kind="error">{messageOf(sessions.error)}</Notice>}>
      <Show when={sessions.latest?.length} fallback={<p class={page.muted}>{t().noSessions}</p>}>
        <ul class={styles.sessions}>
          <For each={sessions.latest}>
            {({ createdAt, dutyId }) => <li>{t().sessionSince(hallTime(createdAt), dutyOf(dutyId))}</li>}
          </For>
        </ul>
      </Show>
      <div>
        <HallButton onClick={() => props.onSignOut()}>{t().signOutAll}</HallButton>
      </div>
    </Show>
  );
}
