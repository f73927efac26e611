const view = document.getElementById('view');
const buttons = [...document.querySelectorAll('button[data-view]')];

const VIEWS = {
  product: () => {
    const text = document.createElement('p');
    text.textContent = 'Dashboards that everybody in the company can read.';
    return text;
  },
  pricing: () => {
    const frame = document.createElement('iframe');
    frame.src = `${view.dataset.portal}/embed/pro-plan?lang=en&target=inline&theme=system`;
    frame.title = 'Pricing';
    frame.className = 'pricing';
    frame.setAttribute('data-ledgerbee-pricing', '');
    return frame;
  },
};

function show(name) {
  view.replaceChildren(VIEWS[name]());
  for (const button of buttons) {
    button.setAttribute('aria-pressed', String(button.dataset.view === name));
  }
}

for (const button of buttons) button.addEventListener('click', () => show(button.dataset.view));
show('product');
