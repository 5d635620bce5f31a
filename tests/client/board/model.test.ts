import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { type BoardPanelProps, createBoardModel, shownNumber } from '../../../client/board/model.ts';
import {
  petitionsOf,
  petitionText,
  raisePetition,
  readMoment,
  readPetition,
  setPetition,
} from '../../../shared/docs/board.ts';
import { addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import type { PetitionValues } from '../../../shared/petition.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** The board at one device. */
function open(options: { readOnly?: boolean; fields?: string[] } = {}) {
  const board = new Y.Doc();
  const register = new Y.Doc();
  const awareness = new Awareness(board);
  const [selected, setSelected] = createSignal('');
  const props = {
    dialogue: { fields: options.fields ?? ['Giảm nghèo', 'Lao động'] },
    office: { holidays: [] as string[] },
    board: { doc: board, awareness },
    register: { doc: register },
    readOnly: options.readOnly ?? false,
    person: 'Nguyễn Thị Hoa',
    get selected() {
      return selected();
    },
    onSelect: setSelected,
  } as unknown as BoardPanelProps;
  const model = createRoot((end) => {
    ends.push(() => {
      end();
      awareness.destroy();
    });
    return createBoardModel(props);
  });
  const raise = (id: string, values: Partial<PetitionValues> & { content?: string } = {}) =>
    raisePetition(board, id, 'Hoa', '2026-03-06T01:00:00Z', values);
  return { board, register, awareness, model, selected, setSelected, raise };
}

const complete = { content: 'Sửa đường', field: 'Giảm nghèo', village: 'Thôn Hào Lý', unit: 'Văn phòng' };

describe('a new petition', () => {
  it('comes into the document with the first thing that is entered', () => {
    const { board, model, selected } = open();
    model.raise();
    const id = selected();
    expect(model.isDraft(id)).toBe(true);
    expect(model.petition(id)).toMatchObject({ id, state: 'raised', content: '' });
    expect(petitionsOf(board).size).toBe(0);

    model.startText(id, 'content');
    model.text(id, 'content')?.insert(0, 'Đường');
    expect(model.isDraft(id)).toBe(false);
    expect(model.petitions.get(id)).toMatchObject({
      content: 'Đường',
      raisedBy: 'Nguyễn Thị Hoa',
      number: '',
    });
    expect(shownNumber(model.petitions.get(id) ?? readPetition('', new Y.Map()))).toBe('KN-…');
  });

  it('comes with a field of the form just as well, once', () => {
    const { board, model, selected } = open({ fields: ['Giảm nghèo'] });
    model.raise();
    const id = selected();
    model.setCitizen(id, { name: 'Y Hồng' });
    model.set(id, { village: 'Thôn Hào Lý' });
    expect(petitionsOf(board).size).toBe(1);
    expect(model.petition(id)).toMatchObject({ village: 'Thôn Hào Lý', field: 'Giảm nghèo' });
    expect(model.citizens.get(id)?.name).toBe('Y Hồng');
  });

  it('leaves no trace when the form is closed untouched', () => {
    const { board, model, selected, setSelected } = open();
    model.raise();
    const id = selected();
    setSelected('');
    expect(model.petition(id)).toBeUndefined();
    model.set(id, { village: 'x' });
    expect(petitionsOf(board).size).toBe(0);
  });
});

describe('moving a petition', () => {
  it('writes down who, when, from and to', () => {
    const { model, raise } = open();
    raise('p1', complete);
    expect(model.move('p1', 'deferred')).toBe(true);
    const petition = model.petitions.get('p1');
    expect(petition).toMatchObject({ state: 'deferred', outcome: 'deferred' });
    expect(petition?.dueDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(petition?.history).toHaveLength(1);
    expect(petition?.history[0]).toMatchObject({ by: 'Nguyễn Thị Hoa', from: 'raised', to: 'deferred' });
  });

  it('waits, with the petition open, while something is missing', () => {
    const { model, raise, selected } = open();
    raise('p1', complete);
    expect(model.move('p1', 'escalated')).toBe(false);
    expect(selected()).toBe('p1');
    expect(model.intent()).toEqual({ id: 'p1', to: 'escalated' });
    expect(model.petitions.get('p1')).toMatchObject({ state: 'raised', dueDate: '', history: [] });

    model.set('p1', { authority: 'Sở Xây dựng' });
    expect(model.move('p1', 'escalated')).toBe(true);
    expect(model.intent()).toBeNull();
  });

  it('forgets the waiting move when another petition is opened', () => {
    const { model, raise, setSelected } = open();
    raise('p1', complete);
    model.move('p1', 'escalated');
    setSelected('');
    expect(model.intent()).toBeNull();
  });

  it('says in words why it cannot be', () => {
    const { model, raise } = open();
    setPetition(new Y.Doc(), raise('p1', complete), { number: 'KN-07' });
    expect(model.move('p1', 'closed')).toBe(false);
    expect(model.message()?.kind).toBe('warn');
    expect(model.message()?.text).toContain('KN-07');
    expect(model.petitions.get('p1')?.state).toBe('raised');
  });
});

describe('the citizen', () => {
  it('is asked again for consent when the name becomes another', () => {
    const { model, raise } = open();
    raise('p1');
    model.setCitizen('p1', { name: 'Y Hồng' });
    model.setCitizen('p1', { showName: true });
    model.setCitizen('p1', { phone: '0905123456' });
    expect(model.citizens.get('p1')?.showName).toBe(true);
    model.setCitizen('p1', { name: 'Y Hồng' });
    expect(model.citizens.get('p1')?.showName).toBe(true);
    model.setCitizen('p1', { name: 'A Kháp' });
    expect(model.citizens.get('p1')).toMatchObject({ name: 'A Kháp', showName: false });
    expect(model.message()?.kind).toBe('warn');
  });

  it('never reaches the board’s document', () => {
    const { board, model, raise } = open();
    raise('p1');
    model.setCitizen('p1', { name: 'Y Hồng', phone: '0905123456', address: 'Nhà số 7' });
    const bytes = Buffer.from(Y.encodeStateAsUpdate(board)).toString('utf8');
    for (const secret of ['Y Hồng', '0905123456', 'Nhà số 7']) expect(bytes).not.toContain(secret);
  });
});

describe('the petition under discussion', () => {
  it('goes to the screen with village and group, and never a name', () => {
    const { board, register, model, raise } = open();
    raise('p1', complete);
    addAttendee(register, {
      id: 'a1',
      name: 'Y Hồng',
      title: '',
      village: 'Thôn Hào Lý',
      group: 'Hội viên Hội Nông dân',
      category: 'poor',
      phone: '',
      present: true,
      walkIn: false,
      checkedInAt: '',
    });
    setPetitioner(register, 'p1', { name: 'Y Hồng', attendeeId: 'a1' });
    model.toggleCurrent('p1');
    expect(readMoment(board)).toEqual({
      currentPetition: 'p1',
      speakerVillage: 'Thôn Hào Lý',
      speakerGroup: 'Hội viên Hội Nông dân',
    });
    model.set('p1', { village: 'Thôn Bun Ngai' });
    expect(model.moment().speakerVillage).toBe('Thôn Bun Ngai');
    model.toggleCurrent('p1');
    expect(readMoment(board)).toEqual({ currentPetition: '', speakerVillage: '', speakerGroup: '' });
  });
});

describe('what comes from elsewhere', () => {
  it('follows a petition that the server puts anew', () => {
    const { board, model, raise } = open();
    raise('p1', { content: 'cũ' });
    const before = model.text('p1', 'content');
    raisePetition(board, 'p1', 'Hoa', '2026-03-06T01:00:00Z', { content: 'mới' });
    expect(model.text('p1', 'content')).not.toBe(before);
    expect(model.text('p1', 'content')?.toString()).toBe('mới');
  });

  it('makes a text anew that a peer broke, when somebody types', () => {
    const { model, raise } = open();
    const map = raise('p1');
    map.set('answer', 'không phải Y.Text');
    expect(model.text('p1', 'answer')).toBeNull();
    model.startText('p1', 'answer');
    expect(petitionText(map, 'answer')?.toString()).toBe('');
  });

  it('tells the others which petition is open here', () => {
    const { awareness, setSelected } = open();
    setSelected('p1');
    expect(awareness.getLocalState()?.where).toMatchObject({ petition: 'p1' });
    for (const end of ends.splice(0)) end();
    expect(awareness.getLocalState()?.where).not.toMatchObject({ petition: 'p1' });
  });
});

describe('a frozen board', () => {
  it('is not written by anything', () => {
    const { board, register, model, raise, selected } = open({ readOnly: true });
    raise('p1', complete);
    const before = JSON.stringify([board.toJSON(), register.toJSON()]);
    model.raise();
    model.startText('p1', 'answer');
    model.set('p1', { village: 'x' });
    model.setCitizen('p1', { name: 'x' });
    model.move('p1', 'answered');
    model.toggleCurrent('p1');
    expect(JSON.stringify([board.toJSON(), register.toJSON()])).toBe(before);
    expect(selected()).toBe('');
  });
});
