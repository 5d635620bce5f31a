import { createSignal, Show } from 'solid-js';
import { may } from '../../shared/access.ts';
import type { RecordPetition } from '../../shared/record.ts';
import { t } from '../i18n/export.ts';
import { lateModule } from '../late-part.tsx';
import { session } from '../session.ts';
import { Button, Dialog, Notice } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import { saveFile } from '../ui/save-file.ts';
import { useDesk } from './desk.ts';
import { type BoardModel, useBoard } from './model.ts';

const makeSheet = lateModule(() => import('./petition-sheet.ts'));

/** Petitions with their citizens, as the record will hold them. */
function joinedPetitions(board: BoardModel, ids: readonly string[]): RecordPetition[] {
  return ids.flatMap((id) => {
    const petition = board.petitions.get(id);
    return petition ? [{ ...petition, petitioner: board.citizens.get(id) ?? null }] : [];
  });
}

/** Makes a spreadsheet of the petitions that the filter shows, on this device. */
export function TakeTable() {
  const board = useBoard();
  const desk = useDesk();
  const [open, setOpen] = createSignal(false);
  const [made, setMade] = createSignal('');
  const [failed, setFailed] = createSignal(false);
  const isFrozen = () => board.props.dialogue.state === 'frozen';
  const take = async (kind: 'xlsx' | 'csv') => {
    setFailed(false);
    setMade('');
    const { dialogue, office } = board.props;
    try {
      const { petitionSheet } = await makeSheet();
      const { name, content } = await petitionSheet(kind, {
        dialogue,
        office,
        shown: joinedPetitions(board, desk.visible()),
        all: joinedPetitions(board, board.petitions.ids()),
        today: board.today(),
        by: session()?.name ?? '',
      });
      saveFile(name, content, content.type);
      setMade(name);
    } catch {
      setFailed(true);
    }
  };
  const close = () => {
    setOpen(false);
    setMade('');
    setFailed(false);
  };
  return (
    <Show when={may(session()?.role ?? 'public', 'exportPetitions')}>
      <Button icon="download" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t().take}
      </Button>
      <Dialog open={open()} title={t().takeTitle} onClose={close}>
        <div class={page.page}>
          <p>{t().rows(desk.visible().length, board.petitions.ids().length)}</p>
          <Show when={!isFrozen()}>
            <p class={page.muted}>{t().live}</p>
          </Show>
          <Notice kind="warn">{t().personal}</Notice>
          <p role="status" class={page.muted}>
            {made() ? t().saved(made()) : ''}
          </p>
          <Show when={failed()}>
            <Notice kind="error">{t().failed}</Notice>
          </Show>
          <div class={page.actions}>
            <Button icon="download" onClick={() => void take('csv')}>
              {t().csv}
            </Button>
            <Button kind="primary" icon="download" onClick={() => void take('xlsx')}>
              {t().excel}
            </Button>
          </div>
        </div>
      </Dialog>
    </Show>
  );
}
