const form = document.getElementById('signup');
const failure = document.getElementById('signup-failure');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  failure.textContent = '';
  const { company, email } = Object.fromEntries(new FormData(form));
  const answer = await fetch('/your-backend/signup', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ company, email }),
  }).catch(() => null);
  if (!answer?.ok) {
    failure.textContent = 'Something went wrong. Check your entries and try again.';
    return;
  }
  // Only a page of our own: the parameter could say anything.
  const next = new URLSearchParams(window.location.search).get('next');
  window.location.href = next === 'checkout' ? '/checkout.html' : '/';
});
