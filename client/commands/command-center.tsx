import { useLocation, useNavigate } from '@solidjs/router';
import { onCleanup, onMount } from 'solid-js';
import { documentAccess, may } from '../../shared/access.ts';
import { commandTexts as t } from '../i18n/commands.ts';
import { common } from '../i18n/common.ts';
import { direct } from '../i18n/direct.ts';
import { ownRole } from '../session.ts';
import { Button } from '../ui/controls.tsx';
import styles from './command-buttons.module.css';
import { type Command, offerCommands, pressKey, runCommand } from './commands.ts';
import { KeyHelp, openKeyHelp } from './key-help.tsx';
import { ariaKeys } from './key-words.ts';
import { openPalette, Palette, paletteOpen } from './palette.tsx';

const paletteKeys = ['Ctrl+KeyK'];
const helpKeys = ['Shift+Slash'];

/** Hears the keys of a dialogue's pages, and offers the palette, the list of keys and the ways between the pages. */
export function CommandCenter(props: { dialogueId: string }) {
  const navigate = useNavigate();
  const location = useLocation();
  const base = () => `/dialogues/${props.dialogueId}`;
  const page = (id: string, label: () => string, path: () => string, allowed = () => true): Command => ({
    id,
    label,
    group: 'go',
    enabled: () => allowed() && location.pathname !== path(),
    run: () => navigate(path()),
  });
  const mayDo = (act: Parameters<typeof may>[1]) => () => may(ownRole(), act);

  offerCommands([
    {
      id: 'palette',
      label: () => t().palette,
      group: 'view',
      keys: paletteKeys,
      enabled: () => !paletteOpen(),
      run: openPalette,
    },
    { id: 'keyHelp', label: () => t().keyHelp, group: 'view', keys: helpKeys, run: openKeyHelp },
    page('goHall', () => common().hall, base),
    page(
      'goRegister',
      () => common().register,
      () => `${base()}/register`,
    ),
    page(
      'goRecords',
      () => common().records,
      () => `${base()}/records`,
    ),
    page(
      'goScreens',
      () => direct().title,
      () => `${base()}/direct`,
      () => documentAccess(ownRole(), 'stage') === 'write',
    ),
    page(
      'goLinks',
      () => common().links,
      () => `${base()}/links`,
      mayDo('giveLinks'),
    ),
    page(
      'goHome',
      () => common().home,
      () => '/',
    ),
    page(
      'goPlan',
      () => common().plan,
      () => '/plan',
      mayDo('editPlan'),
    ),
    page(
      'goOffice',
      () => common().settings,
      () => '/settings',
      mayDo('editOffice'),
    ),
  ]);
  onMount(() => {
    document.addEventListener('keydown', pressKey);
    onCleanup(() => document.removeEventListener('keydown', pressKey));
  });
  return (
    <>
      <Palette />
      <KeyHelp />
    </>
  );
}

/** Asks for a new petition from a page that has no board: the hall's page opens with its form. */
export function offerNewPetition(
  dialogueId: () => string,
  label: () => string,
  allowed: () => boolean,
): void {
  const navigate = useNavigate();
  offerCommands([
    {
      id: 'newPetition',
      label,
      group: 'record',
      keys: ['KeyN', 'Alt+KeyN'],
      enabled: allowed,
      run: () => navigate(`/dialogues/${dialogueId()}`, { state: { raise: true } }),
    },
  ]);
}

/** Opens the form of a new petition when another page asked for it. To be called by the hall's page. */
export function raiseWhenAsked(): void {
  const navigate = useNavigate();
  const location = useLocation<{ raise?: boolean }>();
  onMount(() => {
    if (!location.state?.raise) return;
    // Once only: not again when the page is loaded anew.
    navigate(location.pathname, { replace: true, state: {} });
    runCommand('newPetition');
  });
}

/** The palette and the list of keys for a finger or a mouse. */
export function CommandButtons() {
  return (
    <div class={styles.buttons}>
      <Button
        icon="search"
        class={styles.button}
        title={`${t().palette} (Ctrl+K)`}
        aria-keyshortcuts={ariaKeys(paletteKeys)}
        onClick={openPalette}
      >
        <span>{t().paletteShort}</span>
        <kbd>Ctrl K</kbd>
      </Button>
      <Button
        class={`${styles.button} ${styles.keys}`}
        title={`${t().keyHelp} (?)`}
        aria-keyshortcuts={ariaKeys(helpKeys)}
        onClick={openKeyHelp}
      >
        <span>{t().keyHelpShort}</span>
        <kbd>?</kbd>
      </Button>
    </div>
  );
}
