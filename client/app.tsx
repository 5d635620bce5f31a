import { Navigate, Route, Router, useLocation } from '@solidjs/router';
import { lazy, type ParentProps } from 'solid-js';
import { common } from './i18n/common.ts';
import { session, startPath } from './session.ts';
import { Notice } from './ui/controls.tsx';
import { followPageTitle } from './ui/page-title.ts';
import { Shell } from './ui/shell.tsx';

const Join = lazy(() => import('./routes/join/join.tsx'));
const Home = lazy(() => import('./routes/home/home.tsx'));
const PlanPage = lazy(() => import('./routes/plan/plan.tsx'));
const Settings = lazy(() => import('./routes/settings/settings.tsx'));
const Hall = lazy(() => import('./routes/hall/hall.tsx'));
const RegisterPage = lazy(() => import('./routes/register/register.tsx'));
const PreparationPage = lazy(() => import('./routes/preparation/preparation.tsx'));
const Records = lazy(() => import('./routes/records/records.tsx'));
const RecordPage = lazy(() => import('./routes/records/record.tsx'));
const ReviewPage = lazy(() => import('./routes/review/review.tsx'));
const ComparePage = lazy(() => import('./routes/review/compare.tsx'));
const HistoryPage = lazy(() => import('./routes/review/history.tsx'));
const ReadingPage = lazy(() => import('./routes/reading/reading.tsx'));
const SearchPage = lazy(() => import('./routes/search/search.tsx'));
const VerifyPage = lazy(() => import('./routes/verify/verify.tsx'));
const Links = lazy(() => import('./routes/links/links.tsx'));
const Chair = lazy(() => import('./routes/chair/chair.tsx'));
const Direct = lazy(() => import('./routes/direct/direct.tsx'));
const PublicList = lazy(() => import('./routes/list/list.tsx'));
const Screen = lazy(() => import('./routes/screen/screen.tsx'));

function Titled(props: ParentProps) {
  const location = useLocation();
  followPageTitle(() => location.pathname);
  return <>{props.children}</>;
}

function Framed(props: ParentProps) {
  return <Shell>{props.children}</Shell>;
}

function NotFound() {
  return (
    <Shell>
      <h1>{common().notFoundTitle}</h1>
      <Notice kind="warn">{common().notFound}</Notice>
    </Shell>
  );
}

/** Where each role starts. */
function Start() {
  const now = session();
  if (now && now.role !== 'organizer' && now.role !== 'recorder')
    return <Navigate href={startPath(now.role, now.dialogueId)} />;
  return (
    <Framed>
      <Home />
    </Framed>
  );
}

/** The pages and their addresses. */
export function App() {
  return (
    <Router root={Titled}>
      <Route path="/" component={Start} />
      <Route path="/join" component={Join} />
      <Route path="/screen/:id" component={Screen} />
      <Route path="/list/:id" component={PublicList} />
      <Route component={Framed}>
        <Route path="/plan" component={PlanPage} />
        <Route path="/settings" component={Settings} />
        <Route path="/search" component={SearchPage} />
        <Route path="/dialogues/:id" component={Hall} />
        <Route path="/dialogues/:id/register" component={RegisterPage} />
        <Route path="/dialogues/:id/reading" component={ReadingPage} />
        <Route path="/dialogues/:id/preparation" component={PreparationPage} />
        <Route path="/dialogues/:id/records" component={Records} />
        <Route path="/dialogues/:id/history" component={HistoryPage} />
        <Route path="/dialogues/:id/links" component={Links} />
        <Route path="/dialogues/:id/chair" component={Chair} />
        <Route path="/dialogues/:id/direct" component={Direct} />
        <Route path="/verify" component={VerifyPage} />
        <Route path="/records/:id" component={RecordPage} />
        <Route path="/records/:id/review" component={ReviewPage} />
        <Route path="/records/:id/compare/:before" component={ComparePage} />
      </Route>
      <Route path="*" component={NotFound} />
    </Router>
  );
}
