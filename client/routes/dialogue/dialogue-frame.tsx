import { A } from '@solidjs/router';
import { createSignal, type JSX, Show } from 'solid-js';
import { documentAccess, may } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { CommandCenter } from '../../commands/command-center.tsx';
import { t as chair } from '../../i18n/chair.ts';
import { common } from '../../i18n/common.ts';
import { direct } from '../../i18n/direct.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { pages } from '../../i18n/pages.ts';
import { readingTexts } from '../../i18n/reading.ts';
import { ownRole, session } from '../../session.ts';
import { Button, Dialog } from '../../ui/controls.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { NameForm } from '../../ui/name-form.tsx';
import { pageIsAbout } from '../../ui/page-title.ts';
import { DialogueForm, valuesOf } from './dialogue-form.tsx';
import styles from './dialogue-frame.module.css';

interface FrameProps {
  dialogue: Dialogue;
  /** What stands at the right of the tabs: where the work is saved. */
  status?: JSX.Element;
  onEdited?: () => void;
  children: JSX.Element;
}

/** The head of a dialogue's pages: its title, the ways between them, and the status of saving. */
export function DialogueFrame(props: FrameProps) {
  const base = () => `/dialogues/${props.dialogue.id}`;
  const [editing, setEditing] = createSignal(false);
  pageIsAbout(() => props.dialogue.title);
  const tab = (href: string, icon: IconName, label: string, end = false) => (
    <A href={href} end={end}>
      <Icon name={icon} />
      <span>{label}</span>
    </A>
  );
  return (
    <div class={styles.frame}>
      <header class={styles.head}>
        <div class={styles.title}>
          <h1>{props.dialogue.title}</h1>
          <Show when={may(ownRole(), 'editDialogue') && props.dialogue.state !== 'frozen' && props.onEdited}>
            <Button
              kind="quiet"
              icon="edit"
              aria-label={pages().editDialogue}
              title={pages().editDialogue}
              onClick={() => setEditing(true)}
            />
          </Show>
        </div>
        <nav class={styles.tabs} aria-label={props.dialogue.title}>
          {tab(base(), 'pen', common().tabHall, true)}
          <Show when={ownRole() === 'organizer' || ownRole() === 'chair'}>
            {tab(`${base()}/chair`, 'user', chair().tab)}
          </Show>
          {tab(`${base()}/reading`, 'speech', readingTexts().tab)}
          {tab(`${base()}/register`, 'people', common().register)}
          {tab(`${base()}/preparation`, 'plan', documentTexts().tab)}
          {tab(`${base()}/records`, 'document', common().tabRecords)}
          <Show when={documentAccess(ownRole(), 'stage') === 'write'}>
            {tab(`${base()}/direct`, 'screen', direct().tab)}
          </Show>
          <Show when={may(ownRole(), 'giveLinks')}>{tab(`${base()}/links`, 'link', common().tabLinks)}</Show>
        </nav>
        <div class={styles.status}>{props.status}</div>
      </header>
      <Show when={session()?.name} fallback={<NameForm onDone={() => undefined} />}>
        {props.children}
        <CommandCenter dialogueId={props.dialogue.id} />
      </Show>
      <Dialog open={editing()} title={pages().editDialogue} onClose={() => setEditing(false)}>
        <DialogueForm
          value={valuesOf(props.dialogue)}
          save={async (json) => {
            await api.dialogues[':id'].$put({ param: { id: props.dialogue.id }, json });
            setEditing(false);
            props.onEdited?.();
          }}
        />
      </Dialog>
    </div>
  );
}
