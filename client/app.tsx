import { Navigate, Route, Router, useLocation } from '@solidjs/router';
import { onMount, type ParentProps, Show } from 'solid-js';
import { documentAccess, may } from '../shared/access.ts';
import { common } from './i18n/common.ts';
import { lazyPage } from './lazy-page.tsx';
import { tellOfFailures } from './offline/failures.ts';
import { forWhomItIs } from './routes/dialogue/allowed.tsx';
import { ownRole, session, startPath, worksHere } from './session.ts';
import { Notice } from './ui/controls.tsx';
import { followPageTitle } from './ui/page-title.ts';
import { Shell } from './ui/shell.tsx';
import { VersionBar } from './ui/version-bar.tsx';
import { Unlocked } from './vault/unlocked.tsx';

const Join = lazyPage(() => import('./routes/join/join.tsx'));
const SignInPage = lazyPage(() => import('./routes/sign-in/sign-in.tsx'));
const MePage = lazyPage(
  () => import('./routes/me/me.tsx'),
  () => worksHere(session()?.role),
);
const Home = lazyPage(
  () => import('./routes/home/home.tsx'),
  () => documentAccess(ownRole(), 'minutes') === 'write',
);
const PrivacyPage = forWhomItIs('privacy', () => import('./routes/privacy/privacy.tsx'));
const PeoplePage = forWhomItIs('people', () => import('./routes/people/people.tsx'));
const HouseholdsPage = forWhomItIs('households', () => import('./routes/households/households.tsx'));
const HouseholdListsPage = forWhomItIs('households', () => import('./routes/households/lists.tsx'));
const VillagesPage = forWhomItIs('households', () => import('./routes/households/villages.tsx'));
const PlanPage = forWhomItIs('plan', () => import('./routes/plan/plan.tsx'));
const CalendarPage = forWhomItIs('plan', () => import('./routes/calendar/calendar.tsx'));
const Settings = forWhomItIs('settings', () => import('./routes/settings/settings.tsx'));
const Hall = forWhomItIs('hall', () => import('./routes/hall/hall.tsx'));
const RegisterPage = forWhomItIs('register', () => import('./routes/register/register.tsx'));
const PreparationPage = forWhomItIs('preparation', () => import('./routes/preparation/preparation.tsx'));
const PreviewPage = forWhomItIs('preview', () => import('./routes/preview/preview.tsx'));
const Records = forWhomItIs('records', () => import('./routes/records/records.tsx'));
const RecordPage = forWhomItIs('records', () => import('./routes/records/record.tsx'));
const ReviewPage = forWhomItIs('records', () => import('./routes/review/review.tsx'));
const ComparePage = forWhomItIs('records', () => import('./routes/review/compare.tsx'));
const HistoryPage = forWhomItIs('history', () => import('./routes/review/history.tsx'));
const ReadingPage = forWhomItIs('reading', () => import('./routes/reading/reading.tsx'));
const SearchPage = forWhomItIs('search', () => import('./routes/search/search.tsx'));
const NumbersPage = forWhomItIs('numbers', () => import('./routes/numbers/numbers.tsx'));
const NumbersList = forWhomItIs('numbers', () => import('./routes/numbers/list.tsx'));
const VerifyPage = lazyPage(
  () => import('./routes/verify/verify.tsx'),
  () => may(ownRole(), 'readRecords'),
);
const FollowUpPage = forWhomItIs('followUp', () => import('./routes/follow-up/follow-up.tsx'));
const EscalationsPage = forWhomItIs('escalations', () => import('./routes/escalations/escalations.tsx'));
const Links = forWhomItIs('links', () => import('./routes/links/links.tsx'));
const Chair = forWhomItIs('chair', () => import('./routes/chair/chair.tsx'));
const Direct = forWhomItIs('direct', () => import('./routes/direct/direct.tsx'));
const ExchangePage = forWhomItIs('exchange', () => import('./routes/exchange/exchange.tsx'));
const DevicesPage = forWhomItIs('devices', () => import('./routes/devices/devices.tsx'));
const LatePage = forWhomItIs('late', () => import('./routes/late/late.tsx'));
const RebuildPage = forWhomItIs('rebuild', () => import('./routes/rebuild/rebuild.tsx'));
const InvitedPage = forWhomItIs('invited', () => import('./routes/invited/invited.tsx'));
const InvitationsPage = forWhomItIs('invitations', () => import('./routes/invitations/invitations.tsx'));
const InboxPage = forWhomItIs('inbox', () => import('./routes/inbox/inbox.tsx'));
const WorkPage = forWhomItIs('work', () => import('./routes/work/work.tsx'));

