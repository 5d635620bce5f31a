/* Looks whether this device trusts the server; if so, goes on to where its user was heading. */
const status = document.getElementById('status');
const goOn = document.getElementById('go-on');
const links = document.querySelectorAll('a[data-secure]');
const target = new URL(links[0].href);
// A link's token travels in the fragment: it never left this page.
target.hash = location.hash;
for (const link of links) link.href = target.href;

async function look() {
  try {
    await fetch(`${target.origin}/trust/known`, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' });
  } catch {
    status.textContent = status.dataset.notYet;
    goOn.hidden = true;
    return;
  }
  status.textContent = status.dataset.trusted;
  status.className = 'ok';
  goOn.hidden = false;
  if (status.dataset.goOn === 'yes') location.replace(target.href);
}

void look();
// Back from the device's settings.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void look();
});
