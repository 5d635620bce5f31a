import { Show } from 'solid-js';
import { numbersTexts as t } from '../../i18n/numbers.ts';
import { Button } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';

/** Shows all of a long list, or its first ones again; nothing where all are shown anyway. */
export function MoreButton(props: {
  first: number;
  all: number;
  open: boolean;
  toggle: (open: boolean) => void;
}) {
  return (
    <Show when={props.all > props.first}>
      <div class={page.actions} data-noprint>
        <Button aria-expanded={props.open} onClick={() => props.toggle(!props.open)}>
          {props.open ? t().fewer : t().allRows(props.all)}
        </Button>
      </div>
    </Show>
  );
}
