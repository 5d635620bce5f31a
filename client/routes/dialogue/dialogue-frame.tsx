import { A, useLocation } from '@solidjs/router';
import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { CommandCenter } from '../../commands/command-center.tsx';
import { common } from '../../i18n/common.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { pages } from '../../i18n/pages.ts';
import { latePart } from '../../late-part.tsx';
import { ownRole, session } from '../../session.ts';
import { Button, Dialog } from '../../ui/controls.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { NameForm } from '../../ui/name-form.tsx';
import { pageIsAbout } from '../../ui/title.ts';
import styles from './dialogue-frame.module.css';
import { opensPage, type PageName } from './pages.ts';

interface FrameProps {
  dialogue: Dialogue;
  /** What stands at the right of the tabs: where the work is saved. */
  status?: JSX.Element;
  onEdited?: () => void;
  children: JSX.Element;
}

const EditDialogue = latePart(() => import('./edit-dialogue.tsx'));
const AheadSign = latePart(() => import('../../ahead/ahead-sign.tsx'));
/** What the page itself asks for goes first, ms. */
const aheadAfter = 1_500;

/** The head of a dialogue's pages: its title, the ways between them, and the status of saving. */
export function DialogueFrame(props: FrameProps) {
  const base = () => `/dialogues/${props.dialogue.id}`;
  const [editing, setEditing] = createSignal(false);
  pageIsAbout(() => props.dialogue.title);
  const [aheadDue, setAheadDue] = createSignal(false);
  const timer = setTimeout(() => setAheadDue(true), aheadAfter);
  onCleanup(() => clearTimeout(timer));
  const location = useLocation();
  const tabs = () => {
    const all: [name: PageName, rest: string, icon: IconName, label: string][] = [
      ['work', '/work', 'reply', pageNames().work],
      ['invited', '/invited', 'people', pageNames().invited],
      ['hall', '', 'pen', common().tabHall],
      ['chair', '/chair', 'user', pageNames().chairTab],
      ['reading', '/reading', 'speech', pageNames().readingTab],
      ['register', '/register', 'people', common().register],
      ['preparation', '/preparation', 'plan', pageNames().preparationTab],
      ['records', '/records', 'document', common().tabRecords],
      ['devices', '/devices', 'device', pageNames().devicesTab],
      ['direct', '/direct', 'screen', pageNames().screens],
      ['links', '/links', 'link', common().tabLinks],
    ];
    const own = all.filter(([name]) => opensPage(ownRole(), name));
    const [only, second] = own;
    // Whoever has one page and is on it needs no way to it.
    return only && !second && location.pathname === `${base()}${only[1]}` ? [] : own;
  };
  return (
    <div class={styles.frame}>
      <header class={styles.head} data-noprint>
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
        <Show when={tabs().length > 0}>
          <nav class={styles.tabs} aria-label={props.dialogue.title}>
            <For each={tabs()}>
              {([, rest, icon, label]) => (
                <A href={`${base()}${rest}`} end={rest === ''}>
                  <Icon name={icon} />
                  <span>{label}</span>
                </A>
              )}
            </For>
          </nav>
        </Show>
        <div class={styles.status}>
          {props.status}
          <Show when={aheadDue()}>
            <AheadSign dialogueId={props.dialogue.id} />
          </Show>
        </div>
      </header>
      <Show when={session()?.name} fallback={<NameForm onDone={() => undefined} />}>
        {props.children}
        <CommandCenter dialogueId={props.dialogue.id} />
      </Show>
      <Dialog open={editing()} title={pages().editDialogue} onClose={() => setEditing(false)}>
        <EditDialogue
          dialogue={props.dialogue}
          saved={() => {
            setEditing(false);
            props.onEdited?.();
          }}
        />
      </Dialog>
    </div>
  );
}
