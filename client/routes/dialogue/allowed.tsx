import { A } from '@solidjs/router';
import { type Component, Show } from 'solid-js';
import { common } from '../../i18n/common.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { lazyPage } from '../../lazy-page.tsx';
import { ownRole, session, startPath } from '../../session.ts';
import { Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { opensPage, type PageName } from './pages.ts';

/**
 * A page for the roles that may open it; the others read which role they are here as and where their own page is.
 * Nothing is asked of the server for a page that it would refuse.
 */
export function forWhomItIs(name: PageName, load: () => Promise<{ default: Component }>): Component {
  const Page = lazyPage(load, () => opensPage(ownRole(), name));
  return () => {
    const refused = () => {
      const now = session();
      return now && !opensPage(now.role, name) ? now : null;
    };
    return (
      <Show when={refused()} fallback={<Page />}>
        {(now) => (
          <div class={page.page}>
            <h1>{pageNames().closedPage}</h1>
            <Notice kind="warn">{pageNames().closedPageLead(roleName(now().role))}</Notice>
            <p>
              <A class={`${page.link} ${page.linkPrimary}`} href={startPath(now().role, now().dialogueId)}>
                {pageNames().ownPage}
              </A>
            </p>
          </div>
        )}
      </Show>
    );
  };
}

function roleName(role: NonNullable<ReturnType<typeof session>>['role']): string {
  return role === 'screen' ? common().screen : common()[role];
}
