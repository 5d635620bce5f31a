import { dialogueIn } from '../shared/entries.ts';
import { common } from './i18n/common.ts';
import Screen from './routes/screen/screen.tsx';
import { startPage } from './start-page.tsx';
import { reloadUnattended } from './ui/follow-version.ts';

import { followTitle } from './ui/title.ts';

/** The hall's screen, a page of its own: it carries nothing that only those who work need. */
startPage(() => {
  followTitle(() => common().screen);
  reloadUnattended();
  return <Screen id={dialogueIn(location.pathname)} />;
}, true);
