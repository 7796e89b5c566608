// Choosing rows of a list: by their boxes, by keys (tickets/commands.py), by Shift and click; and the bar of what can be done.

import { addActs } from "../core/keys.js";

const list = () => document.querySelector("ticket-list");
const boxes = () => [...document.querySelectorAll("ticket-list .pick")];
const rowOf = (element) => element?.closest("li[data-id]");
const progress = () => document.getElementById("bulk-progress");

class BulkBar extends HTMLElement {
  chosen = new Set();
  isAll = false;

  connectedCallback() {
    this.form = this.querySelector("form");
    this.querySelector("[data-all]").addEventListener("click", () => this.all());
    this.querySelector("[data-none]").addEventListener("click", () => this.none());
    document.body.addEventListener("bulk-started", () => { this.none(); progress()?.refresh(0); });
    document.body.addEventListener("bulk-changed", () => progress()?.refresh(0));
    // The list renews its rows by itself; what was chosen stays chosen, but for what is gone.
    new MutationObserver(() => this.show()).observe(list(), { childList: true, subtree: true });
    list().addEventListener("click", (event) => this.click(event));
    list().addEventListener("change", (event) => event.target.matches(".pick") && this.pick(event.target));
  }

  // Shift and click takes the rows between with it, as does a click on a row whose list has chosen ones already.
  click(event) {
    const row = rowOf(event.target);
    if (!row || !event.shiftKey) return;
    if (!event.target.matches(".pick")) event.preventDefault();
    const rows = boxes().map(rowOf);
    const [from, to] = [rows.indexOf(this.last), rows.indexOf(row)].sort((a, b) => a - b);
    rows.slice(Math.max(from, 0), to + 1).forEach((one) => this.chosen.add(one.dataset.id));
    this.last = row;
    this.isAll = false;
    setTimeout(() => this.show(), 0); // after the box has changed by itself
  }

  pick(box) {
    const row = rowOf(box);
    this.chosen[box.checked ? "add" : "delete"](row.dataset.id);
    this.last = row;
    this.isAll = false;
    this.show();
  }

  toggle(row, on = !this.chosen.has(row.dataset.id)) {
    this.chosen[on ? "add" : "delete"](row.dataset.id);
    this.last = row;
    this.isAll = false;
    this.show();
  }

  all() {
    boxes().forEach((box) => this.chosen.add(rowOf(box).dataset.id));
    this.isAll = true;
    this.show();
  }

  none() {
    this.chosen.clear();
    this.isAll = false;
    this.show();
  }

  show() {
    const shown = boxes();
    const there = new Set(shown.map((box) => rowOf(box).dataset.id));
    for (const id of this.chosen) if (!there.has(id)) this.chosen.delete(id);
    for (const box of shown) {
      const on = this.chosen.has(rowOf(box).dataset.id);
      if (box.checked !== on) box.checked = on;
    }
    const n = this.chosen.size;
    const words = this.isAll ? this.dataset.all : n === 1 ? this.dataset.one : this.dataset.many.replace("{n}", n);
    const count = this.querySelector("[data-count]");
    if (count.textContent !== words) count.textContent = words;
    this.form.elements.tickets.value = [...this.chosen].join(",");
    this.form.elements.all.disabled = !this.isAll;
    const hadFocus = this.contains(document.activeElement);
    this.hidden = n === 0;
    document.documentElement.toggleAttribute("data-choosing", n > 0);
    if (n === 0 && hadFocus) document.querySelector("ticket-list .ticket")?.focus();
  }
}

// Its content is there for so many seconds only.
class UndoWhile extends HTMLElement {
  connectedCallback() { this.timer = setTimeout(() => this.remove(), Number(this.getAttribute("seconds")) * 1000); }

  disconnectedCallback() { clearTimeout(this.timer); }
}

customElements.define("bulk-bar", BulkBar);
customElements.define("undo-while", UndoWhile);

const bar = () => document.querySelector("bulk-bar");
const links = () => [...document.querySelectorAll("ticket-list .rows .ticket")];
const focused = () => rowOf(document.activeElement)?.querySelector(".ticket");

const extend = (step) => {
  const all = links();
  const at = all.indexOf(focused());
  const to = Math.min(Math.max(at + step, 0), all.length - 1);
  for (const link of [all[at], all[to]]) if (link) bar().toggle(rowOf(link), true);
  all[to]?.focus();
};

addActs({
  choose: () => focused() && bar()?.toggle(rowOf(focused())),
  "choose-down": () => extend(1),
  "choose-up": () => extend(-1),
});

document.addEventListener("keydown", (event) => {
  const isElsewhere = event.target.closest?.("input:not(.pick), textarea, select, [contenteditable], .menu, dialog");
  if (event.key === "Escape" && !isElsewhere && bar()?.hidden === false) bar().none();
});
