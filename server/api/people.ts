import * as v from 'valibot';
import { newId } from '../../shared/ids.ts';
import { dutyRoles, isPlaced } from '../../shared/people.ts';
import { closeSockets } from '../access/close-sockets.ts';
import type { Duty, Person } from '../people/contract.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { textOf } from './fields.ts';

const line = textOf(200);

const personSchema = v.object({
  name: v.pipe(line, v.minLength(1), v.maxLength(80)),
  title: line,
  unit: line,
  account: v.pipe(
    line,
    v.transform((account) => account.toLowerCase()),
  ),
});

const dutySchema = v.pipe(
  v.object({
    role: v.picklist(dutyRoles),
    dialogueId: line,
    unit: v.optional(line, ''),
    village: v.optional(line, ''),
  }),
  v.check(({ role, dialogueId }) => (role === 'organizer') === (dialogueId === ''), 'a dialogue'),
  v.check((duty) => isPlaced(duty), 'the unit or village of the role'),
);

/** One of many: somebody who is known already, or somebody new, with the duties to give. */
const importSchema = v.object({
  rows: v.pipe(
    v.array(
      v.pipe(
        v.object({
          personId: v.optional(line, ''),
          person: v.nullish(personSchema, null),
          duties: v.pipe(v.array(dutySchema), v.maxLength(20)),
        }),
        v.check(({ personId, person }) => (personId === '') === (person !== null), 'known or new'),
      ),
    ),
    v.minLength(1),
    v.maxLength(500),
  ),
});

const linksSchema = v.object({
  dutyIds: v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.minLength(1), v.maxLength(500)),
});

function newPerson(values: v.InferOutput<typeof personSchema>): Person {
  return { ...values, id: newId(), createdAt: new Date().toISOString(), leftAt: '' };
}

type NewDuty = v.InferOutput<typeof dutySchema>;

function isSame(duty: Duty | NewDuty, wanted: NewDuty): boolean {
  const { role, dialogueId, unit, village } = duty;
  return (
    role === wanted.role &&
    dialogueId === wanted.dialogueId &&
    unit === wanted.unit &&
    village === wanted.village
  );
}

/** Persons who work with the tool, their duties and how they come in: the organizer's. */
export function peopleRoutes(parts: Parts) {
  const { store, access, relay } = parts;
  const { people } = store;

  async function read(id: string): Promise<Person> {
    const person = await people.read(id);
    if (!person || person.leftAt) throw new Refusal('notFound', 404);
    return person;
  }

  async function checkAccount(account: string, own: string): Promise<void> {
    const other = await people.byAccount(account);
    if (other && other.id !== own) throw new Refusal('accountTaken', 409);
  }

  async function readDuty(id: string): Promise<Duty> {
    const duty = await people.duty(id);
    if (!duty || duty.endedAt) throw new Refusal('notFound', 404);
    return duty;
  }

  const begun = (wanted: NewDuty, personId: string): Duty => ({
    ...wanted,
    id: newId(),
    personId,
    givenAt: new Date().toISOString(),
    endedAt: '',
  });

  async function newLink(dutyId: string) {
    const duty = await readDuty(dutyId);
    const { link, token } = await access.givePersonLink(await read(duty.personId), duty);
    return { dutyId, token, expiresAt: link.expiresAt };
  }

  const endedOf = (sessions: readonly string[]) => ({ ended: closeSockets(relay, sessions, 'duty ended') });

  return factory
    .createApp()
    .use('/people', only('managePeople'))
    .use('/people/*', only('managePeople'))
    .use('/duties/*', only('managePeople'))
    .get('/people', async (c) => {
      const duties = (await people.duties()).filter(({ endedAt }) => endedAt === '');
      const list = (await people.list()).filter(({ leftAt }) => leftAt === '');
      return c.json(
        list.map((person) => ({
          ...person,
          duties: duties.filter(({ personId }) => personId === person.id),
        })),
      );
    })
    .post('/people', body(personSchema), async (c) => {
      const values = c.req.valid('json');
      await checkAccount(values.account, '');
      const person = newPerson(values);
      await people.add(person);
      return c.json(person, 201);
    })
    .put('/people/:id', body(personSchema), async (c) => {
      const person = { ...(await read(c.req.param('id'))), ...c.req.valid('json') };
      await checkAccount(person.account, person.id);
      await people.write(person);
      // Whoever is signed in goes on under the name that stands in the list.
      for (const { id } of await store.sessions.listByPerson(person.id))
        await store.sessions.rename(id, person.name);
      return c.json(person);
    })
    .delete('/people/:id', async (c) => {
      const person = await read(c.req.param('id'));
      return c.json(endedOf(await people.leave(person.id, new Date().toISOString())));
    })
    .get('/people/:id/sessions', async (c) => {
      const person = await read(c.req.param('id'));
      const now = new Date().toISOString();
      const sessions = await store.sessions.listByPerson(person.id);
      return c.json(
        sessions
          .filter(({ expiresAt }) => expiresAt > now)
          .map(({ id, dutyId, createdAt, expiresAt }) => ({ id, dutyId, createdAt, expiresAt })),
      );
    })
    .delete('/people/:id/sessions', async (c) => {
      const person = await read(c.req.param('id'));
      await parts.signIn.forgetWays(person.id);
      return c.json(endedOf(await store.sessions.removeByPerson(person.id)));
    })
    .post('/people/:id/duties', body(dutySchema), async (c) => {
      const person = await read(c.req.param('id'));
      const wanted = c.req.valid('json');
      if (wanted.dialogueId) await dialogueInScope(parts, need(c), wanted.dialogueId);
      const same = (await access.dutiesNow(person.id)).find((duty) => isSame(duty, wanted));
      if (same) return c.json(same, 200);
      const duty = begun(wanted, person.id);
      await people.give(duty);
      return c.json(duty, 201);
    })
    .post('/people/import', body(importSchema), async (c) => {
      const { rows } = c.req.valid('json');
      const dialogues = new Set(rows.flatMap(({ duties }) => duties.map(({ dialogueId }) => dialogueId)));
      for (const id of dialogues) if (id) await dialogueInScope(parts, need(c), id);
      const accounts = rows.flatMap(({ person }) => (person?.account ? [person.account] : []));
      if (new Set(accounts).size < accounts.length) throw new Refusal('accountTaken', 409);
      for (const account of accounts) await checkAccount(account, '');
      const added: Person[] = [];
      const given: Duty[] = [];
      for (const { personId, person, duties } of rows) {
        const whose = person ? newPerson(person) : await read(personId);
        if (person) added.push(whose);
        const has = [
          ...(await access.dutiesNow(whose.id)),
          ...given.filter((one) => one.personId === whose.id),
        ];
        const missing = duties.filter(
          (wanted, at) => ![...has, ...duties.slice(0, at)].some((duty) => isSame(duty, wanted)),
        );
        given.push(...missing.map((wanted) => begun(wanted, whose.id)));
      }
      await people.addAll(added, given);
      return c.json({ people: added.length, duties: given }, 201);
    })
    .delete('/duties/:id', async (c) => {
      const duty = await readDuty(c.req.param('id'));
      return c.json(endedOf(await people.end(duty.id, new Date().toISOString())));
    })
    .post('/duties/links', body(linksSchema), async (c) => {
      const made = [];
      for (const id of c.req.valid('json').dutyIds) made.push(await newLink(id));
      return c.json(made, 201);
    })
    .post('/duties/:id/link', async (c) => c.json(await newLink(c.req.param('id')), 201));
}
