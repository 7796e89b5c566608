// The composer: drafts, files by paste and drop, one send for one click, and "also writing" before it collides.
// Its ways are a live part that follows the ticket; the text stands outside of it and is never replaced.

import { live } from "../core/live.js";
import { Meanwhile } from "./meanwhile.js";
import { Uploads } from "./uploads.js";

const WRITING_EVERY = 8000;
const apart = (name) => `\u2068${name}\u2069`; // keeps its own direction
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

class ReplyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.form.elements.text;
    this.words = this.form.dataset;
    this.topic = `ticket:${this.words.ticket}`;
    this.draftKey = `draft:${this.words.ticket}`;
    this.files = new Uploads(this.form.querySelector(".uploads"), this.words);
    this.meanwhile = new Meanwhile(this, this.form, { isEmpty: () => this.isEmpty, channel: () => this.route?.dataset.channel });
    this.form.elements.client_key.value = newKey();
    this.restore();
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.form.addEventListener("change", (event) => { if (event.target.name === "route") { this.mode(); this.keep(); } });
    this.form.addEventListener("live:updated", () => this.follow());
    this.text.addEventListener("input", () => { this.keep(); this.tell(); });
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("blur", () => this.tell("viewing"));
    this.text.addEventListener("paste", (event) => this.take(event, event.clipboardData));
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => this.take(event, event.dataTransfer));
    this.addEventListener("click", (event) => this.click(event));
    this.picker = this.form.querySelector("input[type=file]");
    this.picker.addEventListener("change", () => { [...this.picker.files].forEach((file) => this.upload(file)); this.picker.value = ""; });
    document.addEventListener("shopbell:presence", (event) => this.also(event.detail));
    this.mode();
    this.warn();
  }

  get route() { return this.form.querySelector("input[name=route]:checked"); }
  get isNote() { return this.route?.value === "note"; }
  get isEmpty() { return !this.text.value && !this.files.size; }

  choose(note) {
    const wanted = note ? 'input[value="note"]' : 'input[name=route]:not([value="note"]):not(:disabled)';
    const radio = this.form.querySelector(wanted);
    if (radio && (note || this.isNote)) { radio.checked = true; this.mode(); }
  }

  // Another way may have become the first one: what is being written still goes where its writer saw it go.
  follow() {
    if (!this.isEmpty) this.go(this.chosen);
    this.mode();
    this.meanwhile.look();
    this.warn();
  }

  go(route) {
    const radio = this.form.querySelector(`input[name=route][value="${CSS.escape(route ?? "")}"]:not(:disabled)`);
    if (radio) radio.checked = true;
  }

  mode() {
    const { isNote, route } = this;
    this.chosen = route?.value ?? this.chosen;
    this.form.dataset.mode = isNote ? "note" : "reply";
    this.placeholder ??= this.text.placeholder;
    this.text.placeholder = isNote ? this.text.dataset.wNote : this.placeholder;
    const send = this.form.querySelector("[data-send]");
    send.querySelector("span").textContent = isNote ? send.dataset.wNote : send.dataset.wReply;
    this.form.querySelector("[data-more]").hidden = isNote;
    if (!route) return;
    const line = this.form.querySelector("[data-line]");
    const { to = "", from = "", waits = "" } = route.dataset;
    line.textContent = isNote ? line.dataset.lineNote : line.dataset.lineReply.replace("{to}", apart(to)).replace("{from}", apart(from));
    const tip = this.form.querySelector("p[data-waits]");
    tip.hidden = !waits;
    tip.querySelector("span").textContent = waits;
  }

  key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.send(); }
    if (event.key === "Escape") this.text.blur();
  }

  click(event) {
    const then = event.target.closest("[data-then]");
    if (then) { this.form.elements.then.value = then.dataset.then; this.send(); }
    const emoji = event.target.closest("[data-emoji]");
    if (emoji) { this.insert(emoji.dataset.emoji); }
    if (event.target.closest("[data-attach]")) this.picker.click();
    const gone = event.target.closest("[data-remove]");
    if (gone) { this.files.remove(gone.dataset.remove); this.keep(); this.text.focus(); }
  }

  insert(words) {
    this.text.setRangeText(words, this.text.selectionStart, this.text.selectionEnd, "end");
    this.text.focus();
    this.keep();
  }

  // The draft survives reloads and a lost connection; it goes when the answer has arrived.
  keep() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => {
      const { client_key: key, seen } = this.form.elements;
      const draft = { text: this.text.value, route: this.route?.value ?? this.chosen, files: this.files.entries, key: key.value, seen: seen.value };
      if (this.isEmpty) localStorage.removeItem(this.draftKey);
      else localStorage.setItem(this.draftKey, JSON.stringify(draft));
      this.say(this.isEmpty ? "" : this.words.wSaved);
      if (this.isEmpty) this.follow();
    }, 400);
  }

  restore() {
    const draft = JSON.parse(localStorage.getItem(this.draftKey) ?? "null");
    if (!draft) return;
    this.text.value = draft.text;
    this.files.set(draft.files);
    this.chosen = draft.route;
    this.go(draft.route);
    if (draft.key) this.form.elements.client_key.value = draft.key;
    if (draft.seen) this.meanwhile.seen = draft.seen;
  }

  tell(state) {
    const now = Date.now();
    if (!state && now - (this.told ?? 0) < WRITING_EVERY) return;
    this.told = state ? 0 : now;
    live.present(this.topic, state ?? (this.isNote ? "noting" : "writing"));
    // The customer at the other end of a chat sees it too, but never that a note is written.
    const chat = this.route?.dataset.topic;
    if (chat && !this.isNote) live.present(chat, state === "viewing" ? "gone" : "writing");
  }

  also({ topic, who }) {
    if (topic !== this.topic) return;
    const me = document.body.dataset.agent;
    this.other = who.find((one) => one.kind === "agent" && String(one.id) !== me && one.state !== "viewing")?.name;
    this.warn();
  }

  // Who writes is worth a hint; who has written meanwhile is worth a stronger one, and stays until it was read.
  warn() {
    const author = this.isEmpty ? "" : this.meanwhile.author;
    const [words, name] = author ? [this.words.wMeanwhile, author] : [this.words.wAlso, this.other];
    const tip = this.form.querySelector("[data-also]");
    tip.hidden = !name;
    if (name) tip.textContent = words.replace("{name}", name.split(" ")[0]);
  }

  take(event, data) {
    const files = [...(data?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    files.forEach((file) => this.upload(file));
  }

  async upload(file) {
    const body = new FormData();
    body.append("file", file, file.name || "image.png");
    this.say(this.words.wUploading.replace("{name}", file.name));
    const answer = await this.post(this.words.files, body);
    this.say("");
    if (answer.ok) { this.files.add(answer.data.id, answer.data.name); this.keep(); }
    else this.fail(answer.data.detail ?? this.words.wOffline);
  }

  async send() {
    if (this.isSending || !this.route) return;
    this.isSending = true;
    const button = this.form.querySelector("[data-send]");
    button.setAttribute("aria-busy", "true");
    this.fail("");
    const body = new FormData(this.form);
    this.files.ids.forEach((id) => body.append("uploads", id));
    const answer = await this.post(this.form.action, body);
    button.removeAttribute("aria-busy");
    this.isSending = false;
    if (answer.data.ask) await this.asked(answer.data);
    else this.form.elements.then.value = "waiting";
    if (answer.ok) this.sent(answer.data.message);
    else if (!answer.data.ask) this.fail(answer.data.errors ? Object.values(answer.data.errors).flat().join(" ") : answer.data.detail ?? this.words.wOffline);
  }

  async asked(data) {
    const sends = await this.meanwhile.ask(data);
    this.keep();
    this.warn();
    if (sends) return this.send();
    this.form.elements.then.value = "waiting";
    return this.text.focus();
  }

  sent(message) {
    const wasNote = this.isNote;
    localStorage.removeItem(this.draftKey);
    clearTimeout(this.keeping);
    this.text.value = "";
    this.files.set([]);
    this.say("");
    this.form.elements.client_key.value = newKey();
    if (!wasNote) this.meanwhile.read(message);
    this.tell("viewing");
    this.warn();
    document.body.dispatchEvent(new CustomEvent("ticket-changed"));
  }

  // A failure on the way says so and keeps everything: the same key makes a second try harmless.
  async post(url, body) {
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value } });
      const data = await answer.json().catch(() => ({}));
      return { ok: answer.ok, data: answer.ok || data.errors || data.detail ? data : { detail: this.words.wFailed } };
    } catch {
      return { ok: false, data: { detail: this.words.wOffline } };
    }
  }

  say(words) { this.form.querySelector(".saved").textContent = words; }

  fail(words) {
    const error = this.form.querySelector(".error");
    error.hidden = !words;
    error.textContent = words;
  }
}

customElements.define("reply-form", ReplyForm);
