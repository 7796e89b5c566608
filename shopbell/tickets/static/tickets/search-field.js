// The search field: proposes filters and their values while one types. Without script it is a plain field.

const PAUSE = 120;

class SearchField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = this.querySelector("[role=listbox]");
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // Before the field loses the focus.
    this.list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
      event.preventDefault();
    });
    if (this.input.value !== this.input.defaultValue) this.later(); // typed before this script was there
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.propose(), PAUSE);
  }

  async propose() {
    const text = this.input.value.slice(0, this.input.selectionStart);
    this.asking?.abort();
    this.asking = new AbortController();
    const address = `${this.dataset.words}?q=${encodeURIComponent(text)}`;
    const answer = await fetch(address, { signal: this.asking.signal }).catch(() => null);
    if (!answer?.ok || document.activeElement !== this.input) return;
    this.list.innerHTML = await answer.text();
    this.rest = this.input.value.slice(this.input.selectionStart);
    const any = this.list.querySelector("[role=option]");
    this.list.hidden = !any;
    this.input.setAttribute("aria-expanded", String(Boolean(any)));
    this.input.removeAttribute("aria-activedescendant");
  }

  get options() { return this.list.hidden ? [] : [...this.list.querySelectorAll("[role=option]")]; }

  get chosen() { return this.list.querySelector("[aria-selected=true]"); }

  press(event) {
    const options = this.options;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      const at = options.indexOf(this.chosen);
      this.mark(options[(at + step + options.length + (at < 0 && step < 0)) % options.length]);
    } else if (event.key === "Enter" && this.chosen && options.length) this.choose(this.chosen);
    else if (event.key === "Tab" && options.length && !event.shiftKey) this.choose(this.chosen ?? options[0]);
    else if (event.key === "Escape" && options.length) this.close();
    else {
      if (event.key === "Enter") this.close();
      return;
    }
    event.preventDefault();
  }

  mark(option) {
    this.chosen?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  choose(option) {
    const text = option.dataset.text;
    this.input.value = text + (this.rest ?? "").trimStart();
    this.input.setSelectionRange(text.length, text.length);
    this.close();
    if (text.endsWith(":")) this.propose();
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

customElements.define("search-field", SearchField);
