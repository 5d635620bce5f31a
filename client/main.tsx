import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-500.css';
import '@fontsource/be-vietnam-pro/latin-500.css';
import '@fontsource/be-vietnam-pro/vietnamese-700.css';
import '@fontsource/be-vietnam-pro/latin-700.css';
import './ui/tokens.css';
import './ui/base.css';
import { render } from 'solid-js/web';
import { App } from './app.tsx';
import { startLanguage } from './i18n/index.ts';
import { loadSession } from './session.ts';

startLanguage();
const root = document.getElementById('app');
if (!root) throw new Error('the page has no place for the app');
// The session decides which page is drawn, so it is known first.
loadSession().finally(() => render(() => <App />, root));
