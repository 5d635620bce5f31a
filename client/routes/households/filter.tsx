import { Show } from 'solid-js';
import type { Village } from '../../../shared/households.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import type { Question } from './calls.ts';
import { Choice } from './choice.tsx';
import { categoryName, ownCategories, villageOptions, yearOptions } from './words.ts';

const categories = [...ownCategories, 'farmerMember', 'other'] as const;

/** What is looked for in the list: words, a village, a year with its lists, who is new on one or has left it. */
export function HouseholdFilter(props: {
  question: Question;
  villages: readonly Village[];
  onChange: (values: Partial<Question>) => void;
}) {
  const isOfYear = (category: Question['category']) => ownCategories.some((known) => known === category);
  const categoryOptions = (): [Question['category'], string][] => [
    ['', t().everyCategory],
    ...categories.map((known): [Question['category'], string] => [known, categoryName(known)]),
  ];
  const changeOptions = (): [Question['change'], string][] => [
    ['', t().anyChange],
    ['new', t().newSince],
    ['left', t().leftSince],
  ];
  return (
    <search class={page.grid}>
      <TextField
        label={t().search}
        type="search"
        autocomplete="off"
        spellcheck={false}
        maxLength={200}
        value={props.question.words}
        onInput={(event) => props.onChange({ words: event.currentTarget.value })}
      />
      <Choice
        label={t().village}
        value={props.question.villageId}
        options={villageOptions(props.villages, t().everyVillage)}
        onValue={(villageId) => props.onChange({ villageId })}
      />
      <Choice
        label={t().year}
        value={String(props.question.year)}
        options={yearOptions([props.question.year])}
        onValue={(year) => props.onChange({ year: Number(year) })}
      />
      <Choice
        label={t().category}
        value={props.question.category}
        options={categoryOptions()}
        onValue={(category) =>
          props.onChange({ category, change: isOfYear(category) ? props.question.change : '' })
        }
      />
      <Show when={isOfYear(props.question.category)}>
        <Choice
          label={t().change}
          value={props.question.change}
          options={changeOptions()}
          onValue={(change) => props.onChange({ change })}
        />
      </Show>
    </search>
  );
}
