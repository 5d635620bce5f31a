import { For } from 'solid-js';
import { partName, t } from '../../i18n/plan.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { Block, Line, Lines, Paragraphs } from './block.tsx';
import { DialogueEditor } from './dialogue-editor.tsx';
import type { Link } from './link.ts';
import { blockId, type PlanModel } from './model.ts';
import styles from './plan.module.css';
import { TaskRows } from './rows.tsx';
import { Unplaced } from './unplaced.tsx';

type ListPart = 'bases' | 'purposes' | 'requirements' | 'methods' | 'forms' | 'funding' | 'recipients';

/** The whole plan as a form: what could not be placed first, then the parts in the plan's order. */
export function PlanForm(props: { model: PlanModel; link: Link }) {
  const { plan, setPlan } = props.model;
  const lines = (key: ListPart, hint = t().oneEachSub) => (
    <Block id={blockId(key)} name={partName(key)} link={props.link}>
      <Lines label={partName(key)} hint={hint} value={plan[key]} set={(value) => setPlan(key, [...value])} />
    </Block>
  );
  const text = (key: 'intro' | 'closing' | 'issuingBody') => (
    <Block id={blockId(key)} name={partName(key)} link={props.link}>
      <Paragraphs label={partName(key)} value={plan[key]} set={(value) => setPlan(key, value)} />
    </Block>
  );
  return (
    <>
      <Unplaced model={props.model} />
      <section class={page.card}>
        <h2>{t().head}</h2>
        <div class={styles.short}>
          <Block id={blockId('year')} name={t().planYear} link={props.link}>
            <TextField
              label={t().planYear}
              type="number"
              min="2000"
              max="2100"
              required
              value={plan.year || ''}
              onInput={(event) => setPlan('year', Number(event.currentTarget.value))}
            />
          </Block>
          <Block id={blockId('number')} name={partName('number')} link={props.link}>
            <Line label={partName('number')} value={plan.number} set={(value) => setPlan('number', value)} />
          </Block>
        </div>
        <Block id={blockId('title')} name={partName('title')} link={props.link}>
          <Line
            label={partName('title')}
            required
            value={plan.title}
            set={(value) => setPlan('title', value)}
          />
        </Block>
        <Block id={blockId('placeDate')} name={partName('placeDate')} link={props.link}>
          <div class={styles.short}>
            <Line label={t().place} value={plan.place} set={(value) => setPlan('place', value)} />
            <Line label={t().date} type="date" value={plan.date} set={(value) => setPlan('date', value)} />
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
          <DialogueEditor model={props.model} dialogue={dialogue} index={index()} link={props.link} />
        )}
      </For>
      <div>
        <Button icon="add" onClick={() => props.model.addDialogue()}>
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
          <TaskRows
            tasks={plan.tasks}
            set={(change) => setPlan('tasks', change(plan.tasks))}
            edit={(index, values) => setPlan('tasks', index, values)}
          />
        </Block>
      </section>
      <section class={page.card}>
        <h2>{t().end}</h2>
        {text('closing')}
        {lines('recipients', t().oneEach)}
        <Block id={blockId('signature')} name={partName('signature')} link={props.link}>
          <Line
            label={t().authority}
            value={plan.signature.authority}
            set={(authority) => setPlan('signature', { authority })}
          />
          <div class={page.grid}>
            <Paragraphs
              label={t().signerTitle}
              value={plan.signature.title}
              set={(title) => setPlan('signature', { title })}
            />
            <Line
              label={t().signerName}
              value={plan.signature.name}
              set={(name) => setPlan('signature', { name })}
            />
          </div>
        </Block>
      </section>
    </>
  );
}
