import { sizesOf } from './fit.ts';
import { Fitted } from './fitted.tsx';
import { Header } from './header.tsx';
import type { Picture } from './picture.ts';
import styles from './screen.module.css';

/** A message of the organizer, as large as it fits. */
export function MessagePicture(props: { picture: Picture; message: string }) {
  return (
    <>
      <Header picture={props.picture} />
      <section class={styles.announcement} aria-live="polite">
        <Fitted shown={props.message} sizes={sizesOf.message} class={styles.centred}>
          <p class={styles.matter} data-fit>
            {props.message}
          </p>
        </Fitted>
      </section>
    </>
  );
}
