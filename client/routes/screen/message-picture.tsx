import { sizesOf } from './fit.ts';
import { Fitted } from './fitted.tsx';
import { Header } from './header.tsx';
import styles from './message.module.css';
import parts from './parts.module.css';
import type { Picture } from './picture.ts';

/** A message of the organizer, as large as it fits. */
export function MessagePicture(props: { picture: Picture; message: string }) {
  return (
    <>
      <Header picture={props.picture} />
      <section class={styles.announcement} aria-live="polite">
        <Fitted shown={props.message} sizes={sizesOf.message} class={styles.centred}>
          <p class={parts.matter} data-fit>
            {props.message}
          </p>
        </Fitted>
      </section>
    </>
  );
}
