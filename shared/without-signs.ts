/**
 * A text without any of `signs` at its end; a space among them stands for every white space. An expression like
 * `/[.;]+$/` would look to the end of each run of such signs anew from every place in it.
 */
export function withoutSigns(text: string, signs: string): string {
  const spaces = signs.includes(' ');
  let end = text.length;
  for (; end > 0; end--) {
    const last = text.charAt(end - 1);
    if (!signs.includes(last) && !(spaces && /\s/u.test(last))) break;
  }
  return text.slice(0, end);
}
