// Looks into the inspector's panel, whose root is closed, and keeps what it copies. Runs before it.
(() => {
  const copied = [];
  let root;
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const made = attach.call(this, init);
    if (this.localName === 'ledgerbee-inspector') root = made;
    return made;
  };
  const clipboard = { writeText: async (text) => void copied.push(text) };
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
  let surveys = 0;
  const query = Document.prototype.querySelectorAll;
  Document.prototype.querySelectorAll = function (selector) {
    if (selector === 'iframe[data-ledgerbee-pricing]') surveys++;
    return query.call(this, selector);
  };

  const all = (css) => [...root.querySelectorAll(css)];
  const button = (label) => all('button').find((it) => (it.getAttribute('aria-label') ?? it.textContent).startsWith(label));
  const press = (label) => button(label).click();
  const text = (it, css) => it.querySelector(css)?.textContent ?? '';
  /** The diagram's rows, oldest first. */
  const rows = () => {
    press('Diagram');
    return all('.rows > li').map((it) => ({
      way: it.dataset.way,
      tone: it.dataset.tone,
      label: text(it, '.label'),
      note: text(it, '.note'),
      time: text(it, 'time'),
    }));
  };
  /** The first row whose label, or note, has these words, once there is one. */
  const row = (label, note = '') =>
    lab.until(() => rows().find((it) => it.label.includes(label) && it.note.includes(note)), `a row with ${label}, ${note}`);
  const findings = () => {
    press('Doctor');
    return all('[data-finding]').map((it) => ({
      code: it.dataset.finding,
      level: it.dataset.level,
      what: text(it, 'p'),
      fix: text(it, '.fix'),
    }));
  };
  const passed = () => {
    press('Doctor');
    return all('[data-passed]').map((it) => it.dataset.passed);
  };
  /** Checks that have not been seen to work, nor to fail, and why. */
  const open = () => {
    press('Doctor');
    return Object.fromEntries(all('[data-open]').map((it) => [it.dataset.open, it.textContent]));
  };
  const finding = (code) => lab.until(() => findings().find((it) => it.code === code), `the finding ${code}`);
  /** Until everything up to now has been taken in. */
  const survey = async () => {
    const wanted = surveys + 3;
    await lab.until(() => surveys >= wanted, 'a survey');
    await lab.settle();
  };
  const report = () => {
    press('Copy report');
    return copied.at(-1);
  };
  /** All that it shows and copies. */
  const everything = () => {
    const views = ['Diagram', 'Frames', 'Doctor'].map((name) => {
      press(name);
      return root.host.outerHTML + root.innerHTML;
    });
    return [...views, report()].join('\n');
  };
  lab.inspector = {
    get root() { return root; },
    all, button, press, rows, row, findings, finding, passed, open, survey, report, everything, copied,
  };
})();
