import { useParams } from '@solidjs/router';
import { createResource, Show } from 'solid-js';
import { documentAccess } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { type StageMode, stageModes } from '../../../shared/docs/stage.ts';
import { offerCommands } from '../../commands/commands.ts';
import { loadDialogue } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { direct, modeWord } from '../../i18n/direct.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { hallInReach } from '../../in-reach.ts';
import { session } from '../../session.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Notice } from '../../ui/controls.tsx';
import { HallOnly } from '../../ui/needs-hall.tsx';
import { AtHand } from '../dialogue/archived.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { createDesk, type Desk } from './desk.ts';
import styles from './direct.module.css';
import { ModeButtons } from './mode-buttons.tsx';
import { ModeSettings } from './mode-settings.tsx';
import { Preview } from './preview.tsx';
import { ReleaseList } from './release-list.tsx';
import { ScreenTabs } from './screen-tabs.tsx';

/** What the screens of the hall show, directed from the organizer's own device: `/dialogues/<id>/direct`. */
export default function DirectPage() {
  const params = useParams<{ id: string }>();
  const [dialogue] = createResource(() => params.id, loadDialogue);
  const mayDirect = () => documentAccess(session()?.role ?? 'public', 'stage') === 'write';
  return (
    <Show when={dialogue()} keyed>
      {(loaded) => (
        <Show
          when={mayDirect()}
          fallback={
            <DialogueFrame dialogue={loaded}>
              <Notice kind="warn">{direct().notYours}</Notice>
            </DialogueFrame>
          }
        >
          <AtHand dialogue={loaded}>
            <Directing dialogue={loaded} />
          </AtHand>
        </Show>
      )}
    </Show>
  );
}

/** The field in which a message is typed. */
const messageField = 'screen-message';

function Directing(props: { dialogue: Dialogue }) {
  const desk = createDesk(props.dialogue);
  const pick = (mode: StageMode) => pickMode(desk, mode);
  offerKeys(desk, pick);
  return (
    <DialogueFrame dialogue={props.dialogue} status={<StatusBar documents={desk.documents} />}>
      <Show when={desk.ready()} fallback={<p>{common().loading}</p>}>
        <div class={styles.desk}>
          <h2 class="visually-hidden">{pageNames().directTitle}</h2>
          <Preview desk={desk} />
          <div class={styles.controls}>
            <HallOnly why={offlineTexts().direct}>
              <ScreenTabs desk={desk} />
              <ModeButtons chosen={desk.screen().mode} onPick={pick} />
              <ModeSettings desk={desk} messageField={messageField} />
            </HallOnly>
          </div>
          <HallOnly>
            <ReleaseList desk={desk} />
          </HallOnly>
        </div>
      </Show>
    </DialogueFrame>
  );
}

/** A message is first written, then shown: without one its button leads to the field. */
function pickMode(desk: Desk, mode: StageMode): void {
  // What is switched now would come over the screens at some later time, when nobody expects it.
  if (!hallInReach()) return;
  const { mode: before, message } = desk.screen();
  if (mode === 'message' && message.trim() === '') document.getElementById(messageField)?.focus();
  else if (mode !== before) desk.show({ mode });
}

function offerKeys(desk: Desk, pick: (mode: StageMode) => void): void {
  const firstHidden = () => {
    const [first] = desk.hidden();
    const current = desk.hidden().find(({ id }) => id === desk.current());
    return current ?? first;
  };
  offerCommands([
    ...stageModes.map((mode, n) => ({
      id: `screen-${mode}`,
      label: () => modeWord(mode),
      group: 'view' as const,
      keys: [`Digit${n + 1}`, `Numpad${n + 1}`],
      run: () => pick(mode),
    })),
    {
      id: 'screen-undo',
      label: () => direct().undo,
      group: 'view',
      keys: ['KeyZ'],
      enabled: () => hallInReach() && desk.canUndo(),
      run: desk.undo,
    },
    {
      id: 'screen-release',
      label: () => direct().releaseOne,
      group: 'view',
      keys: ['KeyR'],
      enabled: () => hallInReach() && firstHidden() !== undefined,
      run: () => {
        const petition = firstHidden();
        if (petition) desk.release([petition.id]);
      },
    },
  ]);
}
