// A classic script in the head: it listens before any frame can speak.
(() => {
  const NAMES = [
    'pageLoaded',
    'checkoutInitiated',
    'customCtaClicked',
    'checkoutConfirmed',
    'diagnostic',
  ];
  const MOST_LINES = 100;
  const waiting = [];

  // With `?inspect`, the inspector of the portal that the page has its embed from.
  const inspect = () => {
    const embed = document.querySelector('script[src$="/embed.js"]');
    if (embed === null) return;
    const inspector = document.createElement('script');
    inspector.src = new URL('inspector.js', embed.src).href;
    document.head.append(inspector);
  };
  if (new URLSearchParams(window.location.search).has('inspect')) {
    document.addEventListener('DOMContentLoaded', inspect);
  }

  const show = (line) => {
    const list = document.getElementById('events');
    if (list === null) return;
    list.append(line);
    while (list.childElementCount > MOST_LINES) list.firstElementChild.remove();
  };

  for (const name of NAMES) {
    window.addEventListener(`ledgerbee:embed:${name}`, ({ detail }) => {
      const { frame, ...fields } = detail;
      const line = document.createElement('li');
      line.dataset.event = name;
      const label = document.createElement('strong');
      // Which of several frames has spoken.
      const isOne = document.querySelectorAll('iframe').length < 2;
      label.textContent = isOne || !frame?.title ? name : `${frame.title}: ${name}`;
      const values = document.createElement('code');
      values.textContent = JSON.stringify(fields);
      line.append(label, ' ', values);
      if (document.readyState === 'loading') waiting.push(line);
      else show(line);
    });
  }

  document.addEventListener('DOMContentLoaded', () => waiting.splice(0).forEach(show));
})();
