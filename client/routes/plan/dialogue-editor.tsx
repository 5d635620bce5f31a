import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { quarters } from '../../../shared/dialogue.ts';
import type { PlannedDialogue } from '../../../shared/plan/plan.ts';
import type { DialoguePart } from '../../../shared/plan/proposal.ts';
import { partName, t } from '../../i18n/plan.ts';
import { SelectField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { Block, EntryText, Line } from './block.tsx';
import type { Link } from './link.ts';
import { blockId, type PlanModel } from './model.ts';
import styles from './plan.module.css';
import { FieldRows, RowActions } from './rows.tsx';
import { YearField } from './year-field.tsx';

/** One dialogue of the plan. */
export function DialogueEditor(props: {
  model: PlanModel;
  dialogue: PlannedDialogue;
  index: number;
  link: Link;
}) {
  const { model } = props;
  const key = props.dialogue.id ?? '';
  const entry = model.planned(key);
  const id = (part: DialoguePart | 'groups') => blockId(part, key);
  const lines = (name: 'communeLevel' | 'villageLevel' | 'contents') => (
    <Block id={id(name)} name={partName(name, props.index)} link={props.link}>
      <EntryText
        model={model}
        entry={entry}
        name={name}
        label={partName(name)}
        hint={name === 'contents' ? t().oneEachSub : t().oneEach}
      />
    </Block>
  );
  const line = (name: 'chair' | 'topic') => (
    <Block id={id(name)} name={partName(name, props.index)} link={props.link}>
      <Line model={model} entry={entry} name={name} label={partName(name)} value={props.dialogue[name]} />
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
          count={model.plan.dialogues.length}
          move={(by) => model.move('dialogue', key, by)}
          remove={() => model.remove(entry)}
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
          model={model}
          entry={entry}
          name="title"
          label={t().dialogueTitle}
          required
          value={props.dialogue.title}
        />
        <div class={styles.short}>
          <SelectField
            label={t().quarter}
            value={props.dialogue.quarter}
            disabled={model.readOnly()}
            onChange={(event) =>
              model.set(entry, 'quarter', quarters.find((one) => one === event.currentTarget.value) ?? '')
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
          <YearField
            label={t().dialogueYear}
            value={props.dialogue.year}
            set={(year) => model.set(entry, 'year', year)}
            readOnly={model.readOnly()}
          />
        </div>
      </Block>
      <Block id={id('audience')} name={partName('audience', props.index)} link={props.link}>
        <EntryText model={model} entry={entry} name="audience" label={partName('audience')} rows={1} />
      </Block>
      {line('topic')}
      {line('chair')}
      <div class={page.grid}>
        {lines('communeLevel')}
        {lines('villageLevel')}
      </div>
      <Block id={id('groups')} name={t().groups} link={props.link}>
        <EntryText model={model} entry={entry} name="groups" label={t().groups} hint={t().oneEach} />
      </Block>
      <Block id={id('fields')} name={partName('fields', props.index)} link={props.link}>
        <h4>{partName('fields')}</h4>
        <FieldRows model={model} dialogue={key} fields={props.dialogue.fields} />
      </Block>
      {lines('contents')}
      <Block id={id('schedule')} name={partName('schedule', props.index)} link={props.link}>
        <EntryText model={model} entry={entry} name="scheduleHeading" label={t().scheduleHeading} rows={1} />
        <EntryText model={model} entry={entry} name="time" label={t().time} rows={1} />
        <div class={styles.short}>
          <Line
            model={model}
            entry={entry}
            name="heldOn"
            label={t().heldOn}
            type="date"
            value={props.dialogue.heldOn}
          />
          <Line
            model={model}
            entry={entry}
            name="startsAt"
            label={t().startsAt}
            type="time"
            value={props.dialogue.startsAt ?? ''}
          />
          <Line
            model={model}
            entry={entry}
            name="endsAt"
            label={t().endsAt}
            type="time"
            value={props.dialogue.endsAt ?? ''}
          />
        </div>
        <Line model={model} entry={entry} name="place" label={t().hall} value={props.dialogue.place} />
      </Block>
    </section>
  );
}
