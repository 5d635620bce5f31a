import * as Y from 'yjs';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { allPetitions, moveTo, raisePetition, sessionOf } from '../../shared/docs/board.ts';
import { type AnswerChange, answerInvitation } from '../../shared/docs/invitation.ts';
import { factsOf, type MinutesFacts } from '../../shared/docs/minutes.ts';
import { type Attendee, addAttendee, setPetitioner } from '../../shared/docs/register.ts';
import { setStageSettings } from '../../shared/docs/stage.ts';
import { minutesTemplate, writeTemplate } from '../../shared/minutes-template.ts';
import { petitionNumber } from '../../shared/petition.ts';
import { type Plan, toDialogues } from '../../shared/plan/plan.ts';
import { plan2023 } from '../../shared/plan/plan-2023.ts';
import type { Preparation } from '../../shared/preparation.ts';
import { defaultDueDate } from '../../shared/working-days.ts';
import { demoMinutes } from './minutes.ts';
import { demoOffice } from './office.ts';
import { firstAttendees, secondAttendees } from './people.ts';
import type { DemoPetition } from './petition-text.ts';
import { farmerPetitions } from './petitions-farmers.ts';
import { povertyPetitions } from './petitions-poverty.ts';
import { workPetitions } from './petitions-work.ts';
import { firstPreparation, secondPreparation } from './preparations.ts';

/** A dialogue of the demonstration with the states of its live documents (Yjs updates). */
export interface DemoDialogue {
  dialogue: Dialogue;
  minutes: Uint8Array;
  board: Uint8Array;
  register: Uint8Array;
  stage: Uint8Array;
  preparation: Preparation;
}

export interface Demo {
  office: Office;
  plan: Plan;
  dialogues: DemoDialogue[];
}

const recorders = ['Phạm Thị Ghi Chép', 'Lê Văn Biên Bản'] as const;
const firstDay = '2023-06-14';
const demoProgramme = [
  '7 giờ 30: Ổn định tổ chức, giới thiệu đại biểu',
  '7 giờ 45: Chủ tịch UBND xã khai mạc',
  '8 giờ 00: Nhân dân phát biểu, UBND xã trả lời',
  '10 giờ 45: Kết luận, thông qua biên bản',
];
const minute = 60_000;
const startsAt = Date.parse(`${firstDay}T00:30:00.000Z`);

/**
 * The demonstration: the plan of 2023, dialogue 1 held and written down in full, dialogue 2 being prepared.
 * The same bytes each time. It is meant for an empty store only.
 */
export function buildDemo(): Demo {
  const [first, second] = toDialogues(plan2023);
  if (!first || !second) throw new Error('the plan of 2023 announces two dialogues');
  const ids = ['doithoaiquy2nam2023', 'doithoaiquy3nam2023'] as const;
  const dialogues = [
    firstDialogue({
      ...first,
      id: ids[0],
      planId: plan2023.id,
      heldOn: firstDay,
      secretaries: [...recorders],
      state: 'open',
    }),
    secondDialogue({
      ...second,
      id: ids[1],
      planId: plan2023.id,
      heldOn: '2023-09-13',
      secretaries: [...recorders],
    }),
  ];
  const planned = plan2023.dialogues.map((dialogue, n) => ({ ...dialogue, dialogueId: ids[n] ?? '' }));
  return { office: demoOffice, plan: { ...plan2023, dialogues: planned }, dialogues };
}

/** A document whose client id is fixed, so that its bytes are. */
function fixedDoc(clientId: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  return doc;
}

function firstDialogue(dialogue: Dialogue): DemoDialogue {
  const [minutes, board, register] = [fixedDoc(2_023_101), fixedDoc(2_023_102), fixedDoc(2_023_103)];
  const attendees = firstAttendees(dialogue.groups);
  const petitions = [...povertyPetitions, ...workPetitions];
  const citizens = citizensOf(attendees);
  register.transact(() => {
    for (const attendee of attendees) addAttendee(register, attendee);
  });
  board.transact(() => {
    for (const [n, petition] of petitions.entries()) {
      const citizen = citizens(petition.village, petition.category);
      const id = petitionId('a', n);
      raise(board, id, n, petition);
      introduce(register, id, citizen, petition.showName ?? false);
    }
    sessionOf(board).set('currentPetition', petitionId('a', petitions.length - 1));
    sessionOf(board).set('speakerVillage', petitions.at(-1)?.village ?? '');
  });
  writeTemplate(minutes, demoMinutes(dialogue.groups, dialogue.fields, attendees, allPetitions(board)));
  writeFacts(minutes, dialogue, {
    startedAt: new Date(startsAt).toISOString(),
    endedAt: new Date(startsAt + 210 * minute).toISOString(),
  });
  return encode(dialogue, minutes, board, register, demoStage(2_023_104), firstPreparation);
}

