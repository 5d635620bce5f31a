/** Brings the focus to the field after `from` in `root`; false when it is the last. Fields carry `data-field`. */
export function focusNextField(root: HTMLElement, from: Element): boolean {
  const fields = [...root.querySelectorAll<HTMLElement>('[data-field]')].filter(
    (field) => field === from || (!field.matches(':disabled') && field.offsetParent !== null),
  );
  const next = fields[fields.findIndex((field) => field.isSameNode(from)) + 1];
  next?.focus();
  return next !== undefined;
}
