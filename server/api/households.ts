import { sValidator } from '@hono/standard-validator';
import type { Context } from 'hono';
import * as v from 'valibot';
import {
  firstYear,
  genders,
  type Household,
  householdBounds,
  householdCategories,
  lastYear,
} from '../../shared/households.ts';
import { newId } from '../../shared/ids.ts';
import { letterCodes, textCodes } from '../../shared/import/decode.ts';
import { decisions } from '../../shared/import/duplicates.ts';
import { fields, type Mapping } from '../../shared/import/fields.ts';
import { stampOf } from '../../shared/import/preview.ts';
import { sheetBounds } from '../../shared/import/sheet.ts';
import { createLists } from '../households/look.ts';
import { body, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { textOf } from './fields.ts';
import { note, noteOnce } from './noted.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9]{6,40}$/));
const year = v.pipe(v.number(), v.integer(), v.minValue(firstYear), v.maxValue(lastYear));
const birth = v.pipe(v.string(), v.regex(/^(?:\d{4}(?:-\d{2}-\d{2})?)?$/));
const { name, code, address, relation, phone, note: noteBound, village } = householdBounds;
const listCategories = [...householdCategories, 'farmerMember', ''] as const;

const memberSchema = v.object({
  id: v.union([id, v.literal('')]),
  name: v.pipe(textOf(name), v.minLength(1)),
  birth,
  gender: v.picklist(genders),
  relation: textOf(relation),
  head: v.boolean(),
  phone: textOf(phone),
  unionMember: v.boolean(),
  note: textOf(noteBound),
});

const householdSchema = v.object({
  code: textOf(code),
  villageId: id,
  address: textOf(address),
  members: v.pipe(
    v.array(memberSchema),
    v.minLength(1),
    v.maxLength(householdBounds.members),
    v.check((members) => members.filter(({ head }) => head).length <= 1, 'one head'),
    v.check((members) => {
      const ids = members.map((member) => member.id).filter(Boolean);
      return new Set(ids).size === ids.length;
    }, 'each once'),
  ),
  years: v.pipe(
    v.array(v.object({ year, category: v.picklist(householdCategories) })),
    v.maxLength(householdBounds.years),
    v.check((years) => new Set(years.map((one) => one.year)).size === years.length, 'each year once'),
  ),
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

const searchSchema = v.object({
  words: v.pipe(v.string(), v.maxLength(200)),
  villageId: v.union([id, v.literal('')]),
  year,
  category: v.picklist([...listCategories, 'other']),
  change: v.picklist(['', 'new', 'left']),
  offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

const villageSchema = v.object({
  name: v.pipe(textOf(village), v.minLength(1)),
  spellings: v.pipe(
    v.array(textOf(village)),
    v.maxLength(householdBounds.spellings),
    v.transform((all) => all.filter((one) => one !== '')),
  ),
});

const mappingSchema = v.pipe(v.array(v.picklist(fields)), v.maxLength(sheetBounds.columns));
const choicesSchema = v.object({
  code: v.optional(v.picklist([...letterCodes, ...textCodes])),
  sheet: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(sheetBounds.sheets))),
  headRow: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(sheetBounds.rows))),
  mapping: v.optional(mappingSchema),
  year: v.optional(year),
  category: v.optional(v.picklist(listCategories)),
  villageId: v.optional(v.union([id, v.literal('')])),
  leaving: v.optional(v.object({ complete: v.boolean(), as: v.picklist(['escapedPoverty', '']) })),
  knownAs: v.optional(v.picklist(decisions)),
  decisions: v.optional(v.record(v.pipe(v.string(), v.regex(/^\d{1,6}$/)), v.picklist(decisions))),
});

/** A form with the list in `file` and what was chosen for it, as JSON. */
const choicesText = v.pipe(v.optional(v.string(), '{}'), v.maxLength(500_000), v.parseJson(), choicesSchema);
const listForm = v.object({ file: v.instance(File), choices: choicesText });
const takeForm = v.object({ ...listForm.entries, id, stamp: v.pipe(v.string(), v.maxLength(40)) });

const form = <T extends v.GenericSchema>(schema: T) =>
  sValidator('form', schema, (result) => {
    if (!result.success) throw new Refusal('badInput');
  });

/** Households of a page of the list. */
const pageSize = 50;

/** Households and their members, villages, and lists taken in from files: the organizer's. */
export function householdRoutes(parts: Parts) {
  const { store, dialogueChanged } = parts;
  const { households } = store;
  const lists = createLists();

  const looking = (c: Context<Env>) => noteOnce(parts, c, { act: 'households', dialogueId: '' });

  async function villageList() {
    return households.villages();
  }

  async function villagesChanged(): Promise<void> {
    for (const dialogue of await store.dialogues.list()) dialogueChanged(dialogue.id);
  }

  /** As it is to be stored; refuses a village that is none. */
  async function checked(given: v.InferOutput<typeof householdSchema>, own: string): Promise<Household> {
    if (!(await villageList()).some((one) => one.id === given.villageId)) throw new Refusal('badInput');
    const members = given.members.map((member) => ({ ...member, id: member.id || newId() }));
    members.sort((a, b) => Number(b.head) - Number(a.head));
    return { ...given, id: own, members, years: given.years.toSorted((a, b) => a.year - b.year) };
  }

  async function written(household: Household): Promise<Household> {
    const kept = await households.write(household);
    if (!kept) throw new Refusal('changedMeanwhile', 409);
    return kept;
  }

  async function mappings(): Promise<Map<string, Mapping>> {
    const known = new Map<string, Mapping>();
    for (const [shape, text] of await households.mappings()) {
      const mapping = v.safeParse(v.pipe(v.string(), v.parseJson(), mappingSchema), text);
      if (mapping.success) known.set(shape, mapping.output);
    }
    return known;
  }

  async function look({ file, choices }: Pick<v.InferOutput<typeof listForm>, 'file' | 'choices'>) {
    const answer = await lists.look({
      file: new Uint8Array(await file.arrayBuffer()),
      name: file.name,
      choices,
      villages: await villageList(),
      stored: await households.all(),
      mappings: await mappings(),
      now: new Date().getFullYear(),
    });
    if ('code' in answer) throw new Refusal(answer.code, answer.code === 'tooLarge' ? 413 : 400);
    return answer;
  }

  return factory
    .createApp()
    .use('/households', only('keepHouseholds'))
    .use('/households/*', only('keepHouseholds'))
    .use('/villages', only('keepHouseholds'))
    .use('/villages/*', only('keepHouseholds'))
    .get('/villages', async (c) => c.json(await villageList()))
    .post('/villages', body(villageSchema), async (c) => {
      const { name: wanted, spellings } = c.req.valid('json');
      const added = await households.addVillage(wanted);
      if (spellings.length > 0)
        await households.renameVillage(added.id, added.name, [...added.spellings, ...spellings]);
      await villagesChanged();
      return c.json(await villageList(), 201);
    })
    .put('/villages/:id', body(villageSchema), async (c) => {
      const own = c.req.param('id');
      if (!(await villageList()).some((one) => one.id === own)) throw new Refusal('notFound', 404);
      const { name: wanted, spellings } = c.req.valid('json');
      if (!(await households.renameVillage(own, wanted, spellings))) throw new Refusal('villageTaken', 409);
      await villagesChanged();
      return c.json(await villageList());
    })
    .delete('/villages/:id', async (c) => {
      const own = c.req.param('id');
      if (!(await villageList()).some((one) => one.id === own)) throw new Refusal('notFound', 404);
      if (!(await households.removeVillage(own))) throw new Refusal('villageLived', 409);
      await villagesChanged();
      return c.json(await villageList());
    })
    .post('/households/search', body(searchSchema), async (c) => {
      await looking(c);
      return c.json(await households.page({ ...c.req.valid('json'), limit: pageSize }));
    })
    .get('/households/lists', async (c) => {
      await looking(c);
      return c.json(await households.imports());
    })
    .post('/households/lists/preview', form(listForm), async (c) => {
      await looking(c);
      return c.json((await look(c.req.valid('form'))).preview);
    })
    .post('/households/lists', form(takeForm), async (c) => {
      const { file, choices, id: own, stamp } = c.req.valid('form');
      // Sent once more after it was not answered.
      const before = (await households.imports()).find((list) => list.id === own);
      if (before) return c.json(before);
      const { preview, changes } = await look({ file, choices });
      const { rows, households: made, members, changed } = preview.counts;
      const counts = { rows, households: made, members, changed };
      if (preview.stamp !== stamp) throw new Refusal('changedMeanwhile', 409);
      if (changes.length === 0) throw new Refusal('nothingNew');
      await note(parts, c, { act: 'listTaken', dialogueId: '', about: { list: own, ...counts } });
      const list = await households.take(own, (stored) => {
        if (stampOf(stored) !== stamp) throw new Refusal('changedMeanwhile', 409);
        return {
          list: {
            id: own,
            at: new Date().toISOString(),
            by: need(c).name,
            file: file.name.normalize('NFC').slice(0, 120),
            year: preview.settings.year,
            ...counts,
            undoneAt: '',
          },
          changes,
        };
      });
      if (choices.mapping) await households.keepMapping(preview.shape, JSON.stringify(choices.mapping));
      return c.json(list, 201);
    })
    .post('/households/lists/:id/undo', async (c) => {
      const own = c.req.param('id');
      await note(parts, c, { act: 'listUndone', dialogueId: '', about: { list: own } });
      const undone = await households.undo(own, new Date().toISOString());
      if (!undone) throw new Refusal('notFound', 404);
      return c.json(undone);
    })
    .post('/households', body(householdSchema), async (c) => {
      await looking(c);
      const household = await checked({ ...c.req.valid('json'), revision: 0 }, newId());
      return c.json(await written(household), 201);
    })
    .get('/households/:id', async (c) => {
      await looking(c);
      const household = await households.read(c.req.param('id'));
      if (!household) throw new Refusal('notFound', 404);
      return c.json(household);
    })
    .put('/households/:id', body(householdSchema), async (c) => {
      await looking(c);
      const own = c.req.param('id');
      if (!(await households.read(own))) throw new Refusal('notFound', 404);
      return c.json(await written(await checked(c.req.valid('json'), own)));
    })
    .delete('/households/:id', async (c) => {
      const own = c.req.param('id');
      await note(parts, c, { act: 'householdRemoved', dialogueId: '', about: { household: own } });
      if (!(await households.remove(own))) throw new Refusal('notFound', 404);
      return c.json({ removed: true });
    });
}
