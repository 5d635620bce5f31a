import { readCode } from '../../shared/receipt/code.ts';

/**
 * The one script of the page on which a citizen looks up a petition (server/receipt/page.ts), which works without it
 * too: takes the code of a scanned receipt out of the address, and tells a typing error before anything is sent.
 */

const form = document.querySelector<HTMLFormElement>('form[data-receipt]');
const field = form?.querySelector<HTMLInputElement>('input[name=code]');
const problem = document.getElementById('problem');

if (form && field && problem) {
  const isWrong = () => {
    if (readCode(field.value) !== null) return false;
    problem.textContent = form.dataset.typo ?? '';
    problem.hidden = false;
    field.setAttribute('aria-invalid', 'true');
    field.focus();
    return true;
  };
  form.addEventListener('submit', (event) => {
    if (isWrong()) event.preventDefault();
  });
  field.addEventListener('input', () => {
    problem.hidden = true;
    field.removeAttribute('aria-invalid');
  });
  const takeScanned = () => {
    const scanned = location.hash.slice(1);
    if (scanned === '') return;
    // The code stays in no history and in no address that is passed on.
    history.replaceState(null, '', location.pathname + location.search);
    field.value = scanned;
    if (!isWrong()) form.submit();
  };
  addEventListener('hashchange', takeScanned);
  takeScanned();
}
