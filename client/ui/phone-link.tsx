import { Show } from 'solid-js';
import { workTexts as t } from '../i18n/work.ts';
import page from './page.module.css';

/** A telephone number to press; nothing where there is none. `class`: besides the look of a link. */
export function PhoneLink(props: { phone: string; class?: string | undefined }) {
  return (
    <Show when={props.phone}>
      {(phone) => (
        <a
          class={`${page.link} ${props.class ?? ''}`}
          href={`tel:${phone().replace(/[^\d+]/g, '')}`}
          aria-label={t().call(phone())}
        >
          {phone()}
        </a>
      )}
    </Show>
  );
}
