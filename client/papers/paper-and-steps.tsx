import type { Paper } from '../../shared/docs/papers.ts';
import { PaperView } from './paper-view.tsx';
import { WorkSteps } from './paper-work.tsx';

/** A paper that is being typed in, and what can be done with it. */
export default function PaperAndSteps(props: { paper: Paper }) {
  return (
    <>
      <PaperView paper={props.paper} />
      <WorkSteps paper={props.paper} />
    </>
  );
}
