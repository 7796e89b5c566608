// The command palette: what this page can do, places of the desk, and what the server finds for the text.

import { addActs, commands, isPossible, run } from "./keys.js";

const RECENT = "shopbell:recent-commands";
const MOST = 12;
const KEPT = 8;

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** How well the letters of `wish` lie in `text`, in this order: null where they do not, else higher is better. */
export function rank(wish, text) {
  const [want, have] = [folded(wish).replace(/\s+/g, ""), folded(text)];
  let score = 0;
  let at = -1;
  for (const letter of want) {
    const next = have.indexOf(letter, at + 1);
    if (next < 0) return null;
    const isStart = next === 0 || /[^\p{L}\p{N}]/u.test(have[next - 1]);
    score += next === at + 1 ? 3 : isStart ? 2 : -Math.min(3, (next - at) / 4);
    at = next;
  }
  return score - have.length / 100 + (have.startsWith(folded(wish)) ? 5 : 0);
}

class CommandPalette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("input");
    this.list = this.querySelector("[role=listbox]");
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    document.addEventListener("click", (event) => event.target.closest("[data-palette]") && this.show());
    addActs({ palette: () => this.show(), keys: () => this.showKeys() });
  }

  async show() {
    if (this.dialog.open) { this.dialog.close(); return; }
    document.querySelector("dialog:modal")?.close();
    this.input.value = "";
    this.found = [];
    this.dialog.showModal();
    this.known ??= await this.read(this.dataset.src);
    this.draw();
  }

  async read(address, signal) {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, signal }).catch(() => null);
    return answer?.ok ? answer.json() : undefined;
  }

  ask() {
    const text = this.input.value.trim();
    this.asking?.abort();
    clearTimeout(this.timer);
    this.found = [];
    this.draw();
    if (!text) return;
    this.asking = new AbortController();
    this.timer = setTimeout(async () => {
      const found = await this.read(`${this.dataset.found}?q=${encodeURIComponent(text)}`, this.asking.signal);
      if (!found || this.input.value.trim() !== text) return;
      this.found = found;
      this.draw();
    }, 120);
  }

  /** What could be meant: best first, and without a wish what was used last. */
  matching(wish) {
    const recent = this.recent;
    const possible = new Map(commands.filter(isPossible).map((one) => [one.name, one]));
    const all = (this.known ?? []).filter((one) => !one.name || possible.has(one.name));
    const age = (one) => (recent.indexOf(one.label) + 1 || KEPT + 1) / 10;
    return all
      .map((one) => ({ ...one, command: possible.get(one.name), score: wish ? rank(wish, one.label) : 0 }))
      .filter((one) => one.score !== null && one.score > -6)
      .sort((a, b) => (b.score - age(b)) - (a.score - age(a)));
  }

  draw() {
    const wish = this.input.value.trim();
    const best = this.matching(wish).slice(0, MOST);
    const groups = Map.groupBy ? Map.groupBy([...best, ...this.found], (one) => one.group)
      : [...best, ...this.found].reduce((map, one) => map.set(one.group, [...(map.get(one.group) ?? []), one]), new Map());
    this.shown = [];
    this.list.replaceChildren(...[...groups].flatMap(([name, ones]) => [this.title(name), ...ones.map((one) => this.option(one))]));
    const isNothing = wish && !this.shown.length;
    this.querySelector("[data-nothing]").hidden = !isNothing;
    this.input.setAttribute("aria-expanded", String(this.shown.length > 0));
    this.mark(this.list.querySelector("[role=option]"));
    this.tell();
  }

  tell() {
    const words = this.querySelector("[data-told]");
    words.textContent = this.shown.length ? words.dataset.n.replace("{n}", this.shown.length) : "";
  }

  title(name) {
    const title = document.createElement("div");
    title.className = "group";
    title.setAttribute("role", "presentation");
    title.textContent = name;
    return title;
  }

  option(one) {
    const option = document.createElement("div");
    option.className = "option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.id = `palette-${this.shown.push(one) - 1}`;
    option.innerHTML = one.icon; // drawn by our own server
    const label = document.createElement("span");
    label.dir = "auto";
    label.textContent = one.label;
    option.append(label);
    if (one.hint || one.keys?.length) {
      const hint = document.createElement(one.keys?.length ? "kbd" : "span");
      hint.className = one.keys?.length ? "kbd push" : "push faint tiny";
      hint.textContent = one.keys?.[0] ?? one.hint;
      option.append(hint);
    }
    return option;
  }

  get chosen() { return this.list.querySelector("[aria-selected=true]"); }

  mark(option) {
    this.chosen?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const options = [...this.list.querySelectorAll("[role=option]")];
    const at = options.indexOf(this.chosen);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 6, options.length - 1), PageUp: Math.max(at - 6, 0) }[event.key];
    if (to !== undefined && options.length) this.mark(options[(to + options.length) % options.length]);
    else if (event.key === "Enter" && !event.isComposing) this.choose(this.chosen);
    else return;
    event.preventDefault();
  }

  choose(option) {
    if (!option) return;
    const one = this.shown[Number(option.id.slice("palette-".length))];
    this.recent = one.label;
    this.dialog.close();
    if (one.command) requestAnimationFrame(() => run(one.command)); // after the focus went back
    else location.assign(one.address);
  }

  get recent() {
    try { return JSON.parse(localStorage.getItem(RECENT)) ?? []; } catch { return []; }
  }

  set recent(label) {
    try {
      localStorage.setItem(RECENT, JSON.stringify([label, ...this.recent.filter((one) => one !== label)].slice(0, KEPT)));
    } catch { /* a full or forbidden store forgets, nothing more */ }
  }

  async showKeys() {
    const answer = await fetch(this.dataset.keys, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return;
    const sheet = document.getElementById("key-sheet");
    sheet.innerHTML = await answer.text();
    window.htmx?.process(sheet);
    sheet.querySelector("[data-close]").addEventListener("click", () => sheet.close());
    if (!sheet.open) sheet.showModal();
  }
}

customElements.define("command-palette", CommandPalette);
