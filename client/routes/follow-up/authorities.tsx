import { createMemo, createSignal, For, Show } from 'solid-js';
import { may, mayMake } from '../../../shared/access.ts';
import type { Office } from '../../../shared/dialogue.ts';
import { cleanLine } from '../../../shared/documents/plain.ts';
import type { ActKind } from '../../../shared/follow-up.ts';
import type { FollowedDialogue, FollowedPetition } from '../../../shared/worklists.ts';
import { shortDay } from '../../board/days.ts';
import { BookHistory } from '../../follow-up/book-history.tsx';
import { actName, placeName, worklistTexts as t } from '../../i18n/worklists.ts';
import { ownRole } from '../../session.ts';
import { Button } from '../../ui/controls.tsx';
import { DocumentLinks } from '../../ui/document-links.tsx';
import page from '../../ui/page.module.css';
import { CardHead } from '../work/parts.tsx';
import work from '../work/work.module.css';
import { ActForm } from './act-form.tsx';
import styles from './follow-up.module.css';

interface GroupProps {
  dialogues: ReadonlyMap<string, FollowedDialogue>;
  office: Office;
  today: string;
  say: (what: string) => void;
  onNoted: () => void;
}

/** Petitions at higher authorities, by authority and dialogue: one transfer sheet each, one answer for several. */
export function Authorities(props: GroupProps & { petitions: readonly FollowedPetition[] }) {
  const groups = createMemo(() => {
    const escalated = props.petitions.filter(({ state }) => state === 'escalated');
    const keyOf = ({ authority, dialogueId }: FollowedPetition) => `${cleanLine(authority)}\n${dialogueId}`;
    return [...Map.groupBy(escalated, keyOf)].sort(([a], [b]) => a.localeCompare(b, 'vi'));
  });
  const keys = createMemo(() => groups().map(([key]) => key), [], {
    equals: (a, b) => a.join('\t') === b.join('\t'),
  });
  const of = (key: string) => groups().find(([each]) => each === key)?.[1] ?? [];
  return (
    <For each={keys()} fallback={<p>{t().nothing}</p>}>
      {(key) => <Group {...props} petitions={of(key)} />}
    </For>
  );
}

function Group(props: GroupProps & { petitions: readonly FollowedPetition[] }) {
  let row: HTMLDivElement | undefined;
  const [open, setOpen] = createSignal<ActKind | null>(null);
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const authority = () => cleanLine(props.petitions[0]?.authority ?? '');
  const dialogueId = () => props.petitions[0]?.dialogueId ?? '';
  const title = () => props.dialogues.get(dialogueId())?.title ?? '';
  const chosen = () => props.petitions.filter(({ id }) => !left().has(id));
  const choose = (id: string, is: boolean) => {
    const next = new Set(left());
    if (is) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  const close = () => {
    const kind = open();
    setOpen(null);
    queueMicrotask(() => row?.querySelector<HTMLElement>(`[data-act="${kind}"]`)?.focus());
  };
  return (
    <section class={page.card} data-authority={authority()}>
      <h3>
        {t().groupAuthority(authority())} · {t().groupCount(props.petitions.length)}
      </h3>
      <p class={page.muted}>{title()}</p>
      <Show when={mayMake(ownRole(), 'transfers')}>
        <DocumentLinks
          name={t().transferSheet(t().groupAuthority(authority()))}
          href={`/api/dialogues/${dialogueId()}/follow-up/transfers`}
          query={`authority=${encodeURIComponent(authority())}`}
        />
      </Show>
      <ul class={styles.chosen}>
        <For each={props.petitions}>
          {(petition) => (
            <li data-petition={petition.id}>
              <Show when={may(ownRole(), 'keepFollowUp')}>
                <label class={styles.pick}>
                  <input
                    type="checkbox"
                    aria-label={t().choose(petition.number)}
                    checked={!left().has(petition.id)}
                    onChange={(event) => choose(petition.id, event.currentTarget.checked)}
                  />
                </label>
              </Show>
              <div class={styles.picked}>
                <CardHead petition={petition} today={props.today} />
                <p class={work.text}>{petition.content}</p>
                <p class={work.facts} data-sent={petition.sent !== null}>
                  {petition.sent
                    ? t().sentOf(petition.sent.number, shortDay(petition.sent.date))
                    : t().notSent}
                  <Show when={petition.place === 'overdue'}> · {placeName('overdue')}</Show>
                </p>
                <BookHistory entries={petition.book} />
              </div>
            </li>
          )}
        </For>
      </ul>
      <Show when={open()} keyed>
        {(kind) => (
          <ActForm
            kind={kind}
            dialogueId={dialogueId()}
            petitions={chosen()}
            office={props.office}
            today={props.today}
            initial={{ authority: authority() }}
            onDone={() => {
              const count = chosen().length;
              setOpen(null);
              props.say(t().notedMany(count, actName(kind)));
              props.onNoted();
            }}
            onClose={close}
          />
        )}
      </Show>
      <Show when={!open() && may(ownRole(), 'keepFollowUp')}>
        <div ref={row} class={styles.acts}>
          <span class={page.muted}>{t().chosen(chosen().length)}</span>
          <For each={['sent', 'returned'] as const}>
            {(kind) => (
              <Button
                kind={kind === 'sent' && chosen().some(({ sent }) => !sent) ? 'primary' : 'plain'}
                data-act={kind}
                aria-label={`${actName(kind)}: ${t().groupAuthority(authority())}`}
                disabled={chosen().length === 0}
                onClick={() => setOpen(kind)}
              >
                {actName(kind)}
              </Button>
            )}
          </For>
        </div>
      </Show>
    </section>
  );
}
