import { createEffect, createMemo, createSignal, on, Show } from 'solid-js';
import * as Y from 'yjs';
import { attendeesOf, readAttendee } from '../../shared/docs/register.ts';
import type { Speaker } from '../../shared/docs/speakers.ts';
import type { Petition } from '../../shared/petition.ts';
import { useBoard } from '../board/model.ts';
import { offerCommands } from '../commands/commands.ts';
import { hallAround } from '../hall/hall-context.ts';
import { t } from '../i18n/speakers.ts';
import { Button } from '../ui/controls.tsx';
import { nameOf } from './model.ts';
import styles from './speakers.module.css';

/**
 * In a petition's form: whoever speaks now is its citizen, by one key or tap. The petition gets what attendance
 * and queue know of the person, the speaker gets the petition.
 */
export function SpeakerOffer(props: { petition: Petition }) {
  const board = useBoard();
  const present = hallAround()?.speakers;
  const { id } = props.petition;
  const citizen = () => board.citizens.get(id);
  /** Whose name the person at the board was asked to replace. */
  const [asked, setAsked] = createSignal('');
  createEffect(on([() => present?.model.speaking()?.id, () => citizen()?.name], () => setAsked('')));

  /** Set already: nothing is offered. */
  const offered = createMemo((): Speaker | null => {
    const speaker = present?.model.speaking() ?? null;
    if (!speaker || board.props.readOnly || !['raised', 'assigned'].includes(props.petition.state))
      return null;
    const now = citizen();
    const same = now?.name === speaker.name && now.attendeeId === speaker.attendeeId;
    return same && speaker.petitionId === id ? null : speaker;
  });

  const take = () => {
    const speaker = present?.model.speaking();
    if (!speaker) return board.say(t().noSpeaker, 'warn');
    const before = citizen()?.name ?? '';
    if (before !== '' && before !== speaker.name && asked() !== speaker.id) {
      setAsked(speaker.id);
      return board.say(t().replace(before, nameOf(speaker)), 'warn');
    }
    const entry = attendeesOf(board.props.register.doc).get(speaker.attendeeId);
    const attendee = entry instanceof Y.Map ? readAttendee(speaker.attendeeId, entry) : null;
    const { name, attendeeId, showName } = speaker;
    const { village, category } = props.petition;
    board.set(id, {
      channel: 'spoken',
      village: speaker.village || attendee?.village || village,
      category: attendee?.category ?? category,
    });
    board.setCitizen(id, {
      name,
      attendeeId,
      phone: attendee?.phone || (before === name ? citizen()?.phone : ''),
    });
    board.setCitizen(id, { showName });
    present?.model.edit(speaker.id, { petitionId: id });
    board.say(t().taken(nameOf(speaker)));
  };

  offerCommands([
    {
      id: 'speakers.toPetition',
      label: () => t().toPetition,
      group: 'speakers',
      keys: ['Alt+KeyP'],
      enabled: () => !board.props.readOnly && present?.inMinutes() !== true,
      run: take,
    },
  ]);

  return (
    <Show when={offered()}>
      {(speaker) => (
        <Button icon="speech" class={styles.offer} tabIndex={-1} aria-keyshortcuts="Alt+P" onClick={take}>
          {t().toPetitionOf(nameOf(speaker()))} <kbd>Alt+P</kbd>
        </Button>
      )}
    </Show>
  );
}
