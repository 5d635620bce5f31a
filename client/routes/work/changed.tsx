import { createMemo, For, Show } from 'solid-js';
import { isSameMatter, type RuledField, type UnitPetition } from '../../../shared/work.ts';
import { shortDay } from '../../board/days.ts';
import { words } from '../../i18n/words.ts';
import { workTexts as t } from '../../i18n/work.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import type { RulingDraft } from './ruling-form.tsx';
import styles from './work.module.css';

/** What stands on the petition now beside what was seen and what is being sent, when the two differ. */
export function Changed(props: {
  petition: UnitPetition;
  draft: RulingDraft;
  used: readonly RuledField[];
  onKeep: () => void;
  onTake: () => void;
}) {
  const state = (value: UnitPetition['state'] | '') => (value ? words().state[value] : t().empty);
  const rows = createMemo(() => {
    const { petition, draft } = props;
    const { seen } = draft;
    const all = [
      {
        label: t().changedState,
        now: state(petition.state),
        seen: state(seen.state),
        mine: state(draft.outcome),
      },
      { label: t().answerLabel, now: petition.answer, seen: seen.answer, mine: draft.answer },
      ...props.used.map((field) => ({
        label: t()[field],
        now: shown(field, petition[field]),
        seen: shown(field, seen[field]),
        mine: shown(field, draft[field]),
      })),
    ];
    const content = { label: t().changedContent, now: petition.content, seen: seen.content, mine: '' };
    const others = all.filter(({ now, seen: before, mine }) => now !== before && now !== mine);
    return isSameMatter(content.now, content.seen) ? others : [content, ...others];
  });
  return (
    <Show when={rows().length > 0}>
      <Notice kind="warn">
        <div class={styles.changed}>
          <strong>{t().changedTitle}</strong>
          <For each={rows()}>
            {(row) => (
              <dl>
                <dt>{row.label}</dt>
                <dd>
                  <b>{t().changedNow}:</b> {row.now || t().empty}
                </dd>
                <dd>
                  <b>{t().changedSeen}:</b> {row.seen || t().empty}
                </dd>
                <Show when={row.mine && row.mine !== row.seen}>
                  <dd>
                    <b>{t().changedMine}:</b> {row.mine}
                  </dd>
                </Show>
              </dl>
            )}
          </For>
          <div class={page.row}>
            <Button onClick={() => props.onKeep()}>{t().keepMine}</Button>
            <Button onClick={() => props.onTake()}>{t().takeTheirs}</Button>
          </div>
        </div>
      </Notice>
    </Show>
  );
}

function shown(field: RuledField, value: string): string {
  return field === 'dueDate' || field === 'replyDate' ? shortDay(value) : value;
}
