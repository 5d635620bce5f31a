import { createSearch } from './model.ts';
import { SearchPanel } from './search-panel.tsx';

/** A search of its own, for the dialog over a page. */
export default function SearchBox(props: { onClose: () => void }) {
  return <SearchPanel search={createSearch()} onClose={props.onClose} />;
}
