import { createSignal, For, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { placeOf } from '../../../shared/people.ts';
import { api } from '../../api.ts';
import { loadHallAddress } from '../../hall-address.ts';
import { common } from '../../i18n/common.ts';
import { pages } from '../../i18n/pages.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { opensHereOnly } from '../../ui/address.ts';
import { Button, SelectField, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { PlaceField } from '../people/place-field.tsx';
import { QrCode } from '../screen/qr-code.tsx';
import styles from './links.module.css';

/** The roles of a device that is nobody's own; an organizer is always a person. */
const deviceRoles = [
  'recorder',
  'chair',
  'screen',
  'public',
  'officer',
  'village',
  'finance',
  'reviewer',
] as const;
type DeviceRole = (typeof deviceRoles)[number];

/** Makes a link for a shared device and shows it once. */
export function MakeLink(props: {
  dialogue: Dialogue;
  office: Office;
  run: (work: () => Promise<void>) => Promise<void>;
}) {
  const [role, setRole] = createSignal<DeviceRole>('recorder');
  const [place, setPlace] = createSignal('');
  const [label, setLabel] = createSignal('');
  const [made, setMade] = createSignal('');
  const [door, setDoor] = createSignal<string | null>(null);
  const [copied, setCopied] = createSignal(false);
  const ready = () => !placeOf(role()) || place().trim() !== '';
  const make = () =>
    props.run(async () => {
      const kind = placeOf(role());
      const json = {
        role: role(),
        label: label().trim(),
        unit: kind === 'unit' ? place() : '',
        village: kind === 'village' ? place() : '',
      };
      const answer = await api.dialogues[':id'].links.$post({ param: { id: props.dialogue.id }, json });
      const { token } = await answer.json();
      const hall = await loadHallAddress();
      setMade(`${hall.origin}/join#${token}`);
      setDoor(hall.door);
      setCopied(false);
      setLabel('');
    });
  return (
    <form
      class={page.card}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready()) void make();
      }}
    >
      <div class={page.grid}>
        <SelectField
          label={pages().linkRole}
          hint={t().roleHint(role())}
          value={role()}
          onChange={(event) => {
            setRole(deviceRoles.find((known) => known === event.currentTarget.value) ?? 'recorder');
            setPlace('');
          }}
        >
          <For each={deviceRoles}>{(known) => <option value={known}>{common()[known]}</option>}</For>
        </SelectField>
        <PlaceField role={role()} office={props.office} value={place()} onValue={setPlace} />
        <TextField
          label={pages().linkLabel}
          maxLength={100}
          value={label()}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
      </div>
      <div class={page.actions}>
        <Button kind="primary" icon="link" type="submit" disabled={!ready()}>
          {pages().makeLink}
        </Button>
      </div>
      <Show when={made()}>
        <div class={styles.made}>
          <QrCode text={made()} label={pages().linkMade} class={styles.qr} />
          <div>
            <p>{pages().linkMade}</p>
            <p class={page.code} data-testid="link">
              {made()}
            </p>
            <Show when={opensHereOnly(made())}>
              <p class={page.muted}>{t().addressLocal}</p>
            </Show>
            <Show when={door()}>
              {(known) => (
                <p class={page.muted}>
                  {pages().trustFirst} <a href={`${known()}/trust`}>{known()}/trust</a>
                </p>
              )}
            </Show>
            <Show when={navigator.clipboard}>
              <Button
                icon="copy"
                onClick={() =>
                  navigator.clipboard.writeText(made()).then(
                    () => setCopied(true),
                    () => setCopied(false),
                  )
                }
              >
                {copied() ? common().copied : common().copy}
              </Button>
            </Show>
          </div>
        </div>
      </Show>
    </form>
  );
}
