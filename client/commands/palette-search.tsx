import { createMemo, createSignal, createUniqueId, For, onCleanup, onMount, Show, untrack } from 'solid-js';
import { commandTexts as t } from '../i18n/commands.ts';
import { readKept, writeKept } from '../kept.ts';
import { Icon } from '../ui/icon.tsx';
import { finders, offeredCommands } from './commands.ts';
import { KeySigns } from './key-signs.tsx';
import styles from './palette.module.css';
import { type Line, paletteSections } from './palette-list.ts';

const recentKey = 'commands';
const mostRemembered = 12;
/** Milliseconds at a time for what the first letter needs: a fraction of a frame. */
const preparingTime = 5;

/** The commands used last at this device, last first. */
function recentCommands(): string[] {
  const kept = readKept<unknown>(recentKey);
  return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
}

function remember(id: string): void {
  const others = recentCommands().filter((other) => other !== id);
  writeKept(recentKey, [id, ...others].slice(0, mostRemembered));
}

/** Uses the pauses between two keys so that the first letter finds everything ready. In a Solid owner. */
function prepareFinders(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const goOn = () => {
    const until = performance.now() + preparingTime;
    if (untrack(finders).some((finder) => untrack(() => finder.prepare?.(until)))) timer = setTimeout(goOn);
  };
  timer = setTimeout(goOn);
  onCleanup(() => clearTimeout(timer));
}

/** What the palette holds: the field, and what was found. `onClose` leads the keyboard back to where it was. */
export default function PaletteSearch(props: { onClose: () => void }) {
  const listId = createUniqueId();
  const [question, setQuestion] = createSignal('');
  const [at, setAt] = createSignal(0);
  const recent = recentCommands();
  let list: HTMLDivElement | undefined;
  let input: HTMLInputElement | undefined;
  const sections = createMemo(() =>
    paletteSections(question(), offeredCommands(), finders(), recent, {
      recent: t().recent,
      commands: t().commands,
      group: (group) => t()[`group_${group}`],
    }),
  );
  onMount(prepareFinders);
  // The dialog looks for a field when it opens; this one may come a moment later.
  onMount(() => queueMicrotask(() => input?.focus()));
  const lines = createMemo(() => sections().flatMap((section) => section.lines));
  const current = () => Math.min(at(), lines().length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  const choose = (line: Line | undefined) => {
    if (!line) return;
    if (offeredCommands().some(({ id }) => id === line.id)) remember(line.id);
    // The command works where the keyboard was, not in the palette.
    props.onClose();
    line.run();
  };
  const go = (index: number) => {
    setAt(index);
    list?.querySelector(`#${CSS.escape(optionId(index))}`)?.scrollIntoView({ block: 'nearest' });
  };
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = steps[event.key];
    const count = lines().length;
    if (event.key === 'Enter') choose(lines()[current()]);
    else if (step !== undefined && count > 0) {
      const wanted = current() + step;
      const single = Math.abs(step) === 1;
      go(single ? (wanted + count) % count : Math.max(0, Math.min(count - 1, wanted)));
    } else if (event.ctrlKey && event.code === 'KeyK') props.onClose();
    else return;
    event.preventDefault();
  };

  return (
    <div class={styles.palette}>
      <label class={styles.search}>
        <Icon name="search" />
        <span class="visually-hidden">{t().palette}</span>
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded={lines().length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={lines().length > 0 ? optionId(current()) : undefined}
          placeholder={t().paletteHint}
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="go"
          onInput={(event) => {
            setQuestion(event.currentTarget.value);
            go(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div ref={list} id={listId} class={styles.list} role="listbox" aria-label={t().found} tabIndex={-1}>
        <For each={sections()}>
          {(section) => (
            <fieldset class={styles.section} aria-labelledby={`${listId}-${section.id}`}>
              <div id={`${listId}-${section.id}`} class={styles.group}>
                {section.label}
              </div>
              <For each={section.lines}>
                {(line) => {
                  const index = () => lines().indexOf(line);
                  return (
                    <div
                      id={optionId(index())}
                      class={styles.line}
                      role="option"
                      tabIndex={-1}
                      aria-selected={index() === current()}
                      on:click={() => choose(line)}
                    >
                      <span class={styles.label}>{line.label}</span>
                      <Show when={line.detail}>
                        <small class={styles.detail}>{line.detail}</small>
                      </Show>
                      <KeySigns keys={line.keys} />
                    </div>
                  );
                }}
              </For>
            </fieldset>
          )}
        </For>
      </div>
      <p class={styles.nothing} role="status">
        <Show when={lines().length === 0}>{t().nothing(question())}</Show>
      </p>
    </div>
  );
}
