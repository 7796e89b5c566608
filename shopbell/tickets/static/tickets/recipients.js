// Who gets a mail: rows of addresses with completion, each address with its button to take it away, and the subject.

const PAIR = /^\s*(?:"?([^"<>]*?)"?\s*<)?\s*([^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+)\s*>?\s*$/u;

export class Recipients {
  /** `people` is the address that completes, `changed` is called after each change by hand. */
  constructor(root, { people, changed }) {
    Object.assign(this, { root, people, changed });
    this.rows = Object.fromEntries([...root.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
    this.subject = root.querySelector("[data-subject]");
    this.list = root.querySelector("datalist");
    this.lists = Object.fromEntries(Object.keys(this.rows).map((name) => [name, []]));
    for (const [name, row] of Object.entries(this.rows)) {
      const input = row.querySelector("input");
      input.addEventListener("input", () => this.typed(name, input));
      input.addEventListener("keydown", (event) => this.key(event, name, input));
      input.addEventListener("blur", () => this.add(name, input));
    }
    this.subject?.addEventListener("input", () => this.touched());
    root.addEventListener("click", (event) => {
      const gone = event.target.closest("[data-gone]");
      if (gone) this.remove(gone.closest("[data-row]").dataset.row, gone.dataset.gone);
    });
  }

  /** What was chosen by hand, as the server takes it; null as long as nothing was. */
  get value() {
    if (!this.isTouched) return null;
    return { ...this.lists, subject: this.subject?.value.trim() ?? "" };
  }

  /** Half-typed addresses count; false when one of them is none. */
  finish() { return Object.entries(this.rows).every(([name, row]) => this.add(name, row.querySelector("input"))); }

  set({ to = [], cc = [], bcc = [], subject = "" }, isTouched = false) {
    this.isTouched = isTouched;
    const given = { to, cc, bcc };
    for (const name of Object.keys(this.rows)) this.lists[name] = (given[name] ?? []).map((one) => [...one]);
    if (this.subject) this.subject.value = subject;
    this.fail("");
    Object.keys(this.rows).forEach((name) => this.show(name));
  }

  touched() {
    this.isTouched = true;
    this.changed?.();
  }

  typed(name, input) {
    if (/[,;\n]/.test(input.value) || [...this.list.options].some((one) => one.value === input.value)) { this.add(name, input); return; }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.complete(input.value), 150);
  }

  async complete(text) {
    if (text.trim().length < 2) return;
    const answer = await fetch(`${this.people}?q=${encodeURIComponent(text.trim())}`).catch(() => null);
    if (!answer?.ok) return;
    const { people } = await answer.json();
    this.list.replaceChildren(...people.map(({ address, name }) => Object.assign(document.createElement("option"), { value: name ? `${name.replace(/[",;<>]/g, " ")} <${address}>` : address })));
  }

  key(event, name, input) {
    if (event.key === "Enter" && input.value) { event.preventDefault(); this.add(name, input); }
    else if (event.key === "Backspace" && !input.value && this.lists[name].length) this.remove(name, this.lists[name].at(-1)[0]);
  }

  add(name, input) {
    const words = input.value.split(/[,;\n]+/).filter((word) => word.trim());
    const found = words.map((word) => word.match(PAIR));
    const bad = found.indexOf(null);
    this.fail(bad < 0 ? "" : this.root.dataset.wBad.replace("{address}", words[bad].trim()));
    if (bad >= 0) return false;
    if (!words.length) return true;
    for (const [, label, address] of found) {
      const value = address.toLowerCase();
      for (const row of Object.keys(this.lists)) this.lists[row] = this.lists[row].filter(([known]) => known !== value);
      this.lists[name].push([value, (label ?? "").trim()]);
    }
    input.value = "";
    Object.keys(this.rows).forEach((row) => this.show(row));
    this.touched();
    return true;
  }

  remove(name, address) {
    this.lists[name] = this.lists[name].filter(([known]) => known !== address);
    this.show(name);
    this.rows[name].querySelector("input").focus();
    this.touched();
  }

  show(name) {
    const row = this.rows[name];
    row.querySelectorAll(".tag").forEach((chip) => chip.remove());
    row.querySelector("input").before(...this.lists[name].map(([address, label]) => {
      const chip = Object.assign(document.createElement("span"), { className: "tag", title: address });
      const words = Object.assign(document.createElement("bdi"), { className: "cut", textContent: label || address });
      const gone = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
      gone.dataset.gone = address;
      gone.setAttribute("aria-label", this.root.dataset.wRemove.replace("{name}", label || address));
      chip.append(words, gone);
      return chip;
    }));
  }

  fail(words) {
    const error = this.root.querySelector(".error");
    error.hidden = !words;
    error.textContent = words;
  }
}
