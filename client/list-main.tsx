import { dialogueIn } from '../shared/entries.ts';
import { common } from './i18n/common.ts';
import PublicList from './routes/list/list.tsx';
import { startPage } from './start-page.tsx';
import { followTitle } from './ui/title.ts';
import { VersionBar } from './ui/version-bar.tsx';

/** The public list on citizens' phones, a page of its own: it carries nothing that only those who work need. */
startPage(() => {
  followTitle(() => common().publicList);
  return (
    <>
      <PublicList id={dialogueIn(location.pathname)} />
      <VersionBar />
    </>
  );
}, false);
