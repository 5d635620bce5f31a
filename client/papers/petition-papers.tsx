import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Paper } from '../../shared/docs/papers.ts';
import { shortInstant } from '../board/days.ts';
import { hallAround } from '../hall/hall-context.ts';
import { t } from '../i18n/papers.ts';
import { Button } from '../ui/controls.tsx';
import { AddPapers } from './add-papers.tsx';
import { PaperView, Thumbnail } from './paper-view.tsx';
import { WorkSteps } from './paper-work.tsx';
import styles from './papers.module.css';
import { type Papers, papersAround } from './papers.tsx';

/** In a petition's form: its papers, and the one that is being typed into it. Nothing outside of a hall. */
export function PetitionPapers(props: { petitionId: string; draft: boolean }) {
  const papers = papersAround();
  return <Show when={papers}>{(around) => <InPetition {...props} papers={around()} />}</Show>;
}

function InPetition(props: { petitionId: string; draft: boolean; papers: Papers }) {
  const hall = hallAround();
  const work = createMemo(() => {
    const paper = props.papers.mine();
    return paper && props.papers.petitionId() === props.petitionId ? paper : null;
  });
  const linked = createMemo(() =>
    props.papers.all().filter(({ id, petitionId }) => petitionId === props.petitionId && id !== work()?.id),
  );
  const isEmpty = () => linked().length === 0 && !work();
  /** Where the drawer stands beside the form, the paper is large there already. */
  const besideDrawer = () => hall?.drawer() === 'papers';
  return (
    <Show when={!isEmpty() || (props.papers.mayAdd() && !props.draft)}>
      <section class={styles.inPetition} aria-label={t().papersOfPetition}>
        <Show when={work()}>
          {(paper) => (
            <Show when={!besideDrawer()}>
              <PaperView paper={paper()} />
              <WorkSteps paper={paper()} />
            </Show>
          )}
        </Show>
        <For each={linked()}>{(paper) => <LinkedPaper paper={paper} papers={props.papers} />}</For>
        <Show when={props.papers.mayAdd() && !props.draft}>
          <details class={styles.addHere}>
            <summary>{t().addTo}</summary>
            <AddPapers petitionId={props.petitionId} />
          </details>
        </Show>
      </section>
    </Show>
  );
}

function LinkedPaper(props: { paper: Paper; papers: Papers }) {
  const [isLarge, setLarge] = createSignal(false);
  const when = () => shortInstant(props.paper.addedAt);
  return (
    <div class={styles.linked}>
      <div class={styles.item}>
        <Thumbnail paper={props.paper} />
        <div class={styles.about}>
          <span class={styles.who}>{t().paperOf(props.paper.addedBy, when())}</span>
          <div class={styles.row}>
            <Button
              class={styles.small}
              icon="search"
              aria-expanded={isLarge()}
              onClick={() => setLarge((now) => !now)}
            >
              {isLarge() ? t().smaller : t().larger}
            </Button>
            <Show when={props.papers.mayAdd()}>
              <Button
                kind="quiet"
                class={styles.small}
                aria-label={t().unlinkOf(props.paper.addedBy, when())}
                onClick={() => props.papers.unlink(props.paper.id)}
              >
                {t().unlink}
              </Button>
            </Show>
          </div>
        </div>
      </div>
      <Show when={isLarge()}>
        <PaperView paper={props.paper} />
      </Show>
    </div>
  );
}
