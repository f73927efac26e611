const TEXTS = {
  CONFIRMED: 'Thank you! Your subscription is confirmed.',
  PENDING_VERIFICATION: 'Almost done: open the link in the e-mail we have sent you.',
};

window.addEventListener('ledgerbee:embed:checkoutConfirmed', ({ detail }) => {
  const thanks = document.getElementById('thanks');
  if (thanks === null) return;
  thanks.textContent = TEXTS[detail.status] ?? 'Thank you!';
  thanks.dataset.status = detail.status ?? '';
  if (detail.status === 'PENDING_VERIFICATION') {
    const inbox = document.createElement('a');
    inbox.href = '/your-backend/inbox';
    inbox.target = '_blank';
    inbox.textContent = 'Open the demo’s inbox';
    thanks.append(' ', inbox, '.');
  }
  thanks.hidden = false;
  // Until the link is followed, the frame says where it was sent, and sends it again.
  if (detail.status === 'CONFIRMED') detail.frame.remove();
});

const account = document.getElementById('account');
const visitor = await fetch('/your-backend/me')
  .then((answer) => (answer.ok ? answer.json() : null))
  .catch(() => null);

function signOut() {
  const out = document.createElement('button');
  out.type = 'button';
  out.textContent = 'Sign out';
  out.addEventListener('click', async () => {
    await fetch('/your-backend/signout', { method: 'POST' });
    window.location.reload();
  });
  return out;
}

if (visitor === null) account?.append('Not signed in');
else account?.append(`Signed in as ${visitor.company} `, signOut());

/** The part of this page that is about the embed, and the scripts that belong to it. */
async function showSource() {
  const events = document.querySelector('section.events');
  if (events === null) return;
  const read = (path) => fetch(path).then((answer) => (answer.ok ? answer.text() : ''));
  const scripts = [...document.querySelectorAll('script[data-shown]')].map((it) => it.getAttribute('src'));
  const [page, ...texts] = await Promise.all([window.location.pathname, ...scripts].map(read));
  const policy = /^ *<meta http-equiv=.*$/m.exec(page)?.[0].trim();
  const body = /class="lead">.*\n([^]*?)\n *<(?:p id="thanks"|section class="events")/.exec(page)?.[1];
  if (body === undefined) return;
  const parts = [
    ['On the page', policy === undefined ? body : `${policy}\n${body}`],
    ...scripts.map((path, index) => [path, texts[index]]),
  ];
  const section = document.createElement('section');
  section.className = 'source';
  section.dataset.testid = 'source';
  const title = document.createElement('h2');
  title.textContent = 'How it is done';
  section.append(title);
  for (const [name, text] of parts) {
    const figure = document.createElement('figure');
    const caption = document.createElement('figcaption');
    caption.textContent = name;
    const code = document.createElement('pre');
    code.textContent = text.trim();
    code.tabIndex = 0;
    code.setAttribute('role', 'region');
    code.setAttribute('aria-label', name);
    figure.append(caption, code);
    section.append(figure);
  }
  events.after(section);
}

await showSource();
