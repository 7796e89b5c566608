// Another ticket of the customer beside this one, to read. `{` goes to the older one, `}` to the newer; the composer
// stays where it is, with its text and focus.

const pane = document.getElementById("beside");

const show = async (address) => {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  pane.innerHTML = await answer.text();
  pane.hidden = false;
  if (!document.activeElement?.matches("textarea")) pane.querySelector("h2").focus();
};

const close = () => {
  const hadFocus = pane.contains(document.activeElement);
  pane.hidden = true;
  if (hadFocus) document.getElementById("talk")?.focus();
};

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-beside]");
  if (control) { event.preventDefault(); show(control.dataset.beside); }
  if (event.target.closest("[data-beside-close]")) close();
});

document.addEventListener("keydown", (event) => {
  if (!pane) return;
  if (event.key === "Escape" && pane.contains(event.target)) close();
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable], .menu, dialog");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !["{", "}"].includes(event.key)) return;
  event.preventDefault();
  if (pane.hidden) { show(pane.dataset.src); return; }
  pane.querySelector(event.key === "{" ? "[data-older]" : "[data-newer]")?.click();
});
