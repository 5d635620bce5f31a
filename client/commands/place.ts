/** Where the keyboard was before something came up over the page, with what was selected there. */

/**
 * Remembers the focus and the selection; the returned function brings both back, as far as they are still on the
 * page.
 */
export function rememberPlace(): () => void {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return () => undefined;
  const selection = restorable(element);
  return () => {
    if (!element.isConnected) return;
    element.focus({ preventScroll: true });
    selection();
  };
}

function restorable(element: HTMLElement): () => void {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) {
    const { selectionStart, selectionEnd, selectionDirection } = element;
    // Fields such as dates know no selection.
    if (selectionStart === null) return () => undefined;
    return () => element.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none');
  }
  const selection = document.getSelection();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  if (!element.isContentEditable || !selection || !anchorNode || !focusNode) return () => undefined;
  return () => {
    if (!element.contains(anchorNode) || !element.contains(focusNode)) return;
    // Others may have shortened the text meanwhile.
    const within = (node: Node, offset: number | undefined) =>
      Math.min(offset ?? 0, node instanceof Text ? node.length : node.childNodes.length);
    selection.setBaseAndExtent(
      anchorNode,
      within(anchorNode, anchorOffset),
      focusNode,
      within(focusNode, focusOffset),
    );
  };
}
