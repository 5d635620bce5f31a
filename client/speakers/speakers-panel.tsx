import { hallTexts as t } from '../i18n/hall.ts';

/** The drawer of the hall for speakers. */
export function SpeakersPanel() {
  return <h2>{t().speakers}</h2>;
}
