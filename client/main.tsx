import './trusted-html.ts';
import './ui/styles.ts';
import { Show } from 'solid-js';
import { render } from 'solid-js/web';
import { App } from './app.tsx';
import { startLanguage } from './i18n/index.ts';
import { watchReach } from './in-reach.ts';
import { keepInstallOffer } from './offline/install-offer.ts';
import { keepPage } from './offline/link.ts';
import { loadSession, startFromKept, visitors } from './session.ts';
import { Waiting } from './ui/waiting.tsx';

startLanguage();
watchReach();
keepInstallOffer();
const root = document.getElementById('app');
if (!root) throw new Error('the page has no place for the app');

const draw = () =>
  render(
    () => (
      <Show when={visitors()} keyed>
        {(_) => <App />}
      </Show>
    ),
    root,
  );

// The session decides which page is drawn. Whom this device knows need not wait for the server's word; whoever signs
// in or opens a link, and whom nobody knows, does.
const waits = /^\/(?:sign-in|join)\/?$/.test(location.pathname);
root.replaceChildren();
if (!waits && startFromKept()) {
  draw();
  void loadSession();
} else {
  const end = render(
    () => (
      <Waiting
        onAnswer={() => {
          end();
          draw();
        }}
      />
    ),
    root,
  );
}
void keepPage(true);
