import { For, Show } from 'solid-js';
import type { ListedDevice } from '../../shared/devices.ts';
import { deviceTexts as t } from '../i18n/devices.ts';
import { Notice } from '../ui/controls.tsx';
import styles from './devices.module.css';
import { riskWords } from './words.ts';

/** The devices by name whose text a freeze now would leave out; goes when they have come back. */
export function DeviceRisks(props: { risks: readonly ListedDevice[] }) {
  return (
    <Show when={props.risks.length > 0}>
      <Notice kind="warn">
        <p>
          <strong>{t().warnTitle(props.risks.length)}</strong>
        </p>
        <ul class={styles.risks} data-testid="device-risks">
          <For each={props.risks}>{(device) => <li>{riskWords(device)}</li>}</For>
        </ul>
        <p>{t().warnLead}</p>
      </Notice>
    </Show>
  );
}
