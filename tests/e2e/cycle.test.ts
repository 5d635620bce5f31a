import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerAfterwards, countAll, lookUp, nothingIsLost, tellCitizens } from './cycle-after.ts';
import { handInAhead, inviteFromList, makeInvitations, pastePlan, takeFromInbox } from './cycle-before.ts';
import { checkIn, freezeAndSign, openFinals, raiseAll, ruleAll } from './cycle-day.ts';
import { createCycle } from './cycle-people.ts';
import { promised } from './cycle-scene.ts';

/*
 * One whole cycle of an office, from the plan that is pasted to the report of the quarter, by six people at their pages,
 * with every document that is made on the way opened as PDF and as Word file, held one against the other and against
 * what was done. The steps build on each other.
 */
const cycle = createCycle();
beforeAll(() => cycle.start());
afterAll(() => cycle.close());

test('the plan is pasted, its first dialogue gets its day, and the plan’s paper holds every line of it', () =>
  pastePlan(cycle));

test('a list is taken in from a workbook, and who it names is invited', () => inviteFromList(cycle));

test('the papers before the day say who is invited, when, where and what it costs', () =>
  makeInvitations(cycle));

test('the head of the village says who comes, and hands a petition in ahead', () => handInAhead(cycle));

test('a unit prepares the answer to it, and the office takes it into the dialogue', () =>
  takeFromInbox(cycle));

test('at the door people are checked in by name and by their code, and who was not invited is added', () =>
  checkIn(cycle));

test('the recorder raises what is said, by keyboard alone; each citizen gets a receipt', async () => {
  await raiseAll(cycle);
  await cycle.come('citizen');
  expect(await lookUp(cycle, promised)).toContain('Đã tiếp nhận');
});

test('the chair sees what was prepared and rules with all five outcomes', () => ruleAll(cycle));

test('the freeze keeps it all; its papers are drafts until recorder and chair have signed', () =>
  freezeAndSign(cycle));

test('signed, the papers of the day are final and say what was asked and answered', () => openFinals(cycle));

test('after the freeze the unit answers, the sheet goes out and comes back, and lists say who waits for what', () =>
  answerAfterwards(cycle));

test('the citizens are told, and find their answer by the code on the receipt', () => tellCitizens(cycle));

test('the figures, the list behind them and the report of the quarter say what was done', () =>
  countAll(cycle));

test('every petition is closed or in exactly one list, every kind of document was opened, no page met an error', () =>
  nothingIsLost(cycle));
