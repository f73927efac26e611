// A choice that is asked for stands before the page, and Escape leaves it.
const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector('dialog[data-chosen]'));
dialog?.showModal();
