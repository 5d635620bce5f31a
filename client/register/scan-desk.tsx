import { createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { readCode, spacedCode } from '../../shared/invitation-code.ts';
import { shortTime } from '../board/days.ts';
import { CameraError, type CameraProblem, cameraProblem, scanCodes } from '../exchange/camera.ts';
import { t } from '../i18n/register.ts';
import { Button, Notice, TextField } from '../ui/controls.tsx';
import { checkInBy, factsOf } from './check-in.ts';
import type { Person, RegisterModel } from './model.ts';
import styles from './scan-desk.module.css';

/** The same code is in front of the camera for a while: it is one scan, ms. */
const sameFor = 4_000;

/** What a code led to. */
type Outcome =
  | { kind: 'in' | 'already'; person: Person }
  | { kind: 'several'; people: readonly Person[] }
  | { kind: 'unknown'; code: string };

/**
 * Checks people in by the codes of their invitations, one after the other: by the camera where the browser gives one, else
 * by the eight digits. Several people with one code, which hardly ever happens, are shown to choose from.
 */
export function ScanDesk(props: { model: RegisterModel }) {
  let video: HTMLVideoElement | undefined;
  const end = new AbortController();
  const [problem, setProblem] = createSignal<CameraProblem | ''>(cameraProblem());
  const [outcome, setOutcome] = createSignal<Outcome | null>(null);
  const [typed, setTyped] = createSignal('');
  const [wrong, setWrong] = createSignal(false);
  let last = { text: '', at: 0 };

  const choose = (person: Person) => {
    const now = props.model.get(person.id) ?? person;
    if (!now.present) checkInBy(props.model, person.id);
    setOutcome({ kind: now.present ? 'already' : 'in', person: props.model.get(person.id) ?? now });
  };
  const take = (code: string) => {
    const [first, ...more] = props.model.byCode(code);
    if (!first) setOutcome({ kind: 'unknown', code });
    else if (more.length > 0) setOutcome({ kind: 'several', people: [first, ...more] });
    else choose(first);
  };
  const heard = (text: string) => {
    if (end.signal.aborted || (text === last.text && Date.now() - last.at < sameFor)) {
      last = { ...last, at: Date.now() };
      return;
    }
    last = { text, at: Date.now() };
    const code = readCode(text);
    if (code === null) setOutcome({ kind: 'unknown', code: '' });
    else take(code);
    navigator.vibrate?.(80);
  };
  onMount(() => {
    if (!video || problem()) return;
    scanCodes(video, heard, end.signal).catch((error: unknown) => {
      if (!end.signal.aborted) setProblem(error instanceof CameraError ? error.problem : 'busyCamera');
    });
  });
  onCleanup(() => end.abort());

  return (
    <div class={styles.desk}>
      <Show when={problem() === ''} fallback={<Notice>{t()[`camera_${problem() || 'noCamera'}`]}</Notice>}>
        <video ref={video} class={styles.video} muted playsinline aria-label={t().scanView} />
        <p>{t().scanHint}</p>
      </Show>
      <form
        class={styles.typed}
        onSubmit={(event) => {
          event.preventDefault();
          const code = readCode(typed());
          setWrong(code === null);
          if (code === null) return;
          take(code);
          setTyped('');
        }}
      >
        <TextField
          label={t().codeLabel}
          error={wrong() ? t().codeWrong : undefined}
          data-field="code"
          inputMode="numeric"
          autocomplete="off"
          maxLength={20}
          value={typed()}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <Button type="submit" icon="check">
          {t().codeTake}
        </Button>
      </form>
      <div class={styles.outcome} aria-live="polite">
        <Show when={outcome()}>
          {(now) => <Shown outcome={now()} model={props.model} onChoose={choose} />}
        </Show>
      </div>
    </div>
  );
}

function Shown(props: { outcome: Outcome; model: RegisterModel; onChoose: (person: Person) => void }) {
  const one = () => (props.outcome.kind === 'in' || props.outcome.kind === 'already' ? props.outcome : null);
  const several = () => (props.outcome.kind === 'several' ? props.outcome.people : null);
  const unknown = () => (props.outcome.kind === 'unknown' ? props.outcome : null);
  return (
    <>
      <Show when={one()}>
        {(result) => {
          const person = () => props.model.get(result().person.id) ?? result().person;
          return (
            <div class={styles.person} data-outcome={result().kind} data-present={person().present}>
              <strong>{person().name}</strong>
              <span>{factsOf(person())}</span>
              <p>
                {!person().present
                  ? t().undone
                  : result().kind === 'in'
                    ? t().checkedInAt(shortTime(person().checkedInAt))
                    : t().alreadyAt(shortTime(person().checkedInAt))}
              </p>
              <Show when={result().kind === 'in' && person().present}>
                <Button icon="undo" onClick={() => props.model.setPresent(person().id, false)}>
                  {t().undo}
                </Button>
              </Show>
            </div>
          );
        }}
      </Show>
      <Show when={several()}>
        {(people) => (
          <>
            <Notice kind="warn">{t().codeOfSeveral}</Notice>
            <For each={people()}>
              {(person) => (
                <Button onClick={() => props.onChoose(person)}>
                  {person.name} · {factsOf(person)}
                </Button>
              )}
            </For>
          </>
        )}
      </Show>
      <Show when={unknown()}>
        {(result) => (
          <Notice kind="warn">
            {result().code ? t().codeUnknown(spacedCode(result().code)) : t().notACode}
          </Notice>
        )}
      </Show>
    </>
  );
}
