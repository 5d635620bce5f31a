import { For, Show } from 'solid-js';
import { partName, t } from '../../i18n/plan.ts';
import { Button } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { Block, Line, RootText } from './block.tsx';
import { DialogueEditor } from './dialogue-editor.tsx';
import type { Link } from './link.ts';
import { blockId, type PlanModel } from './model.ts';
import styles from './plan.module.css';
import { TaskRows } from './task-rows.tsx';
import { Unplaced } from './unplaced.tsx';
import { YearField } from './year-field.tsx';

type ListPart = 'bases' | 'purposes' | 'requirements' | 'methods' | 'forms' | 'funding' | 'recipients';

/** The whole plan as a form: what could not be placed first, then the parts in the plan's order. */
export function PlanForm(props: { model: PlanModel; link: Link; units: readonly string[] }) {
  const { model } = props;
  const { plan } = model;
  const lines = (key: ListPart, hint = t().oneEachSub) => (
    <Block id={blockId(key)} name={partName(key)} link={props.link}>
      <RootText model={model} name={key} label={partName(key)} hint={hint} />
    </Block>
  );
  const text = (key: 'intro' | 'closing' | 'issuingBody') => (
    <Block id={blockId(key)} name={partName(key)} link={props.link}>
      <RootText model={model} name={key} label={partName(key)} rows={1} />
    </Block>
  );
  const value = (key: 'number' | 'title' | 'place' | 'date', label: string) => (
    <Line
      model={model}
      entry={model.head()}
      name={key}
      label={label}
      value={plan[key]}
      type={key === 'date' ? 'date' : 'text'}
      required={key === 'title'}
    />
  );
  return (
    <>
      <Unplaced model={model} />
      <section class={page.card}>
        <h2>{t().head}</h2>
        <div class={styles.short}>
          <Block id={blockId('year')} name={t().planYear} link={props.link}>
            <YearField
              label={t().planYear}
              value={plan.year}
              set={(year) => model.set(model.head(), 'year', year)}
              readOnly={model.readOnly()}
            />
          </Block>
          <Block id={blockId('number')} name={partName('number')} link={props.link}>
            {value('number', partName('number'))}
          </Block>
        </div>
        <Block id={blockId('title')} name={partName('title')} link={props.link}>
          {value('title', partName('title'))}
        </Block>
        <Block id={blockId('placeDate')} name={partName('placeDate')} link={props.link}>
          <div class={styles.short}>
            {value('place', t().place)}
            {value('date', t().date)}
          </div>
        </Block>
        {text('issuingBody')}
        {lines('bases', t().basesHint)}
        {text('intro')}
      </section>
      <section class={page.card}>
        <h2>{t().aims}</h2>
        {lines('purposes')}
        {lines('requirements')}
      </section>
      <h2 class={styles.between}>{t().dialogues}</h2>
      <For each={plan.dialogues}>
        {(dialogue, index) => (
          <DialogueEditor model={model} dialogue={dialogue} index={index()} link={props.link} />
        )}
      </For>
      <div>
        <Button icon="add" disabled={model.readOnly()} onClick={() => model.addDialogue()}>
          {t().addDialogue}
        </Button>
      </div>
      <section class={page.card}>
        <h2>{t().how}</h2>
        {lines('methods')}
        {lines('forms')}
        {lines('funding')}
      </section>
      <section class={page.card}>
        <h2>{partName('tasks')}</h2>
        <Block id={blockId('tasks')} name={partName('tasks')} link={props.link}>
          <TaskRows model={model} units={props.units} />
        </Block>
      </section>
      <section class={page.card}>
        <h2>{t().end}</h2>
        {text('closing')}
        {lines('recipients', t().oneEach)}
        <Block id={blockId('signature')} name={partName('signature')} link={props.link}>
          <Line
            model={model}
            entry={model.head()}
            name="authority"
            label={t().authority}
            value={plan.signature.authority}
          />
          <div class={page.grid}>
            <RootText model={model} name="signerTitle" label={t().signerTitle} rows={1} />
            <Line
              model={model}
              entry={model.head()}
              name="signerName"
              label={t().signerName}
              value={plan.signature.name}
            />
          </div>
        </Block>
      </section>
      <Removed model={model} />
    </>
  );
}

/** What was taken out of the plan: it stays with all that was written in it, and can be brought back. */
function Removed(props: { model: PlanModel }) {
  const kinds = () => ({
    dialogue: t().removedDialogue,
    field: t().removedField,
    unit: t().removedUnit,
    task: t().removedTask,
  });
  return (
    <Show when={props.model.removed().length > 0}>
      <details class={page.card} data-removed>
        <summary>{t().removedTitle(props.model.removed().length)}</summary>
        <ul class={styles.unplacedList}>
          <For each={props.model.removed()}>
            {(entry) => (
              <li>
                <span class={styles.lineText}>
                  {kinds()[entry.kind]}: {entry.name}
                </span>
                <Button
                  icon="undo"
                  disabled={props.model.readOnly()}
                  aria-label={t().bringBackName(entry.name)}
                  onClick={entry.bringBack}
                >
                  {t().bringBack}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}
