import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { quarters } from '../../../shared/dialogue.ts';
import type { PlannedDialogue } from '../../../shared/plan/plan.ts';
import type { DialoguePart } from '../../../shared/plan/proposal.ts';
import { partName, t } from '../../i18n/plan.ts';
import { SelectField, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { Block, Line, Lines, Paragraphs } from './block.tsx';
import type { Link } from './link.ts';
import { blockId, type PlanModel } from './model.ts';
import styles from './plan.module.css';
import { FieldRows, RowActions } from './rows.tsx';

/** One dialogue of the plan. */
export function DialogueEditor(props: {
  model: PlanModel;
  dialogue: PlannedDialogue;
  index: number;
  link: Link;
}) {
  const set = <K extends keyof PlannedDialogue>(key: K, value: PlannedDialogue[K]) =>
    props.model.setPlan('dialogues', props.index, { [key]: value });
  const id = (part: DialoguePart | 'groups') => blockId(part, props.model.keys()[props.index]);
  const lines = (key: 'communeLevel' | 'villageLevel' | 'contents') => (
    <Block id={id(key)} name={partName(key, props.index)} link={props.link}>
      <Lines
        label={partName(key)}
        hint={key === 'contents' ? t().oneEachSub : t().oneEach}
        value={props.dialogue[key]}
        set={(value) => set(key, [...value])}
      />
    </Block>
  );
  const line = (key: 'chair' | 'topic') => (
    <Block id={id(key)} name={partName(key, props.index)} link={props.link}>
      <Line label={partName(key)} value={props.dialogue[key]} set={(value) => set(key, value)} />
    </Block>
  );
  return (
    <section class={page.card} aria-label={t().dialogue(props.index + 1)}>
      <div class={styles.cardHead}>
        <h3>
          {t().dialogue(props.index + 1)}
          <Show when={props.dialogue.title}>{(title) => <span>: {title()}</span>}</Show>
        </h3>
        <RowActions
          name={t().dialogue(props.index + 1)}
          removeLabel={t().removeDialogue(props.index + 1)}
          index={props.index}
          count={props.model.plan.dialogues.length}
          move={(by) => props.model.moveDialogue(props.index, by)}
          remove={() => props.model.removeDialogue(props.index)}
        />
      </div>
      <Show when={props.dialogue.dialogueId}>
        {(made) => (
          <p class={styles.help}>
            <A href={`/dialogues/${made()}`}>
              <Icon name="pen" /> {t().openDialogue}
            </A>
            {' · '}
            {t().removeKept}
          </p>
        )}
      </Show>
      <Block id={id('dialogue')} name={partName('dialogue', props.index)} link={props.link}>
        <Line
          label={t().dialogueTitle}
          required
          value={props.dialogue.title}
          set={(value) => set('title', value)}
        />
        <div class={styles.short}>
          <SelectField
            label={t().quarter}
            value={props.dialogue.quarter}
            onChange={(event) =>
              set('quarter', quarters.find((known) => known === event.currentTarget.value) ?? '')
            }
          >
            <For each={quarters}>
              {(quarter) => (
                <option value={quarter} selected={quarter === props.dialogue.quarter}>
                  {quarter || t().noQuarter}
                </option>
              )}
            </For>
          </SelectField>
          <TextField
            label={t().dialogueYear}
            type="number"
            min="2000"
            max="2100"
            required
            value={props.dialogue.year || ''}
            onInput={(event) => set('year', Number(event.currentTarget.value))}
          />
        </div>
      </Block>
      <Block id={id('audience')} name={partName('audience', props.index)} link={props.link}>
        <Paragraphs
          label={partName('audience')}
          value={props.dialogue.audience}
          set={(value) => set('audience', value)}
        />
      </Block>
      {line('topic')}
      {line('chair')}
      <div class={page.grid}>
        {lines('communeLevel')}
        {lines('villageLevel')}
      </div>
      <Block id={id('groups')} name={t().groups} link={props.link}>
        <Lines
          label={t().groups}
          hint={t().oneEach}
          value={props.dialogue.groups}
          set={(value) => set('groups', [...value])}
        />
      </Block>
      <Block id={id('fields')} name={partName('fields', props.index)} link={props.link}>
        <h4>{partName('fields')}</h4>
        <FieldRows
          fields={props.dialogue.fields}
          set={(change) => set('fields', change(props.dialogue.fields))}
          edit={(at, values) => props.model.setPlan('dialogues', props.index, 'fields', at, values)}
        />
      </Block>
      {lines('contents')}
      <Block id={id('schedule')} name={partName('schedule', props.index)} link={props.link}>
        <Paragraphs
          label={t().scheduleHeading}
          value={props.dialogue.scheduleHeading}
          set={(value) => set('scheduleHeading', value)}
        />
        <div class={page.grid}>
          <Paragraphs label={t().time} value={props.dialogue.time} set={(value) => set('time', value)} />
          <Line
            label={t().heldOn}
            type="date"
            value={props.dialogue.heldOn}
            set={(value) => set('heldOn', value)}
          />
        </div>
        <Line label={t().hall} value={props.dialogue.place} set={(value) => set('place', value)} />
      </Block>
    </section>
  );
}
