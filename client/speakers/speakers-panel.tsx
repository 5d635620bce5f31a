import { useHall } from '../hall/hall-context.ts';
import { t } from '../i18n/speakers.ts';
import styles from './speakers-panel.module.css';
import { SpeakersView } from './speakers-view.tsx';

/** The drawer of the hall for speakers. */
export default function SpeakersPanel() {
  const hall = useHall();
  const { model, clock } = hall.speakers;
  return (
    <section class={styles.panel} aria-label={t().speakers}>
      <h2>{t().speakers}</h2>
      <SpeakersView
        model={model}
        places={{ villages: hall.office.villages, groups: hall.dialogue.groups }}
        time={clock.time()}
      />
    </section>
  );
}
