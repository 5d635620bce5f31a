import { type ComponentProps, type ParentProps, Show, splitProps } from 'solid-js';
import { offlineTexts as t } from '../i18n/offline.ts';
import { hallInReach } from '../in-reach.ts';
import { Button } from './controls.tsx';
import { Icon, type IconName } from './icon.tsx';
import styles from './needs-hall.module.css';
import page from './page.module.css';

/**
 * Says in its place that something needs the hall's server while that is out of reach; nothing while it is in reach.
 * Without children, in general words.
 */
export function NeedsHall(props: ParentProps) {
  return (
    <Show when={!hallInReach()}>
      <p class={styles.line} role="status" data-needs-hall>
        <Icon name="cloudOff" />
        <span>{props.children ?? t().needs}</span>
      </p>
    </Show>
  );
}

/** A button of which only the hall's server can do what it says: disabled while that is out of reach. */
export function HallButton(props: ComponentProps<typeof Button>) {
  const [own, rest] = splitProps(props, ['disabled']);
  return <Button {...rest} disabled={own.disabled === true || !hallInReach()} />;
}

/** A link to a file that the hall's server makes; without it no link that leads to the browser's error page. */
export function HallLink(
  props: ParentProps<{ href: string; icon: IconName; download?: boolean; primary?: boolean; label?: string }>,
) {
  const look = () => `${page.link} ${props.primary ? page.linkPrimary : ''}`;
  const words = () => (
    <>
      <Icon name={props.icon} /> {props.children}
    </>
  );
  const way = () => (props.download ? { download: '' } : { target: '_blank', rel: 'noopener' });
  return (
    <Show
      when={hallInReach()}
      fallback={
        <button
          type="button"
          class={`${look()} ${styles.closed}`}
          disabled
          aria-label={props.label || undefined}
        >
          {words()}
        </button>
      }
    >
      <a class={look()} href={props.href} {...way()} aria-label={props.label || undefined}>
        {words()}
      </a>
    </Show>
  );
}

/**
 * A part of a page in which everything needs the hall's server: its fields and buttons rest while that is out of
 * reach, and `why` says so above them, unless something else on the page does.
 */
export function HallOnly(props: ParentProps<{ why?: string }>) {
  return (
    <>
      <Show when={props.why}>
        <NeedsHall>{props.why}</NeedsHall>
      </Show>
      <fieldset class={styles.only} disabled={!hallInReach()}>
        {props.children}
      </fieldset>
    </>
  );
}
