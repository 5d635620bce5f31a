import { hallTexts as t } from '../i18n/hall.ts';

/** The drawer of the hall for papers. */
export function PapersPanel() {
  return <h2>{t().papers}</h2>;
}
