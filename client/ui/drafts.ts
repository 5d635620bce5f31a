/*
 * Forms that somebody types into and sends later: unlike the documents they live in this page alone, and a reload
 * would lose them. A form that keeps its content on the device says so (`data-kept`); what is filled in outside a form
 * and not written as it is typed is marked `data-draft`.
 */

const draft = 'form:not([data-kept]), [data-draft]';
const typedInto = new WeakSet<Element>();

/** Begins to note which forms somebody types into. Ends with the returned function. */
export function watchDrafts(): () => void {
  const typed = (event: Event) => {
    const form = event.target instanceof Element ? event.target.closest(draft) : null;
    if (form) typedInto.add(form);
  };
  const sent = (event: Event) => {
    if (event.target instanceof Element) typedInto.delete(event.target);
  };
  addEventListener('input', typed, true);
  addEventListener('submit', sent, true);
  addEventListener('reset', sent, true);
  return () => {
    removeEventListener('input', typed, true);
    removeEventListener('submit', sent, true);
    removeEventListener('reset', sent, true);
  };
}

const field = 'textarea, input:not([type="checkbox"], [type="radio"], [type="file"], [type="hidden"])';

function fieldsOf(form: Element): (HTMLInputElement | HTMLTextAreaElement)[] {
  return [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(field)];
}

/** The first form on the page that was typed into and neither sent nor emptied; null: there is none. */
export function openDraft(): Element | null {
  const forms = [...document.querySelectorAll(draft)].filter((form) => typedInto.has(form));
  return forms.find((form) => fieldsOf(form).some(({ value }) => value.trim() !== '')) ?? null;
}

/** Brings somebody to a form: its first field that can be typed into. */
export function goToDraft(form: Element): void {
  form.scrollIntoView({ block: 'center' });
  fieldsOf(form)
    .find(({ disabled, readOnly }) => !disabled && !readOnly)
    ?.focus();
}
