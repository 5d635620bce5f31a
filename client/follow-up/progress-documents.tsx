import { createSignal, For, Show } from 'solid-js';
import { mayMake } from '../../shared/access.ts';
import { type Quarter, quarters } from '../../shared/dialogue.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import { followUpTexts } from '../i18n/follow-up.ts';
import { offlineTexts } from '../i18n/offline.ts';
import { pages } from '../i18n/pages.ts';
import { ownRole } from '../session.ts';
import { SelectField } from '../ui/controls.tsx';
import { DocumentLinks } from '../ui/document-links.tsx';
import { NeedsHall } from '../ui/needs-hall.tsx';
import page from '../ui/page.module.css';

/** The quarter in which a day (`YYYY-MM-DD`) lies; of a year that is over the last one, of one to come none. */
function quarterOn(year: number, day: string): Quarter {
  const [now = 0, month = 0] = day.split('-').map(Number);
  if (now > year) return 'IV';
  return now < year ? '' : (quarters[Math.ceil(month / 3)] ?? '');
}

/** The quarterly report of a year: which year, which period, and the ways to it. */
export function ProgressDocuments(props: { years: number[] }) {
  const years = () => [...new Set(props.years)].sort((a, b) => b - a);
  const [chosenYear, setYear] = createSignal(0);
  const year = () => (years().includes(chosenYear()) ? chosenYear() : (years()[0] ?? 0));
  const [chosenQuarter, setQuarter] = createSignal<string | null>(null);
  const quarter = () => chosenQuarter() ?? quarterOn(year(), dayInVietnam(new Date()));
  return (
    <Show when={mayMake(ownRole(), 'progress') && years().length > 0}>
      <section class={page.card} aria-labelledby="progress-documents">
        <h2 id="progress-documents">{followUpTexts().progress}</h2>
        <p class={page.lead}>{followUpTexts().progressLead}</p>
        <div class={page.grid}>
          <SelectField
            label={followUpTexts().year}
            onChange={(event) => setYear(Number(event.currentTarget.value))}
          >
            <For each={years()}>
              {(one) => (
                <option value={one} selected={one === year()}>
                  {one}
                </option>
              )}
            </For>
          </SelectField>
          <SelectField
            label={followUpTexts().period}
            onChange={(event) => setQuarter(event.currentTarget.value)}
          >
            <For each={quarters}>
              {(one) => (
                <option value={one} selected={one === quarter()}>
                  {followUpTexts().quarter(one)}
                </option>
              )}
            </For>
          </SelectField>
        </div>
        <NeedsHall>{offlineTexts().files}</NeedsHall>
        <div>
          <DocumentLinks
            name={pages().quarter(quarter(), year())}
            href={`/api/years/${year()}/follow-up/progress`}
            query={quarter() ? `quarter=${quarter()}` : ''}
          />
        </div>
      </section>
    </Show>
  );
}
