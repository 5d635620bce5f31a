import { offerCommands, offerKeys } from '../commands/commands.ts';
import { commandTexts as t } from '../i18n/commands.ts';
import type { Hall } from './hall-context.ts';

/** Focuses the first of `selectors` that is on the page, once what was hidden is shown. */
function focusFirst(...selectors: string[]): void {
  requestAnimationFrame(() => {
    for (const selector of selectors) {
      const element = document.querySelector(selector);
      if (!(element instanceof HTMLElement) || element.offsetParent === null) continue;
      element.focus();
      return;
    }
  });
}

/** Offers the ways between minutes and board without a mouse. `wide` tells whether both fit beside each other. */
export function offerHallCommands(hall: Hall, wide: () => boolean): void {
  /** On a phone one thing is on show at a time. */
  const show = (pane: 'minutes' | 'board') => {
    if (!wide()) hall.setDrawer('');
    if (hall.view() !== 'both') hall.setView(pane);
  };
  offerCommands([
    {
      id: 'toMinutes',
      label: () => t().toMinutes,
      group: 'view',
      keys: ['Alt+KeyM'],
      run: () => {
        show('minutes');
        requestAnimationFrame(() => hall.editor()?.view.focus());
      },
    },
    {
      id: 'toBoard',
      label: () => t().toBoard,
      group: 'view',
      keys: ['Alt+KeyB'],
      run: () => {
        show('board');
        focusFirst('[data-open][tabindex="0"]', 'search input');
      },
    },
    {
      id: 'showBoth',
      label: () => t().showBoth,
      group: 'view',
      enabled: () => wide() && hall.view() !== 'both',
      run: () => hall.setView('both'),
    },
  ]);
  offerKeys([{ group: 'minutes', label: () => t().mention, keys: ['Shift+Digit3', 'Shift+Digit2'] }]);
}
