import { hallTexts as t } from '../i18n/hall.ts';

/** The drawer of the hall for activity. */
export function ActivityPanel() {
  return <h2>{t().activity}</h2>;
}
