// <mention-list for="reply">: behind an @ in a note, the people and the team who can be called to this ticket.

class MentionList extends HTMLElement {
  connectedCallback() {
    this.text = document.getElementById(this.getAttribute("for"));
    this.list = this.querySelector("[role=listbox]");
    this.told = this.querySelector("[role=status]");
    this.text.setAttribute("aria-controls", this.list.id);
    this.text.addEventListener("input", () => this.look());
    this.text.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    // Before the composer's own keys: Enter and Escape mean the list while it is open.
    this.text.addEventListener("keydown", (event) => this.press(event), true);
    this.list.addEventListener("mousedown", (event) => { event.preventDefault(); this.choose(event.target.closest("[role=option]")); });
  }

  get isNote() { return this.text.form.querySelector("input[name=route]:checked")?.value === "note"; }

  /** What is written behind the last @ before the cursor: at most three words. */
  get begun() {
    const before = this.text.value.slice(0, this.text.selectionStart);
    return /(?:^|[^\p{L}\p{N}._-])@((?:[\p{L}\p{N}.'’-]+ ?){0,3})$/u.exec(before)?.[1];
  }

  async look() {
    const begun = this.isNote ? this.begun : undefined;
    this.asking?.abort();
    if (begun === undefined) { this.close(); return; }
    this.asking = new AbortController();
    const address = `${this.dataset.src}?q=${encodeURIComponent(begun)}`;
    const answer = await fetch(address, { signal: this.asking.signal }).catch(() => null);
    if (!answer?.ok || this.begun !== begun) return;
    this.draw(await answer.json());
  }

  draw(people) {
    this.list.replaceChildren(...people.map((one, at) => {
      const option = document.createElement("div");
      option.className = "option";
      option.id = `mention-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(at === 0));
      option.dataset.name = one.name;
      const name = document.createElement("span");
      name.dir = "auto";
      name.textContent = one.name;
      const hint = document.createElement("span");
      hint.className = "push faint tiny";
      hint.textContent = one.hint || this.dataset.wTeam;
      option.append(name, hint);
      return option;
    }));
    this.list.hidden = !people.length;
    this.told.textContent = people.length ? this.dataset.wFound.replace("{n}", people.length) : "";
    this.mark(this.options[0]);
  }

  get options() { return this.list.hidden ? [] : [...this.list.children]; }

  mark(option) {
    this.options.forEach((one) => one.setAttribute("aria-selected", String(one === option)));
    if (option) this.text.setAttribute("aria-activedescendant", option.id);
    else this.text.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const options = this.options;
    if (!options.length || event.ctrlKey || event.metaKey) return;
    const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark(options[(at + step + options.length) % options.length]);
    else if (event.key === "Enter" || event.key === "Tab") this.choose(options[at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  choose(option) {
    if (!option) return;
    const end = this.text.selectionStart;
    this.text.setRangeText(`${option.dataset.name} `, end - this.begun.length, end, "end");
    this.close();
    this.text.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.close();
  }

  close() {
    this.asking?.abort();
    this.list.hidden = true;
    this.told.textContent = "";
    this.mark();
  }
}

customElements.define("mention-list", MentionList);
