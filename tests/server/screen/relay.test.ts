import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createMemoryLog } from '../../../server/relay/memory-log.ts';
import { createRelay } from '../../../server/relay/relay.ts';
import { createScreenProjector } from '../../../server/screen/projector.ts';
import { type Dialogue, roomName } from '../../../shared/dialogue.ts';
import { petitionText, raisePetition } from '../../../shared/docs/board.ts';
import { setPetitioner } from '../../../shared/docs/register.ts';
import { allIssues } from '../../../shared/docs/screen.ts';
import { setStageSettings } from '../../../shared/docs/stage.ts';
import { memoryLogger } from '../board/memory.ts';

const dialogueId = 'relay2023quy2';
const dialogue: Dialogue = {
  id: dialogueId,
  planId: '',
  title: 'Đối thoại',
  year: 2023,
  quarter: 'II',
  topic: '',
  groups: [],
  fields: ['Giảm nghèo'],
  place: '',
  heldOn: '',
  chairName: '',
  chairTitle: '',
  secretaries: [],
  state: 'open',
};

it('with the real relay, what was taken off the screen leaves its log and is not sent to a new screen', async () => {
  const log = createMemoryLog();
  const logger = memoryLogger();
  const relay = createRelay({
    log,
    isSealed: () => false,
    logger: { ...logger, debug() {} },
  });
  const projector = createScreenProjector({
    relay,
    logger,
    contextOf: () => ({ dialogue, villages: ['Cao Sơn'], body: '', frozenAt: '' }),
    opensPublicList: () => false,
    everyMs: 5,
    quietMs: 20,
  });
  const screen = roomName(dialogueId, 'screen');
  const shown = async () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, await relay.read(screen));
    return allIssues(doc).map((issue) => issue.matter);
  };

  const stage = new Y.Doc();
  setStageSettings(stage, { releaseAll: true });
  await relay.write(roomName(dialogueId, 'stage'), Y.encodeStateAsUpdate(stage));
  const board = new Y.Doc();
  const map = raisePetition(board, 'petition0001', 'Thư ký', '2023-06-14T01:00:00.000Z', {
    content: 'Đất của Nguyễn Thị Mẫu bị sạt lở',
  });
  await relay.write(roomName(dialogueId, 'board'), Y.encodeStateAsUpdate(board));
  await vi.waitFor(async () => expect(await shown()).toEqual(['Đất của Nguyễn Thị Mẫu bị sạt lở']));

  const register = new Y.Doc();
  setPetitioner(register, 'petition0001', { name: 'Nguyễn Thị Mẫu' });
  await relay.write(roomName(dialogueId, 'register'), Y.encodeStateAsUpdate(register));
  await vi.waitFor(async () => {
    expect(await shown()).toEqual(['Đất của một người dân bị sạt lở']);
    for (const bytes of [await relay.read(screen), ...log.load(screen)])
      expect(Buffer.from(bytes).includes('Mẫu')).toBe(false);
  });

  const before = Y.encodeStateVector(board);
  petitionText(map, 'content')?.insert(0, 'Xin hỏi: ');
  await relay.write(roomName(dialogueId, 'board'), Y.encodeStateAsUpdate(board, before));
  await vi.waitFor(async () => expect(await shown()).toEqual(['Xin hỏi: Đất của một người dân bị sạt lở']));
  projector.close();
  await relay.close();
});
