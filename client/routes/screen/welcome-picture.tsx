import { For, Show } from 'solid-js';
import { t } from '../../i18n/screen.ts';
import { sizesOf } from './fit.ts';
import { Fitted } from './fitted.tsx';
import { Header, placeAndDay } from './header.tsx';
import type { Picture } from './picture.ts';
import { QrCode } from './qr-code.tsx';
import styles from './welcome.module.css';

/** Before the dialogue and in its pauses: what it is, the programme, and the way to the public list. */
export function WelcomePicture(props: { picture: Picture }) {
  const { head } = props.picture;
  const programme = () => head().programme.split('\n').filter(Boolean);
  return (
    <>
      <Header picture={props.picture} title={head().body || t().welcome} line={placeAndDay(props.picture)} />
      <div class={styles.welcome}>
        <Fitted
          shown={[head().title, head().topic, head().chair, head().programme, head().publicLink]}
          sizes={sizesOf.welcome}
          class={styles.welcomeText}
        >
          <p class={styles.welcomeTitle}>{head().title}</p>
          <Show when={head().topic}>{(topic) => <p>{t().topic(topic())}</p>}</Show>
          <Show when={head().chair}>{(chair) => <p>{t().chair(chair())}</p>}</Show>
          <Show when={programme().length > 0}>
            <h2>{t().programme}</h2>
            <ul class={styles.programme}>
              <For each={programme()}>{(line) => <li>{line}</li>}</For>
            </ul>
          </Show>
        </Fitted>
        <Show when={head().publicLink}>
          {(link) => (
            <section class={styles.scan}>
              <QrCode text={link()} label={t().scanLabel} class={styles.qr} />
              <p>{t().scan}</p>
              <p class={styles.scanHint} data-secondary>
                {t().scanHint}
              </p>
            </section>
          )}
        </Show>
      </div>
    </>
  );
}
