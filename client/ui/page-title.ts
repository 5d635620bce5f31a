import { common } from '../i18n/common.ts';
import { pageNames } from '../i18n/page-names.ts';
import { pages } from '../i18n/pages.ts';
import { searchTexts } from '../i18n/search.ts';
import { followTitle } from './title.ts';

/** The pages by their addresses; the first that matches names the page. */
const names: readonly (readonly [RegExp, () => string])[] = [
  [/^\/$/, () => common().home],
  [/^\/join$/, () => pages().joinTitle],
  [/^\/sign-in$/, () => pageNames().signIn],
  [/^\/me$/, () => pageNames().me],
  [/^\/plan$/, () => common().plan],
  [/^\/calendar(\/[^/]+)?$/, () => pageNames().calendar],
  [/^\/settings$/, () => common().settings],
  [/^\/inbox$/, () => pageNames().inbox],
  [/^\/people$/, () => pageNames().people],
  [/^\/households$/, () => pageNames().households],
  [/^\/households\/lists$/, () => pageNames().householdLists],
  [/^\/households\/villages$/, () => pageNames().villages],
  [/^\/privacy$/, () => pageNames().privacy],
  [/^\/rebuild$/, () => pageNames().rebuild],
  [/^\/search$/, () => searchTexts().search],
  [/^\/follow-up$/, () => pageNames().followUp],
  [/^\/escalations$/, () => pageNames().escalations],
  [/^\/numbers$/, () => pageNames().numbers],
  [/^\/numbers\/list$/, () => pageNames().numbersList],
  [/^\/dialogues\/[^/]+$/, () => common().hall],
  [/^\/dialogues\/[^/]+\/register$/, () => common().register],
  [/^\/dialogues\/[^/]+\/reading$/, () => pageNames().reading],
  [/^\/dialogues\/[^/]+\/preparation$/, () => pageNames().preparation],
  [/^\/dialogues\/[^/]+\/preview\/[^/]+$/, () => pageNames().preview],
  [/^\/dialogues\/[^/]+\/records$/, () => pages().recordsTitle],
  [/^\/dialogues\/[^/]+\/history$/, () => pageNames().history],
  [/^\/dialogues\/[^/]+\/links$/, () => pages().linksTitle],
  [/^\/dialogues\/[^/]+\/direct$/, () => pageNames().screens],
  [/^\/dialogues\/[^/]+\/chair$/, () => common().chair],
  [/^\/dialogues\/[^/]+\/devices$/, () => pageNames().devices],
  [/^\/dialogues\/[^/]+\/late\/[^/]+$/, () => pageNames().lateTexts],
  [/^\/dialogues\/[^/]+\/exchange$/, () => pageNames().exchange],
  [/^\/dialogues\/[^/]+\/invited$/, () => pageNames().invited],
  [/^\/dialogues\/[^/]+\/preparation\/invitations$/, () => pageNames().invitations],
  [/^\/dialogues\/[^/]+\/work$/, () => pageNames().work],
  [/^\/records\/[^/]+$/, () => pages().recordTitle],
  [/^\/records\/[^/]+\/review$/, () => pageNames().review],
  [/^\/records\/[^/]+\/compare\/[^/]+$/, () => pageNames().compare],
  [/^\/verify$/, () => pageNames().verify],
];

/** Keeps the window's title. To be called once, inside the router. */
export function followPageTitle(path: () => string): void {
  followTitle(() => names.find(([pattern]) => pattern.test(path()))?.[1]() ?? common().notFoundTitle);
}
