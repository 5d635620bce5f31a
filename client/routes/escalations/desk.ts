import type { ArrivedEscalation, ArrivedList, EscalationAct } from '../../../shared/escalation.ts';
import { api } from '../../api.ts';
import { askOrKept, dutyKey } from '../../kept.ts';
import { openWorklist, type Worklist } from '../../ui/worklist.ts';

/** How often the page asks while it is looked at, ms. */
const askEvery = 15_000;

/** What communes sent to this office, as new as the network lets, and what it does with it. All acts throw ApiError. */
export interface ArrivedDesk extends Pick<Worklist<ArrivedList>, 'list' | 'error' | 'setEnded'> {
  receive: (one: ArrivedEscalation) => Promise<void>;
  answer: (
    one: ArrivedEscalation,
    answering: Pick<EscalationAct, 'text' | 'number' | 'date' | 'file'>,
  ) => Promise<void>;
  decline: (one: ArrivedEscalation, reason: string) => Promise<void>;
}

function load(ended: boolean): Promise<ArrivedList> {
  return askOrKept(dutyKey(`escalations${ended ? '.ended' : ''}`), async () =>
    (await api.escalations.$get({ query: ended ? { ended: '1' } : {} })).json(),
  );
}

/** Opens the list and keeps it fresh. To be called inside a Solid owner. */
export function openArrived(): ArrivedDesk {
  const { list, error, setEnded, refresh } = openWorklist(load, askEvery);
  /** An act, and the list as it is after it, also when it was refused. */
  async function acting(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } finally {
      await refresh();
    }
  }
  const calls = api.escalations[':id'];
  const of = ({ id }: ArrivedEscalation) => ({ param: { id } });
  return {
    list,
    error,
    setEnded,
    receive: (one) => acting(() => calls.receiving.$post(of(one))),
    answer: (one, json) => acting(() => calls.answering.$post({ ...of(one), json })),
    decline: (one, reason) => acting(() => calls.declining.$post({ ...of(one), json: { reason } })),
  };
}
