import { A } from '@solidjs/router';
import { ErrorBoundary, type ParentProps, Show, Suspense } from 'solid-js';
import { may } from '../../shared/access.ts';
import { messageOf } from '../api.ts';
import { common } from '../i18n/common.ts';
import { language, setLanguage } from '../i18n/index.ts';
import { searchTexts } from '../i18n/search.ts';
import { SearchDialog } from '../search/search-dialog.tsx';
import { ownRole, session, worksHere } from '../session.ts';
import { Button, Notice } from './controls.tsx';
import { Icon } from './icon.tsx';
import styles from './shell.module.css';

/** The frame of every page but the hall's screen: product, ways to the pages, language, who works here. */
export function Shell(props: ParentProps) {
  return (
    <div class={styles.shell}>
      <a class={styles.skip} href="#main">
        {common().skip}
      </a>
      <header class={styles.top}>
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
        </nav>
        <div class={styles.who}>
          <Show when={session()?.name}>
            {(name) => (
              <span class={styles.name}>
                <Icon name="user" /> {name()}
              </span>
            )}
          </Show>
          <Button
            kind="quiet"
            lang={language() === 'vi' ? 'en' : 'vi'}
            title={common().languageLabel}
            onClick={() => setLanguage(language() === 'vi' ? 'en' : 'vi')}
          >
            {common().language}
          </Button>
        </div>
      </header>
      <Show when={may(ownRole(), 'search')}>
        <SearchDialog />
      </Show>
      <main id="main" class={styles.main} tabIndex={-1}>
        <ErrorBoundary fallback={(error) => <Notice kind="error">{messageOf(error)}</Notice>}>
          <Suspense fallback={<p class={styles.loading}>{common().loading}</p>}>{props.children}</Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}
