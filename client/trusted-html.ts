/**
 * Trusted Types: the policy of the page (server/api/headers.ts) lets text become HTML only through here. Browsers
 * that do not know them go on without.
 */
interface Policy {
  createHTML(html: string): string;
}
interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;

/** Takes what could run out of HTML: script elements and handlers in tags. Texts between tags stay as they are. */
export function withoutScripts(html: string): string {
  return html
    .replace(/<(\/?)script\b/gi, '<$1template')
    .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^<>"'])*/gi, (tag) =>
      tag.replace(/([\s/"'])(on[a-z]+\s*=|srcdoc\s*=)/gi, '$1data-$2'),
    );
}

/**
 * For all that asks without a name: the compiled pages, whose HTML is in the bundle, and the editor, which reads what
 * was cleaned before. Scripts and addresses of scripts get no policy, so no text ever becomes one.
 */
factory?.createPolicy('default', { createHTML: withoutScripts });

/** For HTML from a clipboard, which goes into a document without scripts, styles or loading, to be cleaned there. */
const pasted = factory?.createPolicy('pasted-html', { createHTML: (html) => html });

/** HTML from outside as a document of its own in which nothing runs or loads. */
export function inertDocument(html: string): Document {
  return new DOMParser().parseFromString(pasted ? pasted.createHTML(html) : html, 'text/html');
}
