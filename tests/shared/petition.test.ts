import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { raisePetition, readPetition } from '../../shared/docs/board.ts';
import {
  isOpen,
  missingFor,
  nextStates,
  outcomes,
  type Petition,
  petitionNumber,
  petitionStates,
} from '../../shared/petition.ts';

const blank = readPetition('p1', raisePetition(new Y.Doc(), 'p1', 'Hoa', '2026-03-06T01:00:00Z'));
const full: Petition = { ...blank, content: 'Sửa đường', field: 'Giảm nghèo', village: 'Thôn Hào Lý' };

/** All states that `from` leads to, over any number of moves. */
function reachable(from: Petition['state']): Set<Petition['state']> {
  const seen = new Set([from]);
  for (const state of seen) for (const next of nextStates(state)) seen.add(next);
  return seen;
}

describe('the life of a petition', () => {
  it('leads from being raised to every state, and from every state to the end', () => {
    expect([...reachable('raised')].sort()).toEqual([...petitionStates].sort());
    for (const state of petitionStates) expect(reachable(state)).toContain('closed');
  });

  it('never offers the state it is in', () => {
    for (const state of petitionStates) expect(nextStates(state)).not.toContain(state);
  });

  it('closes a promise only after a reply is on file', () => {
    for (const state of ['deferred', 'escalated'] as const) {
      expect(nextStates(state)).toContain('replied');
      expect(nextStates(state)).not.toContain('closed');
    }
    for (const state of ['answered', 'explained', 'guided'] as const) {
      expect(nextStates(state)).toContain('closed');
      expect(nextStates(state)).not.toContain('replied');
    }
  });

  it('lets the chair think again about an outcome, and keeps no petition from coming back', () => {
    for (const outcome of outcomes) {
      for (const other of outcomes.filter((each) => each !== outcome)) {
        expect(nextStates(outcome)).toContain(other);
      }
    }
    expect(nextStates('withdrawn')).toEqual(['raised']);
  });

  it('owes the citizen something until it is closed, withdrawn or merged', () => {
    expect(petitionStates.filter(isOpen)).toEqual(['raised', 'assigned', 'deferred', 'escalated', 'replied']);
  });
});

describe('missingFor', () => {
  it('asks for content, field and village or unit before anything is decided', () => {
    expect(missingFor(blank, 'answered')).toEqual(['content', 'field', 'villageOrUnit']);
    expect(missingFor({ ...full, content: ' \n' }, 'answered')).toEqual(['content']);
    expect(missingFor(full, 'answered')).toEqual([]);
    expect(missingFor({ ...full, village: '', unit: 'Văn phòng' }, 'guided')).toEqual([]);
  });

  it('asks for unit and due date when an answer is promised', () => {
    expect(missingFor(full, 'assigned')).toEqual(['unit']);
    expect(missingFor(full, 'deferred')).toEqual(['unit', 'dueDate']);
    expect(missingFor({ ...full, unit: 'Văn phòng', dueDate: '2026-03-20' }, 'deferred')).toEqual([]);
    expect(missingFor(full, 'escalated')).toEqual(['authority', 'dueDate']);
  });

  it('asks for the reply with number and date, and for how the citizen was told', () => {
    const owed: Petition = { ...full, state: 'deferred' };
    expect(missingFor({ ...owed, replyDate: '2026-03-10' }, 'replied')).toEqual(['reply']);
    expect(missingFor({ ...owed, replyDate: '2026-03-10', replyNumber: '12/UBND-VP' }, 'replied')).toEqual(
      [],
    );
    expect(missingFor({ ...full, state: 'replied' }, 'closed')).toEqual(['told']);
    expect(missingFor({ ...full, state: 'answered' }, 'closed')).toEqual([]);
  });

  it('lets go and merge without more than is needed', () => {
    expect(missingFor(blank, 'withdrawn')).toEqual([]);
    expect(missingFor({ ...blank, content: 'x' }, 'merged')).toEqual(['mergedInto']);
    expect(missingFor({ ...blank, state: 'withdrawn' }, 'raised')).toEqual([]);
  });
});

describe('petitionNumber', () => {
  it('has two digits at least', () => {
    expect([1, 12, 123].map(petitionNumber)).toEqual(['KN-01', 'KN-12', 'KN-123']);
  });
});
