import { createEffect, For, on, onCleanup, onMount, Show } from 'solid-js';
import type { ReadingBlock } from '../../shared/documents/reading.ts';
import { readingTexts as t } from '../i18n/reading.ts';
import { Badge } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import type { ReadingModel } from './model.ts';
import { PrintedBlock } from './printed-block.tsx';
import styles from './reading.module.css';

/** The minutes as printed, one paragraph in focus; keeps that paragraph in the middle of the window. */
export function ReadingText(props: { reading: ReadingModel }) {
  const model = props.reading;
  let text: HTMLElement | undefined;
  const elements = new Map<string, HTMLElement>();
  const bring = (block: ReadingBlock | undefined) => {
    const element = block && elements.get(block.id);
    if (!element) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const long = element.offsetHeight > innerHeight * 0.6;
    element.scrollIntoView({ block: long ? 'start' : 'center', behavior: calm ? 'auto' : 'smooth' });
  };
  createEffect(
    on(
      () => model.blocks()[model.at()]?.id,
      () => bring(model.blocks()[model.at()]),
    ),
  );
  // Who looks elsewhere by wheel or finger is not pulled back.
  onMount(() => {
    const look = () => model.lookElsewhere();
    // A tap or click goes to that paragraph; the keys go everywhere, so nothing here needs a button's role.
    const goThere = (event: MouseEvent) => {
      const block = event.target instanceof Element ? event.target.closest('[data-block]') : null;
      // A selection is somebody copying words, not going there.
      if (!block || getSelection()?.isCollapsed === false) return;
      const id = block.getAttribute('data-block');
      model.goTo(model.blocks().findIndex((one) => one.id === id));
    };
    text?.addEventListener('click', goThere);
    text?.addEventListener('wheel', look, { passive: true });
    text?.addEventListener('touchmove', look, { passive: true });
    onCleanup(() => {
      text?.removeEventListener('click', goThere);
      text?.removeEventListener('wheel', look);
      text?.removeEventListener('touchmove', look);
    });
  });
  const openAt = (id: string) =>
    model.corrections().filter((correction) => correction.anchor === id && correction.state === 'open')
      .length;
  return (
    <article ref={text} class={styles.text} aria-label={t().text} lang="vi">
      <For each={model.blocks()}>
        {(block, index) => (
          <div
            ref={(element) => {
              elements.set(block.id, element);
              onCleanup(() => elements.delete(block.id));
            }}
            class={styles.block}
            data-block={block.id}
            data-read={model.stateOf(block)}
            aria-current={model.at() === index() ? 'location' : undefined}
          >
            <Show when={model.stateOf(block) === 'read'}>
              <span class={styles.tick}>
                <Icon name="check" />
                <span class="visually-hidden">{t().read}</span>
              </span>
            </Show>
            <For each={block.blocks}>{(one) => <PrintedBlock block={one} />}</For>
            <Show when={model.stateOf(block) === 'changed' || openAt(block.id) > 0}>
              <p class={styles.signs}>
                <Show when={model.stateOf(block) === 'changed'}>
                  <Badge icon="edit">{t().changed}</Badge>
                </Show>
                <Show when={openAt(block.id)}>
                  {(count) => <Badge icon="flag">{t().correctionsCount(count())}</Badge>}
                </Show>
              </p>
            </Show>
          </div>
        )}
      </For>
    </article>
  );
}
