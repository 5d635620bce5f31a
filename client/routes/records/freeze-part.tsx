import { createSignal, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { ApiError, api } from '../../api.ts';
import { followDevices } from '../../devices/follow.ts';
import { DeviceRisks } from '../../devices/risks.tsx';
import { common } from '../../i18n/common.ts';
import { deviceTexts } from '../../i18n/devices.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pages } from '../../i18n/pages.ts';
import { FreezeWarnings } from '../../reading/freeze-warnings.tsx';
import { Button, Dialog } from '../../ui/controls.tsx';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';

/** The freeze, with what it would find undone and whose devices it would leave out. */
export function FreezePart(props: {
  dialogue: Dialogue;
  office: Office | undefined;
  onFrozen: (recordId: string) => void;
}) {
  const [asking, setAsking] = createSignal(false);
  const { devices, ask } = followDevices(() => props.dialogue.id);
  const risks = () => (devices() ?? []).filter(({ risk }) => risk !== '');
  const { error, working, send } = createSending();
  const freeze = async () => {
    // Those whose names are on show, and no others: the server refuses when there is one more.
    const despite = risks().map(({ id }) => id);
    let stays = false;
    await send(async () => {
      try {
        const param = { id: props.dialogue.id };
        const made = await api.dialogues[':id'].freezes.$post({ param }, { init: body({ despite }) });
        props.onFrozen((await made.json()).id);
      } catch (reason) {
        stays = reason instanceof ApiError && reason.code === 'devicesHold';
        if (stays) await ask();
        throw reason;
      }
    });
    if (!stays) setAsking(false);
  };
  return (
    <>
      <SendingError error={error()} />
      <Show when={props.office}>{(own) => <FreezeWarnings dialogue={props.dialogue} office={own()} />}</Show>
      <DeviceRisks risks={risks()} />
      <NeedsHall>{offlineTexts().freeze}</NeedsHall>
      <div class={page.actions}>
        <HallButton kind="primary" icon="lock" onClick={() => setAsking(true)}>
          {pages().freeze}
        </HallButton>
      </div>
      <Dialog open={asking()} title={pages().freezeConfirm} onClose={() => setAsking(false)}>
        <div class={page.page}>
          <p>{pages().freezeWarning}</p>
          <DeviceRisks risks={risks()} />
          <SendingError error={error()} />
          <NeedsHall>{offlineTexts().freeze}</NeedsHall>
          <div class={page.actions}>
            <Button onClick={() => setAsking(false)}>{common().cancel}</Button>
            <HallButton
              kind={risks().length > 0 ? 'danger' : 'primary'}
              icon="lock"
              disabled={working()}
              onClick={freeze}
            >
              {risks().length > 0 ? deviceTexts().freezeDespite : pages().freeze}
            </HallButton>
          </div>
        </div>
      </Dialog>
    </>
  );
}

const body = (json: unknown): RequestInit => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(json),
});
