import type * as Y from 'yjs';
import type { PublicIssue, PublicScreen } from '../../shared/docs/screen.ts';
import { allScreens, mainScreen, messageLength, type StageScreen } from '../../shared/docs/stage.ts';
import { typedLine, typedLines } from './allowed.ts';

/** Screens told of at most. */
const mostScreens = 12;

/**
 * What each screen is to show. A petition only where it is shown and is released, a message only where it is
 * shown: what the organizer prepares for later is nobody else's.
 * @param current id of the petition under discussion, for screens that follow it.
 */
export function publicScreens(
  stage: Y.Doc,
  current: string,
  issues: ReadonlyMap<string, PublicIssue>,
): PublicScreen[] {
  const known = allScreens(stage).filter(({ id }) => id === mainScreen || /^[a-z0-9]{6,40}$/.test(id));
  return known.slice(0, mostScreens).map((screen) => publicScreen(screen, current, issues));
}

function publicScreen(
  screen: StageScreen,
  current: string,
  issues: ReadonlyMap<string, PublicIssue>,
): PublicScreen {
  const { id, mode } = screen;
  const wanted = screen.petitionId || current;
  return {
    id,
    mode,
    name: typedLine(screen.name, 60),
    petition: mode === 'petition' && issues.has(wanted) ? wanted : '',
    message: mode === 'message' ? typedLines(screen.message, messageLength) : '',
    scale: Math.round(screen.scale),
  };
}
