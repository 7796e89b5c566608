// Business hours: blocks of a day come and go; without script one empty block stands ready each day.

class HoursDay extends HTMLElement {
  connectedCallback() {
    this.blank = this.querySelector("[data-blank]");
    this.blank.remove();
    this.word = this.querySelector("[data-word]");
    this.querySelector("[data-add]").hidden = false;
    const copy = this.querySelector("[data-copy]");
    if (copy) copy.hidden = false;
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.matches("[data-add]")) this.add().querySelector("input").focus();
      if (button?.matches("[data-remove]")) {
        button.closest("[data-block]").remove();
        this.querySelector("[data-add]").focus();
        this.#changed();
      }
      if (button?.matches("[data-copy]")) this.#copy();
    });
    this.#show();
  }

  get blocks() {
    return [...this.querySelectorAll("[data-block]")];
  }

  /** Append a block with these times. */
  add(opens = "", closes = "") {
    const block = this.blank.firstElementChild.cloneNode(true);
    [block.querySelector("input").value, block.querySelectorAll("input")[1].value] = [opens, closes];
    this.word.parentElement.before(block);
    this.#changed();
    return block;
  }

  /** Have exactly these blocks. */
  set(times) {
    this.blocks.forEach((block) => block.remove());
    times.forEach(([opens, closes]) => this.add(opens, closes));
    this.#changed();
  }

  #copy() {
    const times = this.blocks.map((block) => [...block.querySelectorAll("input")].map((input) => input.value));
    [...document.querySelectorAll("hours-day")].slice(1, 5).forEach((day) => day.set(times));
  }

  #changed() {
    this.#show();
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #show() {
    this.querySelectorAll("[data-remove]").forEach((button) => (button.hidden = false));
    this.word.hidden = this.blocks.length > 0;
    this.word.textContent = this.dataset.closed;
  }
}
customElements.define("hours-day", HoursDay);
