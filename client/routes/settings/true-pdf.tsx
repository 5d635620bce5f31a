import { createSignal, onCleanup, Show } from 'solid-js';
import type { Office } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { Icon } from '../../ui/icon.tsx';
import { HallButton } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';

/** Makes the page as a real PDF from what stands in the form, saved or not, and opens it. */
export function TruePdf(props: { office: () => Office }) {
  const [made, setMade] = createSignal('');
  const { error, working: making, send } = createSending();
  const forget = () => {
    if (made()) URL.revokeObjectURL(made());
    setMade('');
  };
  onCleanup(forget);
  const make = () => {
    forget();
    void send(async () => {
      const answer: Response = await api.office['specimen.pdf'].$post({ json: props.office() });
      const url = URL.createObjectURL(await answer.blob());
      setMade(url);
      // A browser that keeps the window from opening leaves the link below.
      window.open(url, '_blank', 'noopener');
    });
  };
  return (
    <div class={page.row}>
      <HallButton icon="print" disabled={making()} onClick={make}>
        {making() ? documentTexts().making : documentTexts().truePdf}
      </HallButton>
      <Show when={made()}>
        {(url) => (
          <a class={page.link} href={url()} target="_blank" rel="noopener">
            <Icon name="document" /> {documentTexts().pdfReady}
          </a>
        )}
      </Show>
      <SendingError error={error()} />
    </div>
  );
}
