import { execFile } from 'node:child_process';
import { getPriority, setPriority } from 'node:os';

/** Steps of niceness, of which the lowest priority has 19. */
const stepsBack = 10;
const lowest = 19;

/**
 * What people type goes first. On Linux the process runs when nobody else wants a core (SCHED_IDLE: whoever wakes
 * takes it at once, where a merely nice process ends its turn of some ms first); elsewhere it is a nice one.
 */
export function stepBack(): void {
  try {
    setPriority(Math.min(lowest, getPriority() + stepsBack));
  } catch {
    // Not allowed: it runs like the others.
  }
  // The threads that are there already, too. No such command, or not allowed: it stays nice.
  execFile('chrt', ['--all-tasks', '--idle', '--pid', '0', String(process.pid)], () => undefined);
}
