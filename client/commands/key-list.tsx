import { createMemo, For } from 'solid-js';
import { commandTexts as t } from '../i18n/commands.ts';
import { commandGroups, explainedCommands, keyGroups, placeKeys } from './commands.ts';
import { KeySigns } from './key-signs.tsx';
import styles from './palette.module.css';

/** All keys that work now, by group: those of the commands on offer, and those that belong to a place. */
export default function KeyList() {
  const groups = createMemo(() => [
    ...commandGroups.map((group) => ({
      label: t()[`group_${group}`],
      place: false,
      rows: explainedCommands().filter((command) => command.group === group && command.keys?.length),
    })),
    ...keyGroups.map((group) => ({
      label: t()[`group_${group}`],
      place: true,
      rows: placeKeys().filter((keys) => keys.group === group),
    })),
  ]);
  return (
    <>
      <p class={styles.note}>{t().keyNote}</p>
      <div class={styles.groups}>
        <For each={groups().filter(({ rows }) => rows.length > 0)}>
          {({ label, place, rows }) => (
            <section aria-label={label}>
              <h3 class={styles.group}>{label}</h3>
              <dl class={styles.rows}>
                <For each={rows}>
                  {(row) => (
                    <div class={styles.row}>
                      <dt>{row.label()}</dt>
                      <dd>
                        <KeySigns keys={row.keys} together={place} />
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </>
  );
}
