import { type Accessor, createMemo, For, type JSX, Show } from 'solid-js';
import type { WorkPetition } from '../../../shared/work.ts';
import { workTexts as t } from '../../i18n/work.ts';
import type { Group } from './groups.ts';
import styles from './work.module.css';

/**
 * Petitions in their groups. A card lives as long as its petition stays in its group: what is being typed in it is
 * not drawn anew when the list is asked for again.
 */
export function GroupList<P extends WorkPetition>(props: {
  groups: readonly Group<P>[];
  nothing: Partial<Record<Group<P>['name'], string>>;
  children: (petition: Accessor<P>, group: Group<P>['name']) => JSX.Element;
}) {
  const names = createMemo(() => props.groups.map(({ name }) => name), [], { equals: sameItems });
  const of = (name: Group<P>['name']) => props.groups.find((each) => each.name === name)?.petitions ?? [];
  return (
    <For each={names()}>
      {(name, place) => {
        const ids = createMemo(() => of(name).map(({ id }) => id), [], { equals: sameItems });
        const title = () => t().groupOf(t()[name], ids().length);
        const cards = () => (
          <div class={styles.cards}>
            <For each={ids()}>
              {(id) => (
                <Card id={id} of={() => of(name)} draw={(petition) => props.children(petition, name)} />
              )}
            </For>
          </div>
        );
        return (
          <Show
            when={place() === 0}
            fallback={
              <Show when={ids().length > 0}>
                <details class={styles.group} data-group={name} open={name !== 'told' && name !== 'gone'}>
                  <summary>
                    <h3>{title()}</h3>
                  </summary>
                  {cards()}
                </details>
              </Show>
            }
          >
            <section class={styles.group} data-group={name}>
              <h3>{title()}</h3>
              <Show when={ids().length > 0} fallback={<p class={styles.facts}>{props.nothing[name]}</p>}>
                {cards()}
              </Show>
            </section>
          </Show>
        );
      }}
    </For>
  );
}

function Card<P extends WorkPetition>(props: {
  id: string;
  of: () => readonly P[];
  draw: (petition: Accessor<P>) => JSX.Element;
}) {
  const petition = () => props.of().find(({ id }) => id === props.id);
  return (
    <Show when={petition()}>
      {(one) => (
        <article class={styles.card} data-petition={props.id} aria-label={one().number}>
          {props.draw(one)}
        </article>
      )}
    </Show>
  );
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
