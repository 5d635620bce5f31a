import { Show } from 'solid-js';
import { clockTime, numericDate } from '../../../shared/vietnamese/dates.ts';
import { t } from '../../i18n/screen.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Picture } from './picture.ts';
import styles from './screen.module.css';

/** Place and day of the dialogue: `Hội trường Nhà Văn hóa xã · 14/06/2023`. */
export function placeAndDay(picture: Picture): string {
  return [picture.head().place, numericDate(picture.head().heldOn)].filter(Boolean).join(' · ');
}

/** Title, place and clock; while the connection is lost, since when stands in the line of the place. */
export function Header(props: { picture: Picture; title?: string; line?: string }) {
  const clock = () => clockTime(new Date(props.picture.now()).toISOString());
  return (
    <header class={styles.header}>
      <div>
        <h1 class={styles.title}>{props.title ?? props.picture.head().title}</h1>
        <Show
          when={props.picture.staleSince()}
          fallback={
            <p class={styles.place} data-secondary>
              {props.line ?? placeAndDay(props.picture)}
            </p>
          }
        >
          {(time) => (
            <p class={styles.stale} role="status" data-secondary>
              <Icon name="cloudOff" />
              {t().stale(time())}
            </p>
          )}
        </Show>
      </div>
      <time class={styles.clock}>{clock()}</time>
    </header>
  );
}
