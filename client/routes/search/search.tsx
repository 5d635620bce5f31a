import { useSearchParams } from '@solidjs/router';
import { createEffect, on, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import { searchTexts as t } from '../../i18n/search.ts';
import { createSearch } from '../../search/model.ts';
import { SearchPanel } from '../../search/search-panel.tsx';
import { ownRole } from '../../session.ts';
import { Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';

/** Search in the minutes and petitions of all dialogues that the role may see. */
export default function SearchPage() {
  return (
    <div class={page.page}>
      <div class={page.head}>
        <h1>{t().title}</h1>
      </div>
      <Show when={may(ownRole(), 'search')} fallback={<Notice>{t().notAllowed}</Notice>}>
        <Asking />
      </Show>
    </div>
  );
}

/** The question stands in the address, so that going back from a hit finds it again. */
function Asking() {
  const [params, setParams] = useSearchParams<{ q?: string }>();
  const search = createSearch(params.q ?? '');
  createEffect(on(search.text, (q) => setParams({ q: q || null }, { replace: true }), { defer: true }));
  return <SearchPanel search={search} />;
}
