import { createUniqueId, For, Show } from 'solid-js';
import type { Attendee } from '../../shared/docs/register.ts';
import { categories, channels, type Petition } from '../../shared/petition.ts';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { isPhone } from '../register/phone.ts';
import { SpeakerOffer } from '../speakers/speaker-offer.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './detail.module.css';
import { ChoiceField, LiveField } from './live-field.tsx';
import { type Citizen, useBoard } from './model.ts';

const nobody: Omit<Citizen, 'id'> = { name: '', phone: '', address: '', attendeeId: '', showName: false };

/** Who raised the petition and what it is about. Names and numbers go into the register, nowhere else. */
export function CitizenPart(props: { petition: Petition }) {
  const board = useBoard();
  const namesId = createUniqueId();
  const villagesId = createUniqueId();
  const id = () => props.petition.id;
  const citizen = () => board.citizens.get(id()) ?? nobody;
  const readOnly = () => board.props.readOnly;
  const oneOf = <T extends string>(known: readonly T[], value: string) =>
    known.find((each) => each === value);
  const phoneError = () => (citizen().phone && !isPhone(citizen().phone) ? t().phoneWrong : undefined);

  /** When the name is that of exactly one person of the register, what is known of the person is filled in. */
  const link = (name: string) => {
    const same = board.attendees.all().filter((attendee) => attendee.name === name);
    const attendee: Attendee | undefined = same.length === 1 ? same[0] : undefined;
    board.setCitizen(id(), { attendeeId: attendee?.id ?? '' });
    if (!attendee) return;
    if (!citizen().phone && attendee.phone) board.setCitizen(id(), { phone: attendee.phone });
    const { village, category } = props.petition;
    board.set(id(), {
      village: village || attendee.village,
      category: category === 'other' ? attendee.category : category,
    });
  };

  return (
    <fieldset class={styles.part}>
      <legend>{t().citizen}</legend>
      <SpeakerOffer petition={props.petition} />
      <div class={styles.grid}>
        <LiveField
          label={t().name}
          name="name"
          value={citizen().name}
          list={namesId}
          readOnly={readOnly()}
          onValue={(name) => board.setCitizen(id(), { name })}
          onDone={link}
        />
        <LiveField
          label={t().village}
          name="village"
          value={props.petition.village}
          list={villagesId}
          readOnly={readOnly()}
          onValue={(village) => board.set(id(), { village })}
        />
        <ChoiceField
          label={t().field}
          name="field"
          value={props.petition.field}
          optional
          choices={board.props.dialogue.fields.map((value) => ({ value, label: value }))}
          readOnly={readOnly()}
          onValue={(field) => board.set(id(), { field })}
        />
        <ChoiceField
          label={t().channel}
          name="channel"
          value={props.petition.channel}
          choices={channels.map((value) => ({ value, label: words().channel[value] }))}
          readOnly={readOnly()}
          onValue={(value) => board.set(id(), { channel: oneOf(channels, value) })}
        />
        <ChoiceField
          label={t().category}
          name="category"
          value={props.petition.category}
          choices={categories.map((value) => ({ value, label: words().category[value] }))}
          readOnly={readOnly()}
          onValue={(value) => board.set(id(), { category: oneOf(categories, value) })}
        />
        <LiveField
          label={t().phone}
          name="phone"
          type="tel"
          value={citizen().phone}
          error={phoneError()}
          readOnly={readOnly()}
          onValue={(phone) => board.setCitizen(id(), { phone })}
        />
        <div class={styles.full}>
          <LiveField
            label={t().address}
            name="address"
            value={citizen().address}
            readOnly={readOnly()}
            onValue={(address) => board.setCitizen(id(), { address })}
          />
        </div>
      </div>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={citizen().showName}
          disabled={readOnly() || citizen().name === ''}
          onChange={(event) => board.setCitizen(id(), { showName: event.currentTarget.checked })}
        />
        {t().consent}
      </label>
      <p class={styles.private}>
        <Icon name="lock" /> {t().private}
      </p>
      <datalist id={namesId}>
        <For each={board.attendees.all()}>
          {(attendee) => (
            <option value={attendee.name}>
              <Show when={attendee.village}>{attendee.village}</Show>
            </option>
          )}
        </For>
      </datalist>
      <datalist id={villagesId}>
        <For each={board.props.office.villages}>{(village) => <option value={village} />}</For>
      </datalist>
    </fieldset>
  );
}
