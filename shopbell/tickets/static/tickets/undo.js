// "Sent to Niamh. Undo (9)": for some seconds an answer can be taken back, also from another page.

import { post } from "./post.js";

const KEY = "undo";
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
let timer;

/** Offer it; `undo` is what the server gave: its address and for how many seconds. */
export function offerUndo(undo, words) {
  if (!undo) return;
  const { undo: label, late, sent } = words;
  sessionStorage.setItem(KEY, JSON.stringify({ url: undo.url, until: Date.now() + undo.seconds * 1000, page: location.pathname, label, late, sent }));
  show();
}

function show() {
  const offered = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  const seconds = offered ? Math.ceil((offered.until - Date.now()) / 1000) : 0;
  clearTimeout(timer);
  let toast = document.querySelector(".toast[data-undo]");
  if (seconds <= 0) {
    toast?.remove();
    if (!toast?.dataset.busy) sessionStorage.removeItem(KEY);
    return;
  }
  if (!toast) {
    toast = Object.assign(document.createElement("p"), { className: "toast" });
    toast.dataset.undo = "";
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.append(`${offered.label} `, Object.assign(document.createElement("span"), { ariaHidden: "true" }));
    toast.append(document.createElement("span"), button);
    button.addEventListener("click", () => undo(toast));
    document.querySelector(".toasts").append(toast);
  }
  const [said, button] = toast.children;
  if (said.textContent !== offered.sent) said.textContent = offered.sent;
  button.lastElementChild.textContent = `(${seconds})`;
  timer = setTimeout(show, ((offered.until - Date.now()) % 1000 || 1000) + 20);
}

async function undo(toast) {
  const offered = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (!offered || toast.dataset.busy) return;
  toast.dataset.busy = "yes";
  const form = location.pathname === offered.page ? document.querySelector("reply-form") : null;
  await form?.drafts.saveAll(); // what has been begun since stays, behind what comes back
  const answer = await post(offered.url, new FormData(), token());
  clearTimeout(timer);
  sessionStorage.removeItem(KEY);
  if (!answer.ok) { toast.replaceChildren(Object.assign(document.createElement("span"), { textContent: offered.late })); setTimeout(() => toast.remove(), 5000); return; }
  toast.remove();
  if (!form) { location.assign(offered.page); return; }
  await form.cameBack();
  document.body.dispatchEvent(new CustomEvent("ticket-changed"));
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "z" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog")) return;
  const toast = document.querySelector(".toast[data-undo]");
  if (toast) { event.preventDefault(); undo(toast); }
});

show();
