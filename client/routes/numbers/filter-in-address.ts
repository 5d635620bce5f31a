import { useLocation } from '@solidjs/router';
import { type Filter, readFilter } from '../../../shared/numbers-filter.ts';

/** The filter in the address. */
export function filterInAddress(): () => Filter {
  const location = useLocation();
  return () => readFilter(new URLSearchParams(location.search));
}
