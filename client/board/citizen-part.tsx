import { createMemo, Show } from 'solid-js';
import type { Attendee } from '../../shared/docs/register.ts';
import { categories, channels, type Petition } from '../../shared/petition.ts';
import { t } from '../i18n/board.ts';
import { pageNames } from '../i18n/page-names.ts';
import { words } from '../i18n/words.ts';
import { isPhone } from '../register/phone.ts';
import { SpeakerOffer } from '../speakers/speaker-offer.tsx';
import { Icon } from '../ui/icon.tsx';
import { SuggestField, type Suggestion } from '../ui/suggest-field.tsx';
import styles from './detail.module.css';
import { LiveField } from './live-field.tsx';
import { type Citizen, useBoard } from './model.ts';
import { followPrevious } from './previous.ts';
import { choiceSuggestions, peopleSuggestions, plainSuggestions } from './suggestions.ts';

const nobody: Omit<Citizen, 'id'> = {
  name: '',
  phone: '',
  address: '',
  attendeeId: '',
  showName: false,
  erased: false,
};

/** Who raised the petition and what it is about. Names and numbers go into the register, nowhere else. */
export function CitizenPart(props: { petition: Petition }) {
  const board = useBoard();
  const id = () => props.petition.id;
  const citizen = () => board.citizens.get(id()) ?? nobody;
  const readOnly = () => board.props.readOnly;
  const locked = () => readOnly() || citizen().erased;
  const oneOf = <T extends string>(known: readonly T[], value: string) =>
    known.find((each) => each === value);
  const phoneError = () => (citizen().phone && !isPhone(citizen().phone) ? t().phoneWrong : undefined);

  const previous = followPrevious(board, () => props.petition);
  const offer = (value: string | undefined): Suggestion | null =>
    value ? { value, note: t().asBefore } : null;
  const people = createMemo(() => peopleSuggestions(board.attendees.all()));

  /** What is known of the person is filled in: of the one who was chosen, or the only one of that name. */
  const link = (name: string, taken: Suggestion | null) => {
    const same = board.attendees
      .all()
      .filter((attendee) => (taken?.id ? attendee.id === taken.id : attendee.name === name));
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
      <Show when={citizen().erased}>
        <p class={styles.private}>
          <Icon name="lock" /> {pageNames().erasedLead}
        </p>
      </Show>
      <SpeakerOffer petition={props.petition} />
      <div class={styles.grid}>
        <SuggestField
          label={t().name}
          name="name"
          value={citizen().name}
          suggestions={people()}
          eager={false}
          placeholder={t().fewLetters}
          readOnly={locked()}
          onValue={(name) => board.setCitizen(id(), { name })}
          onDone={link}
        />
        <SuggestField
          label={t().village}
          name="village"
          value={props.petition.village}
          suggestions={plainSuggestions(board.props.office.villages)}
          offer={offer(previous()?.village)}
          placeholder={t().fewLetters}
          readOnly={readOnly()}
          onValue={(village) => board.set(id(), { village })}
        />
        <SuggestField
          label={t().field}
          name="field"
          value={props.petition.field}
          strict
          optional
          suggestions={choiceSuggestions(board.props.dialogue.fields, props.petition.field)}
          offer={offer(previous()?.field)}
          readOnly={readOnly()}
          onValue={(field) => board.set(id(), { field })}
        />
        <SuggestField
          label={t().channel}
          name="channel"
          value={props.petition.channel}
          strict
          suggestions={choiceSuggestions(channels, props.petition.channel, words().channel)}
          readOnly={readOnly()}
          onValue={(value) => board.set(id(), { channel: oneOf(channels, value) })}
        />
        <SuggestField
          label={t().category}
          name="category"
          value={props.petition.category}
          strict
          suggestions={choiceSuggestions(categories, props.petition.category, words().category)}
          readOnly={readOnly()}
          onValue={(value) => board.set(id(), { category: oneOf(categories, value) })}
        />
        <LiveField
          label={t().phone}
          name="phone"
          type="tel"
          value={citizen().phone}
          error={phoneError()}
          readOnly={locked()}
          onValue={(phone) => board.setCitizen(id(), { phone })}
        />
        <div class={styles.full}>
          <LiveField
            label={t().address}
            name="address"
            value={citizen().address}
            readOnly={locked()}
            onValue={(address) => board.setCitizen(id(), { address })}
          />
        </div>
      </div>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={citizen().showName}
          disabled={locked() || citizen().name === ''}
          onChange={(event) => board.setCitizen(id(), { showName: event.currentTarget.checked })}
        />
        {t().consent}
      </label>
      <p class={styles.private}>
        <Icon name="lock" /> {t().private}
      </p>
    </fieldset>
  );
}
