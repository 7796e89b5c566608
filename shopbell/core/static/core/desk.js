// Small things of every desk page: menus, folded text, notices. State lives in ARIA and data-*, never in classes.

const each = (selector, run, root = document) => root.querySelectorAll(selector).forEach(run);

// Where a browser cannot anchor a popover by CSS, place it under its button.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!(menu instanceof HTMLElement) || !menu.matches(".menu[popover]")) return;
  const button = document.querySelector(`[popovertarget="${menu.id}"]`);
  button?.setAttribute("aria-expanded", String(event.newState === "open"));
  if (event.newState !== "open") return;
  if (button && !CSS.supports("position-area", "block-end")) {
    const box = button.getBoundingClientRect();
    const below = box.bottom + menu.offsetHeight + 8 < innerHeight;
    menu.style.top = `${below ? box.bottom : box.top - menu.offsetHeight}px`;
    menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  }
  menu.querySelector("button, a, input")?.focus();
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu[popover]");
  if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) || event.target.matches("input, select")) return;
  const items = [...menu.querySelectorAll("button, a")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  items[(to + items.length) % items.length].focus();
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const dismissed = event.target.closest("[data-dismiss]");
  if (dismissed) dismissed.closest(".toast").remove();
  const unfold = event.target.closest("[data-unfold]");
  if (unfold) {
    const whole = document.getElementById(unfold.dataset.unfold);
    whole.hidden = !whole.hidden;
    unfold.setAttribute("aria-expanded", String(!whole.hidden));
  }
  // Later, because a form is submitted after its click, with the button that still has the focus.
  const chosen = event.target.closest(".menu[popover] button, .menu[popover] a")?.closest(".menu");
  if (chosen) setTimeout(() => chosen.isConnected && chosen.hidePopover(), 0);
});

// Notices leave after ten seconds, unless somebody is reading them.
new MutationObserver(() => each("#refused .toast:not([data-timed])", (toast) => {
  toast.dataset.timed = "";
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : toast.remove());
  setTimeout(leave, 10000);
})).observe(document.getElementById("refused") ?? document.body, { childList: true, subtree: true });

const offline = document.querySelector(".toast.offline");
new MutationObserver(() => {
  if (offline) offline.hidden = document.documentElement.dataset.live !== "off";
}).observe(document.documentElement, { attributes: true, attributeFilter: ["data-live"] });
