import type { JSX } from 'solid-js';

/**
 * A link to the page that is open, with another address: it is never "the current page", and the page stays where it was
 * scrolled to.
 */
export function StayLink(props: JSX.AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a {...props} ref={(link) => link.setAttribute('noscroll', '')} />;
}
