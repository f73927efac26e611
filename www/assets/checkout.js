// Puts the checkout of the item that was chosen before the sign-up in place.
const place = document.getElementById('resume');

/** What the funnel has stored, or `null`. */
function chosen() {
  try {
    const { vanity, planItemId } = JSON.parse(sessionStorage.getItem('lb.resume') ?? 'null') ?? {};
    return vanity && planItemId ? { vanity, planItemId } : null;
  } catch {
    return null;
  }
}

const item = chosen();
if (item === null) {
  const hint = document.createElement('p');
  const link = document.createElement('a');
  link.href = '/funnel.html';
  link.textContent = 'Choose a plan first';
  hint.append(link, '.');
  place.append(hint);
} else {
  const frame = document.createElement('iframe');
  const path = [item.vanity, item.planItemId].map(encodeURIComponent).join('/');
  frame.src = `${place.dataset.portal}/embed/checkout/${path}?lang=en&theme=system`;
  frame.title = 'Checkout';
  frame.className = 'pricing';
  frame.setAttribute('data-ledgerbee-pricing', '');
  place.append(frame);
}
