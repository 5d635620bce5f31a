import type { Duty, Person } from '../../server/people/contract.ts';
import type { TestHall } from './kit.ts';

/** A person of the test's hall who may come in. */
export interface Known {
  person: Person;
  duty: Duty;
}

type Wanted = Partial<Pick<Person, 'name' | 'title' | 'unit' | 'account'>>;
type WantedDuty = Partial<Pick<Duty, 'role' | 'dialogueId' | 'unit' | 'village'>>;

/** Puts somebody into the list of persons, with a duty in the hall's dialogue (recorder unless said otherwise). */
export async function addPerson(hall: TestHall, wanted: Wanted = {}, duty: WantedDuty = {}): Promise<Known> {
  const values = { name: 'Y Mai', title: 'Công chức Tư pháp – Hộ tịch', unit: 'Văn phòng', account: '' };
  const made = await hall.call('POST', '/people', { ...values, ...wanted });
  const person = (await made.json()) as Person;
  return { person, duty: await giveDuty(hall, person, duty) };
}

/** Gives a person one more duty. */
export async function giveDuty(hall: TestHall, { id }: Person, wanted: WantedDuty): Promise<Duty> {
  const values = { role: 'recorder', dialogueId: hall.dialogueId };
  const made = await hall.call('POST', `/people/${id}/duties`, { ...values, ...wanted });
  return (await made.json()) as Duty;
}

/** A one-time link to a duty, at `base`. */
export async function linkTo(hall: TestHall, { id }: Duty, base = hall.server.url): Promise<string> {
  const made = await hall.call('POST', `/duties/${id}/link`);
  const { token } = (await made.json()) as { token: string };
  return `${base}/join#${token}`;
}