function Titled(props: ParentProps) {
  const location = useLocation();
  followPageTitle(() => location.pathname);
  tellOfFailures();
  return (
    <>
      {props.children}
      <VersionBar />
    </>
  );
}

function Framed(props: ParentProps) {
  return <Shell>{props.children}</Shell>;
}

/** A page that needs somebody who has signed in; nobody is led to the ways to sign in, and back. */
function Inside(props: ParentProps) {
  const location = useLocation();
  return (
    <Show
      when={session()}
      fallback={<Navigate href={`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`} />}
    >
      <Shell>
        <Unlocked>{props.children}</Unlocked>
      </Shell>
    </Show>
  );
}

function NotFound() {
  return (
    <Shell>
      <h1>{common().notFoundTitle}</h1>
      <Notice kind="warn">{common().notFound}</Notice>
    </Shell>
  );
}

/** The screen and the public list are built as pages of their own (shared/entries.ts): the address is asked for anew. */
function OwnPage() {
  const { pathname, search } = useLocation();
  onMount(() => location.replace(pathname + search));
  return null;
}

/** Where each role starts. */
function Start() {
  const now = session();
  if (!now) return <Navigate href="/sign-in" />;
  if (now.role !== 'organizer' && now.role !== 'recorder')
    return <Navigate href={startPath(now.role, now.dialogueId)} />;
  return (
    <Framed>
      <Unlocked>
        <Home />
      </Unlocked>
    </Framed>
  );
}

/** The pages and their addresses. */
export function App() {
  return (
    <Router root={Titled}>
      <Route path="/" component={Start} />
      <Route path="/join" component={Join} />
      <Route path="/screen/:id" component={OwnPage} />
      <Route path="/list/:id" component={OwnPage} />
      <Route component={Framed}>
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/verify" component={VerifyPage} />
      </Route>
      <Route component={Inside}>
        <Route path="/me" component={MePage} />
        <Route path="/plan" component={PlanPage} />
        <Route path="/calendar/:year?" component={CalendarPage} />
        <Route path="/settings" component={Settings} />
        <Route path="/inbox" component={InboxPage} />
        <Route path="/people" component={PeoplePage} />
        <Route path="/households" component={HouseholdsPage} />
        <Route path="/households/lists" component={HouseholdListsPage} />
        <Route path="/households/villages" component={VillagesPage} />
        <Route path="/privacy" component={PrivacyPage} />
        <Route path="/rebuild" component={RebuildPage} />
        <Route path="/search" component={SearchPage} />
        <Route path="/follow-up" component={FollowUpPage} />
        <Route path="/escalations" component={EscalationsPage} />
        <Route path="/numbers" component={NumbersPage} />
        <Route path="/numbers/list" component={NumbersList} />
        <Route path="/dialogues/:id" component={Hall} />
        <Route path="/dialogues/:id/register" component={RegisterPage} />
        <Route path="/dialogues/:id/reading" component={ReadingPage} />
        <Route path="/dialogues/:id/preparation" component={PreparationPage} />
        <Route path="/dialogues/:id/preview/:paper" component={PreviewPage} />
        <Route path="/dialogues/:id/records" component={Records} />
        <Route path="/dialogues/:id/history" component={HistoryPage} />
        <Route path="/dialogues/:id/links" component={Links} />
        <Route path="/dialogues/:id/chair" component={Chair} />
        <Route path="/dialogues/:id/direct" component={Direct} />
        <Route path="/dialogues/:id/exchange" component={ExchangePage} />
        <Route path="/dialogues/:id/devices" component={DevicesPage} />
        <Route path="/dialogues/:id/late/:proposal" component={LatePage} />
        <Route path="/dialogues/:id/work" component={WorkPage} />
        <Route path="/dialogues/:id/invited" component={InvitedPage} />
        <Route path="/dialogues/:id/preparation/invitations" component={InvitationsPage} />
        <Route path="/records/:id" component={RecordPage} />
        <Route path="/records/:id/review" component={ReviewPage} />
        <Route path="/records/:id/compare/:before" component={ComparePage} />
      </Route>
      <Route path="*" component={NotFound} />
    </Router>
  );
}
