import { createSignal, Match, Show, Switch } from 'solid-js';
import { keptPagesTexts as t } from '../i18n/kept-pages.ts';
import { Button, Notice } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import { canInstall, install, isInstalled, isIos } from './install-offer.ts';
import { kept, tryLeftAgain } from './link.ts';
import { isLeft } from './offers.ts';

/** Whether the pages open on this device with no network, and a way to install them where the browser has one. */
export function DeviceCard() {
  const [isTrying, setTrying] = createSignal(false);
  const tryAgain = async () => {
    setTrying(true);
    await tryLeftAgain();
    location.reload();
  };
  const words = () => {
    if (kept() !== 'none') return kept() === 'here' ? t().here : t().fetching;
    return isSecureContext ? t().none : t().plain;
  };
  return (
    <section class={page.card}>
      <h2>{t().title}</h2>
      <p role="status">{words()}</p>
      <Show when={isLeft()}>
        <Notice kind="warn">
          <p>{t().left}</p>
          <Button disabled={isTrying()} onClick={tryAgain}>
            {t().tryAgain}
          </Button>
        </Notice>
      </Show>
      <Switch>
        <Match when={isInstalled()}>
          <p class={page.lead}>{t().installed}</p>
        </Match>
        <Match when={canInstall()}>
          <p class={page.lead}>{t().installLead}</p>
          <div class={page.row}>
            <Button icon="device" onClick={install}>
              {t().install}
            </Button>
          </div>
        </Match>
        <Match when={isIos() && kept() !== 'none'}>
          <p class={page.lead}>{t().installIos}</p>
        </Match>
      </Switch>
    </section>
  );
}
