import { createMemo, Show } from 'solid-js';
import { hallAround } from '../hall/hall-context.ts';
import { t } from '../i18n/papers.ts';
import { latePart } from '../late-part.tsx';
import { Notice } from '../ui/controls.tsx';
import styles from './papers.module.css';
import { papersAround } from './papers.tsx';

const PaperAndSteps = latePart(() => import('./paper-and-steps.tsx'));

/**
 * In a petition's form, beside its content: the paper that is being typed into it here, unless the drawer shows it
 * large already. Nothing outside of a hall.
 */
export function PaperAtHand(props: { petitionId: string }) {
  const papers = papersAround();
  const hall = hallAround();
  const besideDrawer = () => hall?.drawer() === 'papers';
  const work = createMemo(() => {
    const paper = papers?.mine() ?? null;
    return paper && !besideDrawer() && papers?.petitionId() === props.petitionId ? paper : null;
  });
  return (
    <>
      <Show when={!besideDrawer() && papers?.message()}>{(text) => <Notice>{text()}</Notice>}</Show>
      <Show when={work()}>
        {(paper) => (
          <section class={styles.inPetition} aria-label={t().paper}>
            <PaperAndSteps paper={paper()} />
          </section>
        )}
      </Show>
    </>
  );
}
