import type { Neighbour, Neighbours } from '../escalation/contract.ts';
import type { Commune } from './communes.ts';
import type { Registry } from './registry.ts';

const named = ({ id, name }: Commune): Neighbour => ({ id, name: name || id });

/** Who is over and under a commune, as the installation has it at the time of asking. */
export function neighboursOf(own: string, registry: Pick<Registry, 'byId' | 'list'>): Neighbours {
  return {
    own,
    superior() {
      const superior = registry.byId(registry.byId(own)?.superior ?? '');
      return superior && superior.id !== own ? named(superior) : null;
    },
    below: () =>
      registry
        .list()
        .filter(({ superior }) => superior === own)
        .map(named),
    nameOf: (id) => registry.byId(id)?.name || id,
  };
}
