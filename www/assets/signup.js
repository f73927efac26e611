const form = document.getElementById('signup');
const failure = document.getElementById('signup-failure');

/** What our backend refuses, said at the field. */
const WRONG = {
  company: 'Enter the name of your company.',
  email: 'Enter an e-mail address such as kim@company.com.',
};

form.addEventListener('input', ({ target }) => target.setCustomValidity(''));

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  failure.textContent = '';
  const { company, email } = Object.fromEntries(new FormData(form));
  const answer = await fetch('/your-backend/signup', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ company, email }),
  }).catch(() => null);
  if (answer === null) {
    failure.textContent = 'We couldn\u2019t reach the server. Check your connection and try again.';
    return;
  }
  if (answer.status === 400) {
    const { errors } = await answer.json();
    for (const { field } of errors) form.elements[field].setCustomValidity(WRONG[field]);
    form.reportValidity();
    return;
  }
  if (!answer.ok) {
    failure.textContent = 'The server couldn\u2019t create your account. Try again in a moment.';
    return;
  }
  // Only a page of our own: the parameter could say anything.
  const next = new URLSearchParams(window.location.search).get('next');
  window.location.href = next === 'checkout' ? '/checkout.html' : '/';
});
