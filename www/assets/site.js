const TEXTS = {
  CONFIRMED: 'Thank you! Your subscription is confirmed.',
  PENDING_VERIFICATION: 'Almost done: open the link in the e-mail we have sent you.',
};

window.addEventListener('ledgerbee:embed:checkoutConfirmed', ({ detail }) => {
  const thanks = document.getElementById('thanks');
  if (thanks === null) return;
  thanks.textContent = TEXTS[detail.status] ?? 'Thank you!';
  thanks.dataset.status = detail.status ?? '';
  thanks.hidden = false;
  detail.frame.remove();
});

const account = document.getElementById('account');
const visitor = await fetch('/your-backend/me')
  .then((answer) => (answer.ok ? answer.json() : null))
  .catch(() => null);

if (account !== null && visitor !== null) {
  const out = document.createElement('button');
  out.type = 'button';
  out.textContent = 'Sign out';
  out.addEventListener('click', async () => {
    await fetch('/your-backend/signout', { method: 'POST' });
    window.location.reload();
  });
  account.append(`Signed in as ${visitor.company} `, out);
  account.hidden = false;
}
