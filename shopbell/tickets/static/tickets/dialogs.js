// Dialogs of a ticket: a control names the address of one (`data-dialog`) and perhaps its key (`data-key`).

const dialog = document.getElementById("ticket-dialog");

const open = async (address) => {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  dialog.innerHTML = await answer.text();
  window.htmx.process(dialog);
  dialog.showModal();
};

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-dialog]");
  if (control) open(control.dataset.dialog);
  if (event.target.closest("#ticket-dialog [data-close]")) dialog.close();
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable], .menu, dialog");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const control = document.querySelector(`[data-dialog][data-key="${CSS.escape(event.key)}"]`);
  if (!control || !dialog) return;
  open(control.dataset.dialog);
  event.preventDefault();
});

// A refusal is a notice of the page, which lies under the dialog.
dialog?.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "get") dialog.close();
});
