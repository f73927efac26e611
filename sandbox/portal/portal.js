// A choice that is asked for stands before the page, and Escape leaves it.
const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector('dialog[data-chosen]'));
const price = dialog?.querySelector('[data-testid="new-price"]');
const button = /** @type {HTMLButtonElement | null | undefined} */ (dialog?.querySelector('[data-testid="change-confirm"]'));

/** The new price is that of what is chosen. What the buyer has already is no change. */
function showChoice() {
  const chosen = /** @type {HTMLElement | null | undefined} */ (dialog?.querySelector('input:checked'));
  if (!chosen || !price || !button) return;
  price.textContent = chosen.dataset['price'] ?? '';
  button.disabled = chosen.dataset['held'] !== undefined;
}

dialog?.addEventListener('change', showChoice);
showChoice();
dialog?.showModal();
