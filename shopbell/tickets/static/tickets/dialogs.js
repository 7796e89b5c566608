// Dialogs of a ticket: a control names the address of one (`data-dialog`).

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

// A refusal is a notice of the page, which lies under the dialog.
dialog?.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "get") dialog.close();
});
