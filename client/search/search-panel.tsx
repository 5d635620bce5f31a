import { A } from '@solidjs/router';
import { For, onMount, Show } from 'solid-js';
import { type SearchHit, searchKinds } from '../../shared/search.ts';
import { messageOf } from '../api.ts';
import { StateSign } from '../board/signs.tsx';
import { pages } from '../i18n/pages.ts';
import { searchTexts as t } from '../i18n/search.ts';
import { Button, Notice, SelectField, TextField } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import { Marked } from '../ui/marked.tsx';
import type { HitGroup, Search } from './model.ts';
import styles from './search.module.css';

/** Where a hit leads: to the petition on its board, or to the paragraph in the minutes. */
export function pathOf({ kind, dialogueId, id }: SearchHit): string {
  return `/dialogues/${dialogueId}?${kind === 'petition' ? 'petition' : 'paragraph'}=${encodeURIComponent(id)}`;
}

/** The field, and what was found; arrow keys go through the hits. `onClose`: it can be closed, and is when a hit is opened. */
export function SearchPanel(props: { search: Search; onClose?: () => void }) {
  let root: HTMLElement | undefined;
  let input: HTMLInputElement | undefined;
  const { search } = props;
  onMount(() => queueMicrotask(() => input?.focus()));

  const links = () => [...(root?.querySelectorAll<HTMLAnchorElement>('a[data-hit]') ?? [])];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || event.ctrlKey) return;
    const all = links();
    const at = all.findIndex((link) => link.matches(':focus'));
    if (event.key === 'ArrowDown' && (event.target === input || at >= 0)) {
      event.preventDefault();
      all[Math.min(at + 1, all.length - 1)]?.focus();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      if (at === 0) input?.focus();
      else all[at - 1]?.focus();
    } else if (event.key === 'Escape' && props.onClose) {
      // Else the field would only be emptied.
      event.preventDefault();
      props.onClose();
    } else if (event.key === 'Enter' && event.target === input && search.state() === 'done') {
      event.preventDefault();
      all[0]?.click();
    }
  };
  const status = () => {
    if (search.state() === 'asking' && search.count() === 0) return t().searching;
    if (search.state() === 'idle' || search.error()) return '';
    return search.count() === 0 ? t().none : t().count(search.count(), search.hasMore());
  };
  const kindWords = () => ({ petition: t().petitions, minutes: t().minutes });

  return (
    <search ref={root} class={styles.panel} onKeyDown={onKeyDown}>
      <div class={styles.form}>
        <TextField
          ref={input}
          type="search"
          label={t().field}
          class={styles.field}
          autocomplete="off"
          spellcheck={false}
          value={search.text()}
          onInput={(event) => search.setText(event.currentTarget.value)}
        />
        <SelectField
          label={t().kind}
          onChange={(event) =>
            search.setKind(searchKinds.find((kind) => kind === event.currentTarget.value) ?? '')
          }
        >
          <option value="">{t().all}</option>
          <For each={searchKinds}>{(kind) => <option value={kind}>{kindWords()[kind]}</option>}</For>
        </SelectField>
      </div>
      <p class={styles.status} role="status">
        {status()}
      </p>
      <Show when={search.error()}>
        <Notice kind="error">{messageOf(search.error())}</Notice>
      </Show>
      <Show when={search.offline() && search.state() !== 'idle'}>
        <Notice kind="warn">{t().offline}</Notice>
      </Show>
      <Show when={search.state() === 'idle'}>
        <p class={styles.lead}>{t().lead}</p>
      </Show>
      <For each={search.groups()}>{(group) => <Group group={group} onOpen={props.onClose} />}</For>
      <Show when={search.hasMore()}>
        <Button onClick={() => search.more()}>{t().more}</Button>
      </Show>
    </search>
  );
}

function Group(props: { group: HitGroup; onOpen?: () => void }) {
  const { dialogue } = props.group;
  return (
    <section class={styles.group} aria-label={dialogue.title}>
      <h2>
        <span>{dialogue.title}</span>
        <small>{pages().quarter(dialogue.quarter, dialogue.year)}</small>
        <Show when={dialogue.frozen}>
          <small>
            <Icon name="lock" /> {pages().frozen}
          </small>
        </Show>
      </h2>
      <ul>
        <For each={props.group.hits}>
          {(hit) => (
            <li>
              <A href={pathOf(hit)} class={styles.hit} data-hit={hit.kind} onClick={() => props.onOpen?.()}>
                <Hit hit={hit} />
              </A>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

function Hit(props: { hit: SearchHit }) {
  return (
    <>
      <span class={styles.head}>
        <Show
          when={props.hit.kind === 'petition'}
          fallback={
            <span class={styles.kind}>
              <Icon name="document" /> {t().paragraph}
            </span>
          }
        >
          <strong>{props.hit.number || 'KN-…'}</strong>
        </Show>
        <Show when={props.hit.state || null}>{(state) => <StateSign state={state()} />}</Show>
        <Show when={props.hit.citizen}>
          {(citizen) => (
            <span class={styles.citizen}>
              <Icon name="user" /> <span class="visually-hidden">{t().citizen}: </span>
              <Marked value={citizen()} />
            </span>
          )}
        </Show>
      </span>
      <span class={styles.matter}>
        <Marked value={props.hit.matter} />
      </span>
      <Show when={props.hit.answer}>
        {(answer) => (
          <span class={styles.answer}>
            {t().answer}: <Marked value={answer()} />
          </span>
        )}
      </Show>
      <Show when={props.hit.place}>
        {(place) => (
          <span class={styles.place}>
            <Marked value={place()} />
          </span>
        )}
      </Show>
    </>
  );
}
