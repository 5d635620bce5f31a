import { useLocation, useNavigate } from '@solidjs/router';
import { type Accessor, createEffect, createSignal, onCleanup, onMount, untrack } from 'solid-js';
import { commandTexts as t } from '../i18n/commands.ts';
import { common } from '../i18n/common.ts';
import { pageNames } from '../i18n/page-names.ts';
import { opensPage, type PageName } from '../routes/dialogue/pages.ts';
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
  const opens = (name: PageName) => () => opensPage(ownRole(), name);

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
    page('goHall', () => common().hall, base, opens('hall')),
    page(
      'goRegister',
      () => common().register,
      () => `${base()}/register`,
      opens('register'),
    ),
    page(
      'goRecords',
      () => common().records,
      () => `${base()}/records`,
      opens('records'),
    ),
    page(
      'goScreens',
      () => pageNames().directTitle,
      () => `${base()}/direct`,
      opens('direct'),
    ),
    page(
      'goLinks',
      () => common().links,
      () => `${base()}/links`,
      opens('links'),
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
      opens('plan'),
    ),
    page(
      'goOffice',
      () => common().settings,
      () => '/settings',
      opens('settings'),
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

/**
 * Opens the form of a new petition when another page asked for it, or somebody here, as soon as `isReady` says that the
 * board is there; returns whether it still waits for that. To be called by the hall's page.
 */
export function raiseWhenAsked(
  isReady: Accessor<boolean>,
  label: () => string,
  allowed: () => boolean,
): Accessor<boolean> {
  const navigate = useNavigate();
  const location = useLocation<{ raise?: boolean }>();
  const [asked, setAsked] = createSignal(false);
  onMount(() => {
    if (!location.state?.raise) return;
    // Once only: not again when the page is loaded anew.
    navigate(location.pathname, { replace: true, state: {} });
    setAsked(true);
  });
  createEffect(() => {
    if (isReady()) return;
    const run = () => setAsked(true);
    offerCommands([
      { id: 'raiseSoon', label, group: 'record', keys: ['KeyN', 'Alt+KeyN'], enabled: allowed, run },
    ]);
  });
  createEffect(() => {
    if (!asked() || !isReady()) return;
    setAsked(false);
    untrack(() => runCommand('newPetition'));
  });
  return asked;
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
