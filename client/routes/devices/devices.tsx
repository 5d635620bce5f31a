import { A } from '@solidjs/router';
import { createResource, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { documentAccess, may } from '../../../shared/access.ts';
import { deviceName, type HeldPart, heldParts, type ListedDevice } from '../../../shared/devices.ts';
import { type Dialogue, frozenKinds } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { deviceSign, knownDevice, learnDevice, ownDeviceName } from '../../device.ts';
import styles from '../../devices/devices.module.css';
import { followDevices } from '../../devices/follow.ts';
import { heldSince } from '../../devices/holdings.ts';
import LateNotice from '../../devices/late-notice.tsx';
import { heldWords, whenWords } from '../../devices/words.ts';
import { common } from '../../i18n/common.ts';
import { partName, deviceTexts as t } from '../../i18n/devices.ts';
import { language } from '../../i18n/index.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { sizeWords } from '../../i18n/size-words.ts';
import { PaperStore } from '../../papers/paper-store.ts';
import { ownRole } from '../../session.ts';
import { type OpenDocument, openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Badge, Button, Dialog, Notice, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { LastingWords } from '../../vault/lasting-words.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { opensPage } from '../dialogue/pages.ts';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';

/** The devices that work on a dialogue: this one from its own state, also without a network; the others as the hall knows them. */
export default function DevicesPage() {
  return <WithDialogue>{(loaded) => <Devices dialogue={loaded().dialogue} />}</WithDialogue>;
}

type Naming = Pick<ListedDevice, 'id' | 'kind' | 'number' | 'name'>;

function Devices(props: { dialogue: Dialogue }) {
  const { id } = props.dialogue;
  const documents = frozenKinds
    .filter((kind) => documentAccess(ownRole(), kind) !== 'none')
    .map((kind) => ({ kind, document: openDocument(id, kind) }));
  const { devices, toldAt, error, ask } = followDevices(() => id);
  const [naming, setNaming] = createSignal<Naming | null>(null);
  const [forgetting, setForgetting] = createSignal<ListedDevice | null>(null);
  const others = () => devices()?.filter((device) => device.id !== knownDevice()?.id);
  return (
    <DialogueFrame
      dialogue={props.dialogue}
      status={<StatusBar documents={documents.map(({ document }) => document)} />}
    >
      <div class={page.page}>
        <div>
          <h2>{pageNames().devices}</h2>
          <p class={page.lead}>{t().lead}</p>
        </div>
        <LateNotice dialogueId={id} documents={documents.map(({ document }) => document)} />
        <OwnDevice dialogueId={id} documents={documents} onName={setNaming} />
        <section class={page.card} aria-labelledby="devices-others">
          <h2 id="devices-others">{t().others}</h2>
          <Show when={error()}>
            <Notice kind="warn">
              <p>{t().unreachable}</p>
              <Show when={toldAt() > 0}>
                <p>{t().asOf(whenWords(new Date(toldAt()).toISOString()))}</p>
              </Show>
            </Notice>
          </Show>
          <Show when={others()}>
            <ul class={styles.list}>
              <For each={others()} fallback={<li class={page.muted}>{t().none}</li>}>
                {(device) => (
                  <DeviceRow
                    device={device}
                    onName={() => setNaming(device)}
                    onForget={() => setForgetting(device)}
                  />
                )}
              </For>
            </ul>
          </Show>
        </section>
      </div>
      <NameDialog dialogueId={id} device={naming()} onClose={() => setNaming(null)} onDone={ask} />
      <ForgetDialog dialogueId={id} device={forgetting()} onClose={() => setForgetting(null)} onDone={ask} />
    </DialogueFrame>
  );
}

/** This device from what it knows itself. */
function OwnDevice(props: {
  dialogueId: string;
  documents: readonly { kind: HeldPart; document: OpenDocument }[];
  onName: (device: Naming) => void;
}) {
  const [papers, setPapers] = createSignal(0);
  onMount(() => {
    const store = new PaperStore();
    const look = async () => setPapers((await store.waiting(props.dialogueId)).length);
    const timer = setInterval(() => void look(), 3_000);
    void look();
    onCleanup(() => {
      clearInterval(timer);
      void store.close();
    });
  });
  const [room] = createResource(async () => (await navigator.storage?.estimate?.()) ?? null);
  const offlineSince = () =>
    props.documents
      .map(({ document }) => document.status().offlineSince)
      .filter(Boolean)
      .sort()[0];
  const online = () => props.documents.every(({ document }) => document.status().online);
  const connection = () => {
    const since = offlineSince();
    if (since) return t().offlineSince(whenWords(since));
    return online() ? t().online : t().connecting;
  };
  return (
    <section class={page.card} aria-labelledby="devices-own" data-testid="own-device">
      <div class={page.head}>
        <h2 id="devices-own">
          {t().own}
          <Show when={ownDeviceName()}>{(name) => <>: {name()}</>}</Show>
        </h2>
        <Show when={knownDevice()} fallback={<span class={page.muted}>{t().ownNew}</span>}>
          {(device) => (
            <Button icon="edit" onClick={() => props.onName(device())}>
              {t().rename}
            </Button>
          )}
        </Show>
      </div>
      <p class={online() ? styles.ok : styles.wait}>{connection()}</p>
      <dl class={styles.parts}>
        <For each={props.documents}>
          {({ kind, document }) => (
            <>
              <dt>{partName(kind)}</dt>
              <dd>
                <OwnPart dialogueId={props.dialogueId} part={kind} document={document} />
              </dd>
            </>
          )}
        </For>
        <Show when={papers() > 0}>
          <dt>{t().papers}</dt>
          <dd class={styles.wait}>{t().files(papers())}</dd>
        </Show>
      </dl>
      <p class={page.muted}>
        <Show when={room()} fallback={t().storageUnknown}>
          {(one) => t().storage(sizeWords(one().usage ?? 0), sizeWords(one().quota ?? 0))}
        </Show>
      </p>
      <LastingWords />
      <Show when={opensPage(ownRole(), 'exchange')}>
        <div class={page.row}>
          <A class={page.link} href={`/dialogues/${props.dialogueId}/exchange`}>
            <Icon name="move" /> {pageNames().exchange}
          </A>
        </div>
      </Show>
    </section>
  );
}

function OwnPart(props: { dialogueId: string; part: HeldPart; document: OpenDocument }) {
  const status = () => props.document.status();
  const since = () => {
    const kept = heldSince(props.dialogueId, props.part);
    return kept ? new Date(kept).toISOString() : status().offlineSince;
  };
  const words = () => {
    const { waiting, late, savedInHall, handed } = status();
    if (handed) return t().handed(late);
    if (waiting + late > 0) return heldWords(props.part, { waiting, late, since: since() });
    return savedInHall ? t().savedHall : t().notOpened;
  };
  const holds = () => status().waiting + status().late > 0;
  return (
    <span class={holds() ? styles.wait : undefined}>
      {words()}
      <Show when={holds()}> ({status().savedHere ? t().onDisk : t().notOnDisk})</Show>
    </span>
  );
}

function DeviceRow(props: { device: ListedDevice; onName: () => void; onForget: () => void }) {
  const called = () => deviceName(props.device, language());
  const held = () =>
    heldParts.flatMap((part) => {
      const told = props.device.held[part];
      return told ? [{ part, told }] : [];
    });
  const role = () => (props.device.role === 'screen' ? common().screen : common()[props.device.role]);
  const presence = () => {
    const when = whenWords(props.device.seenAt);
    if (props.device.presence === 'connected') return t().connected;
    return props.device.presence === 'left' ? t().left(when) : t().vanished(when);
  };
  return (
    <li class={styles.device} data-testid="device">
      <div>
        <p>
          <strong>{called()}</strong>
        </p>
        <p>
          {props.device.who || t().nobody} · {role()}
        </p>
        <p class={page.muted}>{presence()}</p>
      </div>
      <div>
        <For each={held()}>
          {({ part, told }) => (
            <p class={told.late > 0 ? styles.bad : styles.wait}>
              {partName(part)}: {heldWords(part, told)}
            </p>
          )}
        </For>
        <Unheld device={props.device} holds={held().length > 0} />
        <p class={page.muted}>
          {props.device.savedAt ? t().lastSaved(whenWords(props.device.savedAt)) : t().neverSaved}
        </p>
      </div>
      <div class={styles.buttons}>
        <Show when={may(ownRole(), 'keepDevices')}>
          <Button kind="quiet" icon="edit" aria-label={t().renameOf(called())} onClick={props.onName}>
            {t().rename}
          </Button>
          <Show when={props.device.presence !== 'connected'}>
            <Button kind="quiet" icon="close" aria-label={t().forgetOf(called())} onClick={props.onForget}>
              {t().forget}
            </Button>
          </Show>
        </Show>
      </div>
    </li>
  );
}

/** What can be said where a device has said of nothing that it holds it: never more than the hall can know. */
function Unheld(props: { device: ListedDevice; holds: boolean }) {
  return (
    <>
      <Show when={props.device.presence === 'vanished'}>
        <p class={styles.wait}>{t().heldUnknown(whenWords(props.device.seenAt))}</p>
        <p class={page.muted}>{t().heldUnknownLead}</p>
      </Show>
      <Show when={!props.holds && props.device.presence !== 'vanished'}>
        <p>
          <Badge icon="check" color="var(--ok)">
            {props.device.presence === 'connected' ? t().heldNothing : t().heldNothingThen}
          </Badge>
        </p>
      </Show>
    </>
  );
}

function NameDialog(props: {
  dialogueId: string;
  device: Naming | null;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const [name, setName] = createSignal<string | null>(null);
  const { error, working, send } = createSending();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const device = props.device;
    if (!device) return;
    void send(async () => {
      const json = { name: (name() ?? device.name).normalize('NFC').trim(), sign: deviceSign() };
      const param = { id: props.dialogueId, device: device.id };
      await api.dialogues[':id'].devices[':device'].$patch({ param, json });
      const { id, kind, number } = device;
      if (id === knownDevice()?.id) learnDevice({ id, kind, number, name: json.name });
      close();
      await props.onDone();
    });
  };
  const close = () => {
    setName(null);
    props.onClose();
  };
  return (
    <Dialog
      open={props.device !== null}
      title={props.device ? t().renameOf(deviceName(props.device, language())) : ''}
      onClose={close}
    >
      <form class={page.page} onSubmit={submit}>
        <TextField
          label={t().name}
          hint={t().nameHint}
          maxLength={40}
          value={name() ?? props.device?.name ?? ''}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <SendingError error={error()} />
        <div class={page.actions}>
          <Button onClick={close}>{common().cancel}</Button>
          <Button kind="primary" type="submit" disabled={working()}>
            {common().save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function ForgetDialog(props: {
  dialogueId: string;
  device: ListedDevice | null;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const { error, working, send } = createSending();
  const forget = () => {
    const device = props.device;
    if (!device) return;
    void send(async () => {
      await api.dialogues[':id'].devices[':device'].$delete({
        param: { id: props.dialogueId, device: device.id },
      });
      props.onClose();
      await props.onDone();
    });
  };
  return (
    <Dialog
      open={props.device !== null}
      title={props.device ? t().forgetTitle(deviceName(props.device, language())) : ''}
      onClose={props.onClose}
    >
      <div class={page.page}>
        <p>{t().forgetLead}</p>
        <SendingError error={error()} />
        <div class={page.actions}>
          <Button onClick={props.onClose}>{common().cancel}</Button>
          <Button kind="danger" icon="close" disabled={working()} onClick={forget}>
            {t().forget}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
