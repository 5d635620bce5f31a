import { A } from '@solidjs/router';
import { createSignal, onCleanup, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { ExchangeDesk } from '../../exchange/desk.ts';
import { exchangeTexts as t } from '../../i18n/exchange.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { ownRole, session } from '../../session.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { opensPage } from '../dialogue/pages.ts';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';
import { Give } from './give.tsx';
import { ShowCode } from './show-code.tsx';
import { Take } from './take.tsx';

/** Two devices side by side hand each other their work, without any network. */
export default function ExchangePage() {
  return (
    <WithDialogue live>
      {(loaded) => <Desk dialogue={loaded().dialogue} office={loaded().office} />}
    </WithDialogue>
  );
}

function Desk(props: { dialogue: Dialogue; office: Office }) {
  const desk = new ExchangeDesk(props.dialogue, props.office, ownRole(), session()?.name ?? '');
  onCleanup(() => desk.close());
  const [message, setMessage] = createSignal<Uint8Array | null>(null);
  const isSealed = () =>
    props.dialogue.state === 'frozen' || desk.written.some(({ mode }) => mode() === 'sealed');
  return (
    <DialogueFrame dialogue={props.dialogue} status={<StatusBar documents={desk.written} />}>
      <div class={page.page}>
        <div>
          <h2>{pageNames().exchange}</h2>
          <p class={page.lead}>{t().lead}</p>
        </div>
        <Show when={isSealed()}>
          <Notice kind="info">{t().needsWork}</Notice>
        </Show>
        <Show when={message()}>
          {(shown) => <ShowCode message={shown()} onClose={() => setMessage(null)} />}
        </Show>
        <Give desk={desk} onCode={setMessage} />
        <Take desk={desk} />
        <Show when={opensPage(ownRole(), 'rebuild')}>
          <p>
            {t().rebuildHint}{' '}
            <A class={page.link} href="/rebuild">
              {t().rebuildLink}
            </A>
          </p>
        </Show>
      </div>
    </DialogueFrame>
  );
}