function secondDialogue(dialogue: Dialogue): DemoDialogue {
  const [minutes, board, register] = [fixedDoc(2_023_201), fixedDoc(2_023_202), fixedDoc(2_023_203)];
  const attendees = secondAttendees(dialogue.groups);
  const citizens = citizensOf(attendees);
  register.transact(() => {
    for (const [n, attendee] of attendees.entries()) {
      const map = addAttendee(register, attendee);
      const change = demoAnswer(n);
      if (change) answerInvitation(register, map, change, '2023-09-05T02:00:00.000Z');
    }
  });
  board.transact(() => {
    for (const [n, { village, field, content }] of farmerPetitions.entries()) {
      const id = petitionId('b', n);
      const at = new Date(Date.parse('2023-09-06T01:00:00.000Z') + n * 47 * minute).toISOString();
      raisePetition(board, id, recorders[0], at, {
        number: petitionNumber(n + 1),
        content,
        field,
        village,
        channel: 'advance',
        category: 'farmerMember',
      });
      introduce(register, id, citizens(village, 'farmerMember'), false);
    }
  });
  writeTemplate(minutes, minutesTemplate(dialogue, demoOffice));
  writeFacts(minutes, dialogue, {});
  return encode(dialogue, minutes, board, register, demoStage(2_023_204), secondPreparation);
}

/** What the village heads have heard so far: one in four was not told yet. */
function demoAnswer(n: number): AnswerChange | null {
  if (n % 4 === 3) return null;
  if (n % 9 === 5) return { coming: 'no' };
  return n % 2 === 0 ? { coming: 'yes', brings: n % 10 === 8 } : { told: true };
}

function petitionId(dialogue: string, n: number): string {
  return `kiennghi${dialogue}${String(n + 1).padStart(3, '0')}`;
}

/** Hands out each citizen once, by village and household category; of a dialogue held, those who were there. */
function citizensOf(attendees: readonly Attendee[]) {
  const held = attendees.some((attendee) => attendee.present);
  const left = attendees.filter((attendee) => attendee.title === '' && (attendee.present || !held));
  return (village: string, category: Attendee['category']): Attendee => {
    const n = left.findIndex((attendee) => attendee.village === village && attendee.category === category);
    const [citizen] = n < 0 ? [] : left.splice(n, 1);
    if (!citizen) throw new Error(`no citizen left in ${village} for ${category}`);
    return citizen;
  };
}

/** Those who spoke were there; the telephone number stays with the attendance. */
function introduce(register: Y.Doc, id: string, citizen: Attendee, showName: boolean): void {
  setPetitioner(register, id, {
    name: citizen.name,
    phone: citizen.phone,
    address: `Thôn ${citizen.village}`,
    attendeeId: citizen.id,
    showName,
  });
}

/** When the n-th petition was raised and decided: those sent in advance two days before, the others one by one. */
function timesOf(n: number, petition: DemoPetition): { raisedAt: string; decidedAt: string } {
  const decided = startsAt + (25 + n * 5) * minute;
  const raised =
    petition.channel === 'advance' ? startsAt - 2 * 1440 * minute + n * 40 * minute : decided - 3 * minute;
  return { raisedAt: new Date(raised).toISOString(), decidedAt: new Date(decided).toISOString() };
}

function raise(board: Y.Doc, id: string, n: number, petition: DemoPetition): void {
  const { raisedAt, decidedAt } = timesOf(n, petition);
  const { outcome, due, showName: _, ...values } = petition;
  const open = outcome === 'deferred' || outcome === 'escalated';
  const dueDate = due?.date ?? defaultDueDate(firstDay, demoOffice.holidays);
  const map = raisePetition(board, id, recorders[n % 2] ?? '', raisedAt, {
    ...values,
    number: petitionNumber(n + 1),
    ...(open ? { dueDate, dueReason: due?.reason ?? '' } : {}),
  });
  const by = recorders[(n + 1) % 2] ?? '';
  if (petition.channel === 'advance') {
    const assignedAt = new Date(Date.parse(raisedAt) + 20 * minute).toISOString();
    moveTo(board, map, 'assigned', by, assignedAt);
  }
  moveTo(board, map, outcome, by, decidedAt);
}

function writeFacts(minutes: Y.Doc, dialogue: Dialogue, times: Partial<MinutesFacts>): void {
  const facts: Partial<MinutesFacts> = {
    ...times,
    place: dialogue.place,
    chair: `${dialogue.chairName} – ${dialogue.chairTitle}`,
    secretaries: dialogue.secretaries.join(', '),
    copies: '3',
  };
  minutes.transact(() => {
    for (const [key, value] of Object.entries(facts)) factsOf(minutes).set(key, value);
  });
}

/** Invented petitions may all be shown at once; the programme is that of the day. */
function demoStage(clientId: number): Y.Doc {
  const stage = fixedDoc(clientId);
  setStageSettings(stage, { releaseAll: true, programme: demoProgramme.join('\n') });
  return stage;
}

function encode(
  dialogue: Dialogue,
  minutes: Y.Doc,
  board: Y.Doc,
  register: Y.Doc,
  stage: Y.Doc,
  preparation: Preparation,
): DemoDialogue {
  return {
    dialogue,
    minutes: Y.encodeStateAsUpdate(minutes),
    board: Y.encodeStateAsUpdate(board),
    register: Y.encodeStateAsUpdate(register),
    stage: Y.encodeStateAsUpdate(stage),
    preparation,
  };
}
