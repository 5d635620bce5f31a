import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createBoardWatcher } from '../../../server/board/watch.ts';
import { buildDemo } from '../../../server/demo/demo.ts';
import { createScreenProjector } from '../../../server/screen/projector.ts';
import { parseRoom, roomName } from '../../../shared/dialogue.ts';
import { allPetitions } from '../../../shared/docs/board.ts';
import { readFacts } from '../../../shared/docs/minutes.ts';
import { allAttendees, petitionersOf, readPetitioner } from '../../../shared/docs/register.ts';
import { allIssues } from '../../../shared/docs/screen.ts';
import { readBody } from '../../../shared/minutes-template.ts';
import { categories, channels, missingFor, nextStates, outcomes } from '../../../shared/petition.ts';
import type { RichNode } from '../../../shared/rich-text.ts';
import { isWorkingDay } from '../../../shared/working-days.ts';
import { memoryBook, memoryIndex, memoryLogger, memoryRelay } from '../board/memory.ts';

const demo = buildDemo();
const [first, second] = demo.dialogues;
if (!first || !second) throw new Error('two dialogues');

function docOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}

function flat(node: RichNode): RichNode[] {
  return [node, ...(node.content ?? []).flatMap(flat)];
}

const board = docOf(first.board);
const register = docOf(first.register);
const petitions = allPetitions(board);
const attendees = allAttendees(register);

describe('the demonstration', () => {
  it('has the two dialogues of the plan, with rooms of their own', () => {
    expect(demo.dialogues.map(({ dialogue }) => [dialogue.quarter, dialogue.state])).toEqual([
      ['II', 'open'],
      ['III', 'open'],
    ]);
    expect(demo.plan.dialogues.map((planned) => planned.dialogueId)).toEqual(
      demo.dialogues.map(({ dialogue }) => dialogue.id),
    );
    for (const { dialogue } of demo.dialogues) {
      expect(parseRoom(roomName(dialogue.id, 'board'))?.dialogueId).toBe(dialogue.id);
      expect(dialogue.fields.length).toBeGreaterThan(1);
    }
  });

  it('is the same bytes each time', () => {
    expect(buildDemo()).toEqual(demo);
  });

  it('has 60 to 80 participants a dialogue, each name once, all groups and categories', () => {
    for (const { register: update, dialogue } of demo.dialogues) {
      const people = allAttendees(docOf(update));
      expect(people.length).toBeGreaterThanOrEqual(60);
      expect(people.length).toBeLessThanOrEqual(80);
      expect(new Set(people.map((person) => person.name)).size).toBe(people.length);
      expect(people.filter((person) => person.name.includes('undefined'))).toEqual([]);
      for (const person of people.filter((one) => !one.walkIn && one.group))
        expect(dialogue.groups).toContain(person.group);
      for (const village of demo.office.villages)
        expect(people.filter((person) => person.village === village).length).toBeGreaterThan(4);
    }
    expect(new Set(attendees.map((person) => person.category))).toEqual(new Set(categories));
    expect(attendees.some((person) => person.walkIn)).toBe(true);
    expect(attendees.some((person) => !person.present)).toBe(true);
  });

  it('has 30 petitions with answers, of all outcomes, channels and categories', () => {
    expect(petitions).toHaveLength(30);
    for (const petition of petitions) expect(petition.answer.length).toBeGreaterThan(40);
    expect(new Set(petitions.map((petition) => petition.outcome))).toEqual(new Set(outcomes));
    expect(new Set(petitions.map((petition) => petition.channel))).toEqual(new Set(channels));
    expect(new Set(petitions.map((petition) => petition.category))).toEqual(new Set(categories));
    expect(new Set(petitions.map((petition) => petition.content)).size).toBe(30);
  });

  it('could have been made with the product: every move allowed, nothing missing, in the order of time', () => {
    for (const petition of petitions) {
      expect(missingFor(petition, petition.state)).toEqual([]);
      expect(first.dialogue.fields).toContain(petition.field);
      expect(demo.office.villages).toContain(petition.village);
      expect(demo.office.units).toContain(petition.unit);
      if (petition.outcome === 'escalated') expect(demo.office.authorities).toContain(petition.authority);
      if (petition.dueDate) expect(isWorkingDay(petition.dueDate, demo.office.holidays)).toBe(true);
      let [state, at] = ['raised', petition.raisedAt];
      for (const change of petition.history) {
        expect(change.from).toBe(state);
        expect(nextStates(change.from)).toContain(change.to);
        expect(change.at > at).toBe(true);
        [state, at] = [change.to, change.at];
      }
      expect(state).toBe(petition.state);
    }
    const raised = petitions.map((petition) => petition.raisedAt);
    expect(raised).toEqual(raised.toSorted());
    expect(petitions.map((petition) => petition.number)).toEqual(
      petitions.map((_, n) => `KN-${String(n + 1).padStart(2, '0')}`),
    );
  });

  it('joins each petition to a citizen who was there, of the same village and category, one each', () => {
    const people = new Map(attendees.map((person) => [person.id, person]));
    const spoke = new Set<string>();
    for (const petition of petitions) {
      const map = petitionersOf(register).get(petition.id);
      const petitioner = map && readPetitioner(map);
      const person = people.get(petitioner?.attendeeId ?? '');
      expect(person).toMatchObject({
        name: petitioner?.name,
        village: petition.village,
        category: petition.category,
        present: true,
        title: '',
      });
      spoke.add(petitioner?.attendeeId ?? '');
    }
    expect(spoke.size).toBe(petitions.length);
  });

  it('has minutes that mention every petition and leave its answer to the board', () => {
    const minutes = docOf(first.minutes);
    const nodes = flat(readBody(minutes));
    const text = nodes.map((node) => node.text ?? '').join('\n');
    const mentioned = nodes.filter((node) => node.type === 'petition').map((node) => node.attrs?.petitionId);
    for (const petition of petitions) {
      expect(mentioned).toContain(petition.id);
      expect(petition.answer).not.toBe('');
      expect(text).not.toContain(petition.answer);
    }
    expect(nodes.some((node) => node.type === 'table')).toBe(true);
    expect(readFacts(minutes)).toMatchObject({ startedAt: '2023-06-14T00:30:00.000Z', copies: '3' });
    expect(readBody(docOf(second.minutes)).content?.length).toBeGreaterThan(5);
  });

  it('is all NFC', () => {
    const text = JSON.stringify([
      demo.office,
      demo.plan,
      petitions,
      attendees,
      readBody(docOf(first.minutes)),
    ]);
    expect(text).toBe(text.normalize('NFC'));
  });
});

