// What the keys of the inbox do beyond using a control of the page (tickets/commands.py).

import { addActs } from "../core/keys.js";

const links = () => [...document.querySelectorAll(".rows .ticket")];
const isCurrent = (link) => link.hasAttribute("aria-current");

const move = (step) => {
  const all = links();
  const at = all.indexOf(document.activeElement);
  const current = at >= 0 ? at : all.findIndex(isCurrent);
  all[Math.min(Math.max(current + step, 0), all.length - 1)]?.focus();
};

const go = (step) => {
  const all = links();
  const at = all.findIndex(isCurrent);
  all[at < 0 ? 0 : at + step]?.click();
};

const choose = (note) => {
  document.querySelector("reply-form")?.choose(note);
  document.getElementById("reply")?.focus();
};

addActs({
  next: () => move(1),
  previous: () => move(-1),
  open: () => document.activeElement.click(),
  earlier: () => go(-1),
  later: () => go(1),
  reply: () => choose(false),
  note: () => choose(true),
});
