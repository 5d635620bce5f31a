import { createMemo, type JSX, Show } from 'solid-js';
import type { Petition } from '../../../shared/petition.ts';
import { GrowingList } from '../../board/growing-list.tsx';
import { direct } from '../../i18n/direct.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { brief, type Desk } from './desk.ts';
import styles from './direct.module.css';

/** Which petitions the hall may see: released one by one, all so far, or all by themselves. */
export function ReleaseList(props: { desk: Desk }) {
  const { desk } = props;
  const released = createMemo(() => desk.petitions().filter(({ id }) => desk.isReleased(id)));
  const suggested = () => desk.hidden().find(({ id }) => id === desk.current());
  return (
    <section class={`${page.card} ${styles.release}`} aria-labelledby="release-title">
      <h2 id="release-title">{direct().release}</h2>
      <p class={page.muted}>{direct().releaseHelp}</p>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={desk.settings().releaseAll}
          onChange={(event) => desk.setReleaseAll(event.currentTarget.checked)}
        />
        <span>{direct().releaseAll}</span>
      </label>
      <Show when={suggested()}>
        {(petition) => (
          <Notice kind="warn">
            <p>{direct().currentHidden(nameOf(petition()))}</p>
            <Button kind="primary" onClick={() => desk.release([petition().id])}>
              {direct().releaseNumber(nameOf(petition()))} <kbd>R</kbd>
            </Button>
          </Notice>
        )}
      </Show>
      <Show when={!desk.settings().releaseAll} fallback={<p>{direct().releaseAllOn}</p>}>
        <div class={styles.listHead}>
          <h3>{direct().hidden(desk.hidden().length)}</h3>
          <Show when={desk.hidden().length > 0}>
            <Button onClick={() => desk.release(desk.hidden().map(({ id }) => id))}>
              {direct().releaseSoFar(desk.hidden().length)}
            </Button>
          </Show>
        </div>
        <Show when={desk.hidden().length > 0} fallback={<p role="status">{direct().nothingHidden}</p>}>
          <Petitions petitions={desk.hidden()} find={desk.petition}>
            {(petition) => (
              <Button onClick={() => desk.release([petition.id])}>
                {direct().releaseOne}
                <span class="visually-hidden"> {nameOf(petition)}</span>
              </Button>
            )}
          </Petitions>
        </Show>
        <details class={styles.released}>
          <summary>{direct().released(released().length)}</summary>
          <Petitions petitions={released()} find={desk.petition}>
            {(petition) => (
              <Button kind="danger" onClick={() => desk.takeBack([petition.id])}>
                {direct().takeBack}
                <span class="visually-hidden"> {nameOf(petition)}</span>
              </Button>
            )}
          </Petitions>
        </details>
      </Show>
    </section>
  );
}

function nameOf(petition: Petition): string {
  return petition.number || direct().noNumber;
}

function Petitions(props: {
  petitions: readonly Petition[];
  find: (id: string) => Petition | undefined;
  children: (petition: Petition) => JSX.Element;
}) {
  const ids = createMemo(() => props.petitions.map(({ id }) => id));
  return (
    <ul class={styles.petitions}>
      <GrowingList ids={ids()} keep="" end={(ref) => <li ref={ref} aria-hidden="true" />}>
        {(id) => (
          <Show when={props.find(id)}>
            {(petition) => (
              <li>
                <b>{nameOf(petition())}</b>
                <span class={styles.matter}>
                  {[petition().village, brief(petition().content)].filter(Boolean).join(': ')}
                </span>
                {props.children(petition())}
              </li>
            )}
          </Show>
        )}
      </GrowingList>
    </ul>
  );
}
