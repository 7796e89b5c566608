// The field to write in, with its draft, its files, the picker, and the questions before the first message.
import { emojiPicker } from "./emoji.js";
import { Files } from "./files.js";
import { fill } from "./parts.js";
import { load, save } from "./store.js";

const NEARLY = 300;

export class Composer {

  constructor({ api, words, config, key, onWrite, onTyping, say }) {
    Object.assign(this, { words, config, key, onWrite, say });
    this.form = document.querySelector("[data-form]");
    this.field = this.form.elements.text;
    this.counter = document.querySelector("[data-counter]");
    this.questions = document.querySelector("[data-questions]");
    this.files = new Files({
      list: document.querySelector("[data-uploads]"),
      input: this.form.elements.file,
      api, words, say,
      most: config.most_files,
      mostBytes: config.most_bytes,
    });
    this.form.querySelector("[data-attach]").addEventListener("click", () => this.form.elements.file.click());
    emojiPicker(document.querySelector("[data-emoji]"), this.form.querySelector("[data-smile]"), (emoji) => this.#insert(emoji));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("input", () => {
      save(key, this.field.value);
      this.#count();
      if (this.field.value) onTyping();
    });
    this.ask(!load(`${key}:known`, false));
    this.field.value = load(key, "");
    this.#count();
  }

  focus() {
    this.field.focus();
  }

  restore(text) {
    if (!this.field.value) this.field.value = text;
    save(this.key, this.field.value);
    this.#count();
    this.focus();
  }

  /** What the visitor answered before the chat. */
  about() {
    const inputs = this.questions ? [...this.questions.querySelectorAll("input")] : [];
    return Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]).filter(([, value]) => value));
  }

  /** Show the questions before the first message, or again when one of them was answered wrongly. */
  ask(isFirst, wrong) {
    if (!this.questions) return;
    save(`${this.key}:known`, !isFirst || null);
    this.questions.hidden = !isFirst && !(wrong && this.questions.querySelector(`[name="${wrong}"]`));
  }

  async #send() {
    const text = this.field.value.trim();
    if ((!text && this.files.isEmpty) || this.isBusy) return this.focus();
    if (text.length > this.config.longest) return this.#count();
    if (!this.#answered()) return;
    this.isBusy = true;
    const button = this.form.querySelector("[data-send]");
    const timer = setTimeout(() => button.setAttribute("aria-busy", "true"), 300);
    const files = await this.files.take();
    clearTimeout(timer);
    button.removeAttribute("aria-busy");
    this.isBusy = false;
    if (!text && !files.length) return;
    this.field.value = "";
    save(this.key, "");
    this.#count();
    this.onWrite({ text, files });
    this.focus();
  }

  /** Whether what must be answered is; else the first gap gets its words and the focus. */
  #answered() {
    if (!this.questions || this.questions.hidden) return true;
    const inputs = [...this.questions.querySelectorAll("input")];
    for (const input of inputs) {
      const isWrong = !input.checkValidity();
      input.toggleAttribute("aria-invalid", isWrong);
      if (isWrong) input.setAttribute("aria-invalid", "true");
      const error = document.getElementById(`${input.id}-error`);
      error.hidden = !isWrong;
      error.lastElementChild.textContent = input.value ? error.dataset.wrong : error.dataset.missing;
    }
    const first = inputs.find((input) => !input.checkValidity());
    first?.focus();
    return !first;
  }

  #key(event) {
    const isTouch = matchMedia("(pointer: coarse)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || isTouch) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #insert(emoji) {
    const { selectionStart, selectionEnd } = this.field;
    this.field.setRangeText(emoji, selectionStart, selectionEnd, "end");
    save(this.key, this.field.value);
    this.focus();
    this.#count();
  }

  #count() {
    const left = this.config.longest - this.field.value.trim().length;
    const text = left < 0 ? fill(this.words.over, { n: -left }) : left <= NEARLY ? fill(this.words.left, { n: left }) : "";
    this.counter.hidden = !text;
    this.counter.textContent = text;
    this.counter.classList.toggle("bad-text", left < 0);
    this.field.toggleAttribute("aria-invalid", left < 0);
    if (left < 0) this.field.setAttribute("aria-invalid", "true");
  }
}
