import { Show } from 'solid-js';
import { clockTime } from '../../shared/vietnamese/dates.ts';
import { pageNames } from '../i18n/page-names.ts';
import { readingTexts as t } from '../i18n/reading.ts';
import { Button } from '../ui/controls.tsx';
import type { ReadingModel } from './model.ts';
import styles from './reading.module.css';

/** Who reads, how far, and the steps: at the foot of the window, where a thumb reaches it. */
export function ReadingBar(props: {
  reading: ReadingModel;
  person: string;
  /** False: frozen, or a role that may not lead. */
  mayLead: boolean;
  onAsk: (() => void) | null;
}) {
  const model = props.reading;
  const lead = () => model.reading().lead;
  const words = () => {
    const now = lead();
    if (model.leading()) return t().youLead;
    if (now) return t().leads(now.name, clockTime(now.since));
    const done = model.reading().doneAt;
    return done ? t().doneAt(clockTime(done)) : t().nobody;
  };
  const done = () => model.reading().doneAt !== '';
  return (
    <section class={styles.bar} aria-label={pageNames().reading}>
      <div class={styles.progress}>
        <div class={styles.words}>
          <p data-testid="reading-state">
            <Show when={model.takenBy()}>{(name) => <strong>{t().takenOver(name())} </strong>}</Show>
            {words()}
          </p>
          <p class={styles.numbers}>
            {t().percent(model.progress().percent)}
            <Show when={model.progress().toRead > 0}>
              {' · '}
              {t().minutesLeft(model.progress().minutesLeft)}
            </Show>
            <Show when={model.progress().changed > 0}>
              {' · '}
              <strong>
                {t().changed}: {model.progress().changed}
              </strong>
            </Show>
          </p>
        </div>
        <div
          class={styles.meter}
          role="progressbar"
          aria-label={t().progress}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={model.progress().percent}
        >
          <span style={{ width: `${model.progress().percent}%` }} />
        </div>
      </div>
      <div class={styles.buttons}>
        <Show when={model.away()}>
          <Button kind="primary" icon="move" onClick={() => model.follow()}>
            {t().back}
          </Button>
        </Show>
        <Button icon="up" onClick={() => model.step(-1)} disabled={model.at() === 0}>
          {t().previous}
        </Button>
        <Button
          kind={model.leading() ? 'primary' : 'plain'}
          onClick={() => model.step(1)}
          disabled={!model.leading() && model.at() === model.blocks().length - 1}
        >
          {t().next}
        </Button>
        <Show when={props.onAsk}>
          {(ask) => (
            <Button icon="flag" onClick={() => ask()()} aria-keyshortcuts="E">
              {t().ask}
            </Button>
          )}
        </Show>
        <Show when={props.mayLead}>
          <Show
            when={model.leading()}
            fallback={
              <Button
                kind={lead() ? 'plain' : 'primary'}
                icon="speech"
                onClick={() => model.lead(props.person)}
              >
                {t().lead}
              </Button>
            }
          >
            <Show when={model.progress().toRead > 1}>
              <Button onClick={() => model.toNextUnread()}>{t().toNextUnread}</Button>
            </Show>
            <Button icon="check" onClick={() => model.finish()}>
              {t().finish}
            </Button>
            <Button kind="quiet" icon="close" onClick={() => model.leave()}>
              {t().leave}
            </Button>
          </Show>
          <Show when={(done() || model.progress().percent > 0) && (model.leading() || !lead())}>
            <Button kind="quiet" icon="undo" onClick={() => model.restart()}>
              {t().again}
            </Button>
          </Show>
        </Show>
      </div>
    </section>
  );
}
