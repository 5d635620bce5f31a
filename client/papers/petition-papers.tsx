import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Paper } from '../../shared/docs/papers.ts';
import { shortInstant } from '../board/days.ts';
import { t } from '../i18n/papers.ts';
import { latePart } from '../late-part.tsx';
import { Button } from '../ui/controls.tsx';
import { PaperView, Thumbnail } from './paper-view.tsx';
import styles from './papers.module.css';
import { type Papers, papersAround } from './papers.tsx';

const AddPapers = latePart(() => import('./add-papers.tsx'));

/** In a petition's form: its papers, and a way to add one. Nothing outside of a hall. */
export default function PetitionPapers(props: { petitionId: string; draft: boolean }) {
  const papers = papersAround();
  return <Show when={papers}>{(around) => <InPetition {...props} papers={around()} />}</Show>;
}

function InPetition(props: { petitionId: string; draft: boolean; papers: Papers }) {
  const linked = createMemo(() =>
    props.papers
      .all()
      .filter(({ id, petitionId }) => petitionId === props.petitionId && id !== props.papers.mine()?.id),
  );
  const mayAdd = () => props.papers.mayAdd() && !props.draft;
  return (
    <Show when={linked().length > 0 || mayAdd()}>
      <section class={styles.inPetition} aria-label={t().papersOfPetition}>
        <For each={linked()}>{(paper) => <LinkedPaper paper={paper} papers={props.papers} />}</For>
        <Show when={mayAdd()}>
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
                aria-label={t().ofPaper(t().unlink, props.paper.addedBy, when())}
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
