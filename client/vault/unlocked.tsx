import { Match, type ParentProps, Switch } from 'solid-js';
import { keptIsRead } from '../kept.ts';
import { lazyPage } from '../lazy-page.tsx';
import { vaultState } from './own-key.ts';

const Unlock = lazyPage(() => import('./unlock.tsx'));

/** Pages that open what lies on this device: first the PIN, where it is sealed. */
export function Unlocked(props: ParentProps) {
  const isOpen = () => keptIsRead() && (vaultState() === 'none' || vaultState() === 'open');
  return (
    <Switch>
      <Match when={isOpen()}>{props.children}</Match>
      <Match when={vaultState() === 'locked'}>
        <Unlock />
      </Match>
    </Switch>
  );
}
