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
    this.files = new Files({ input: this.form.elements.file, api, words, config, say });
    this.form.querySelector("[data-attach]").addEventListener("click", () => this.form.elements.file.click());
    emojiPicker(document.querySelector("[data-emoji]"), this.form.querySelector("[data-smile]"), (emoji) => this.#insert(emoji));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("input", () => {
      this.#put(this.field.value);
      if (this.field.value) onTyping();
    });
    this.ask(!load(`${key}:known`, false));
    this.#put(this.field.value || load(key, "")); // some type before the script is here
  }

  get text() {
    return this.field.value.trim();
  }

  focus() {
    this.field.focus();
  }

  restore(text) {
    if (!this.field.value) this.#put(text);
    this.focus();
  }

  clear() {
    this.#put("");
  }

  get #asked() {
    return [...(this.questions?.querySelectorAll("input") ?? [])];
  }

  /** What the visitor answered before the chat. */
  about() {
    return Object.fromEntries(this.#asked.map((input) => [input.name, input.value.trim()]).filter(([, value]) => value));
  }

  /** Show the questions before the first message, or again when one of them was answered wrongly. */
  ask(isFirst, wrong) {
    if (!this.questions) return;
    save(`${this.key}:known`, !isFirst || null);
    this.questions.hidden = !isFirst && !(wrong && this.questions.querySelector(`[name="${wrong}"]`));
  }

  async #send() {
    if ((!this.text && this.files.isEmpty) || this.isBusy) return this.focus();
    if (this.text.length > this.config.longest || !this.#answered()) return;
    this.isBusy = true;
    const button = this.form.querySelector("[data-send]");
    const timer = setTimeout(() => (button.ariaBusy = true), 300);
    const files = await this.files.take();
    clearTimeout(timer);
    button.ariaBusy = null;
    this.isBusy = false;
    const { text } = this; // with what was written while the files went
    if (!files || (!text && !files.length)) return;
    this.#put("");
    this.onWrite({ text, files });
    this.focus();
  }

  /** Whether what must be answered is; else the first gap gets its words and the focus. */
  #answered() {
    if (this.questions?.hidden) return true;
    for (const input of this.#asked) {
      const isWrong = !input.checkValidity();
      input.ariaInvalid = isWrong || null;
      const error = document.getElementById(`${input.id}-error`);
      error.hidden = !isWrong;
      error.lastElementChild.textContent = input.value ? error.dataset.wrong : error.dataset.missing;
    }
    const first = this.#asked.find((input) => !input.checkValidity());
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
    this.#put(this.field.value);
    this.focus();
  }

  #put(text) {
    if (this.field.value !== text) this.field.value = text; // else the caret would jump
    save(this.key, text);
    this.#count();
  }

  #count() {
    const left = this.config.longest - this.text.length;
    const text = left < 0 ? fill(this.words.over, { n: -left }) : left <= NEARLY ? fill(this.words.left, { n: left }) : "";
    this.counter.hidden = !text;
    this.counter.textContent = text;
    this.counter.classList.toggle("bad-text", left < 0);
    this.field.ariaInvalid = left < 0 || null;
  }
}
