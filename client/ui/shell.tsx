import { A, useLocation } from '@solidjs/router';
import { type ParentProps, Show, Suspense } from 'solid-js';
import { may } from '../../shared/access.ts';
import { sendWaiting } from '../ahead/send-waiting.ts';
import { common } from '../i18n/common.ts';
import { language, setLanguage } from '../i18n/index.ts';
import { pageNames } from '../i18n/page-names.ts';
import { searchTexts } from '../i18n/search.ts';
import { SearchDialog } from '../search/search-dialog.tsx';
import { ownRole, session, worksHere } from '../session.ts';
import { signInAgain } from '../sign-in/again.ts';
import { watchAccess } from './access-watch.ts';
import { Button, Notice } from './controls.tsx';
import { Guarded } from './guarded.tsx';
import { Icon } from './icon.tsx';
import styles from './shell.module.css';

/** Held, so that a page that comes later draws it without asking for it again: the hall may be out of reach by then. */
const brand = new Image();
brand.src = '/icon.svg';

/** The frame of every page but the hall's screen: product, ways to the pages, language, who works here. */
export function Shell(props: ParentProps) {
  const location = useLocation();
  const ended = watchAccess(() => location.pathname);
  sendWaiting();
  return (
    <div class={styles.shell}>
      <a class={styles.skip} href="#main">
        {common().skip}
      </a>
      <header class={styles.top} data-noprint>
        <A href="/" class={styles.brand} end>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>{common().product}</span>
        </A>
        <nav class={styles.nav} aria-label={common().product}>
          <Show when={worksHere(session()?.role)}>
            <A href="/" end>
              <Icon name="home" />
              <span>{common().home}</span>
            </A>
          </Show>
          <Show when={may(ownRole(), 'search')}>
            <A href="/search" aria-keyshortcuts="/">
              <Icon name="search" />
              <span>{searchTexts().search}</span>
            </A>
          </Show>
          <Show when={may(ownRole(), 'readNumbers')}>
            <A href="/numbers">
              <Icon name="chart" />
              <span>{pageNames().numbers}</span>
            </A>
          </Show>
          <Show when={may(ownRole(), 'editPlan')}>
            <A href="/plan">
              <Icon name="plan" />
              <span>{common().plan}</span>
            </A>
            <A href="/settings">
              <Icon name="settings" />
              <span>{common().settings}</span>
            </A>
          </Show>
          <Show when={may(ownRole(), 'keepHouseholds')}>
            <A href="/households">
              <Icon name="houses" />
              <span>{pageNames().households}</span>
            </A>
          </Show>
          <Show when={may(ownRole(), 'managePeople')}>
            <A href="/people">
              <Icon name="people" />
              <span>{pageNames().peopleNav}</span>
            </A>
          </Show>
        </nav>
        <div class={styles.who}>
          <Show when={session()?.name}>
            {(name) => (
              <A href="/me" class={styles.name} title={pageNames().me}>
                <Icon name="user" /> <span>{name()}</span>
              </A>
            )}
          </Show>
          <Button
            kind="quiet"
            lang={language() === 'vi' ? 'en' : 'vi'}
            title={common().languageLabel}
            onClick={() => setLanguage(language() === 'vi' ? 'en' : 'vi')}
          >
            <span class={styles.language}>{common().language}</span>
            <span class={styles.code} aria-hidden="true">
              {language() === 'vi' ? 'EN' : 'VI'}
            </span>
          </Button>
        </div>
      </header>
      <Show when={may(ownRole(), 'search')}>
        <SearchDialog />
      </Show>
      <main id="main" class={styles.main} tabIndex={-1}>
        <Show when={ended()}>
          <Notice kind="error">
            <p>{pageNames().accessEnded}</p>
            <Button onClick={signInAgain}>{pageNames().signInAgain}</Button>
          </Notice>
        </Show>
        <div class={styles.content} hidden={ended()}>
          <Guarded>
            <Suspense fallback={<p class={styles.loading}>{common().loading}</p>}>{props.children}</Suspense>
          </Guarded>
        </div>
      </main>
    </div>
  );
}
