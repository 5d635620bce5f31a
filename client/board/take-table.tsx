import { createMemo, createSignal, Show } from 'solid-js';
import { may } from '../../shared/access.ts';
import { csv } from '../../shared/export/csv.ts';
import { sessionName } from '../../shared/export/file-names.ts';
import { petitionTable } from '../../shared/export/petition-table.ts';
import { joined, xlsx } from '../../shared/export/xlsx.ts';
import type { RecordPetition } from '../../shared/record.ts';
import { t } from '../i18n/export.ts';
import { session } from '../session.ts';
import { Button, Dialog, Notice } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import { useDesk } from './desk.ts';
import { type BoardModel, useBoard } from './model.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Gives a file to the browser to be kept; works without the server. */
function save(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes by then; the memory is given back.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

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
  const name = createMemo(() => {
    const { dialogue, office } = board.props;
    const session = sessionName(dialogue, office, dialogue.heldOn || board.today());
    return `${session}_Bang-kien-nghi${isFrozen() ? '' : '_chua-chot'}`;
  });
  const take = async (kind: 'xlsx' | 'csv') => {
    setFailed(false);
    setMade('');
    const file = `${name()}.${kind}`;
    const all = joinedPetitions(board, board.petitions.ids());
    const table = petitionTable(board.props.dialogue, joinedPetitions(board, desk.visible()), all);
    try {
      if (kind === 'csv') save(file, csv(table), 'text/csv;charset=utf-8');
      else save(file, await joined(xlsx(table, board.today())), xlsxType);
      setMade(file);
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