describe('the demonstration in the product', () => {
  it('gets exactly the numbers it shows, and a screen without personal data', async () => {
    const relay = memoryRelay();
    const logger = memoryLogger();
    const numbers = memoryBook();
    const watcher = createBoardWatcher({ relay, numbers, index: memoryIndex(), logger });
    const projector = createScreenProjector({
      relay,
      logger,
      quietMs: 0,
      contextOf: (id) => {
        const found = demo.dialogues.find(({ dialogue }) => dialogue.id === id);
        const { villages, body } = demo.office;
        return found ? { dialogue: found.dialogue, villages, body, frozenAt: '' } : null;
      },
      opensPublicList: () => false,
    });
    for (const { dialogue, ...states } of demo.dialogues) {
      for (const kind of ['minutes', 'register', 'stage', 'board'] as const)
        await relay.write(roomName(dialogue.id, kind), states[kind]);
      await watcher.settled(dialogue.id);
      await projector.refresh(dialogue.id);
    }
    await watcher.close();
    projector.close();
    const stored = relay.everStored.filter(({ room }) => parseRoom(room)?.kind === 'board');
    expect(stored).toHaveLength(2);

    const issues = allIssues(docOf(await relay.read(roomName(first.dialogue.id, 'screen'))));
    expect(issues).toHaveLength(30);
    const bytes = Buffer.concat(
      relay.everStored.filter(({ room }) => parseRoom(room)?.kind === 'screen').map(({ update }) => update),
    );
    const agreed = new Set(
      [...petitionersOf(register).values()]
        .map(readPetitioner)
        .filter((petitioner) => petitioner.showName)
        .map((petitioner) => petitioner.name),
    );
    expect(agreed.size).toBe(5);
    for (const { name, phone, title } of attendees) {
      // Officials are named in answers; they speak in office.
      if (title !== '') continue;
      expect(bytes.includes(name), name).toBe(agreed.has(name));
      if (phone) expect(bytes.includes(phone)).toBe(false);
    }
    const changed = issues.filter(
      (issue) => petitions.find((petition) => petition.id === issue.id)?.content !== issue.matter,
    );
    expect(changed.map((issue) => issue.matter)).toEqual([
      expect.stringMatching(/^Nhà một người dân ở cạnh suối.*gọi số \[đã ẩn\]\. Đề nghị/),
    ]);
  });
});
