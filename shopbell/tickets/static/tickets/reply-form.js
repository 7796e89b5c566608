// The composer: drafts, files by paste and drop, one send for one click, and "also writing" before it collides.

import { live } from "../core/live.js";

const WRITING_EVERY = 8000;

class ReplyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.form.elements.text;
    this.words = this.form.dataset;
    this.topic = `ticket:${this.words.ticket}`;
    this.draftKey = `draft:${this.words.ticket}`;
    this.files = new Map();
    this.restore();
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.form.addEventListener("change", (event) => event.target.name === "route" && this.mode());
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
  }

  get route() { return this.form.querySelector("input[name=route]:checked"); }
  get isNote() { return this.route?.value === "note"; }

  choose(note) {
    const wanted = note ? 'input[value="note"]' : 'input[name=route]:not([value="note"]):not(:disabled)';
    const radio = this.form.querySelector(wanted);
    if (radio && (note || this.isNote)) { radio.checked = true; this.mode(); }
  }

  mode() {
    const { isNote } = this;
    this.form.dataset.mode = isNote ? "note" : "reply";
    const line = this.form.querySelector("[data-line]");
    const { to = "", from = "" } = this.route?.dataset ?? {};
    line.textContent = isNote ? line.dataset.lineNote : line.dataset.lineReply.replace("{to}", to).replace("{from}", from);
    this.placeholder ??= this.text.placeholder;
    this.text.placeholder = isNote ? this.text.dataset.wNote : this.placeholder;
    const send = this.form.querySelector("[data-send]");
    send.querySelector("span").textContent = isNote ? send.dataset.wNote : send.dataset.wReply;
    this.form.querySelector("[data-more]").hidden = isNote;
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
    if (gone) { this.files.delete(gone.dataset.remove); this.list(); this.keep(); }
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
      const draft = { text: this.text.value, route: this.route?.value, files: [...this.files.entries()], key: this.form.elements.client_key.value };
      if (draft.text || draft.files.length) localStorage.setItem(this.draftKey, JSON.stringify(draft));
      else localStorage.removeItem(this.draftKey);
      this.form.querySelector(".saved").textContent = draft.text ? this.words.wSaved : "";
    }, 400);
  }

  restore() {
    const draft = JSON.parse(localStorage.getItem(this.draftKey) ?? "null");
    if (!draft) return;
    this.text.value = draft.text;
    this.files = new Map(draft.files);
    const radio = this.form.querySelector(`input[name=route][value="${CSS.escape(draft.route ?? "")}"]:not(:disabled)`);
    if (radio) radio.checked = true;
    if (draft.key) this.form.elements.client_key.value = draft.key;
    this.list();
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
    const other = who.find((one) => one.kind === "agent" && String(one.id) !== me && one.state !== "viewing");
    const tip = this.form.querySelector("[data-also]");
    tip.hidden = !other;
    if (other) tip.textContent = this.words.wAlso.replace("{name}", other.name.split(" ")[0]);
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
    if (answer.ok) { this.files.set(answer.data.id, answer.data.name); this.list(); this.keep(); }
    else this.fail(answer.data.detail ?? this.words.wOffline);
  }

  list() {
    const list = this.form.querySelector(".uploads");
    list.hidden = !this.files.size;
    list.replaceChildren(...[...this.files].map(([id, name]) => {
      const item = document.createElement("li");
      item.className = "tag";
      const label = Object.assign(document.createElement("span"), { textContent: name, dir: "ltr" });
      const gone = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
      gone.dataset.remove = id;
      gone.setAttribute("aria-label", this.words.wRemove.replace("{name}", name));
      item.append(label, gone);
      return item;
    }));
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    const button = this.form.querySelector("[data-send]");
    button.setAttribute("aria-busy", "true");
    this.fail("");
    const body = new FormData(this.form);
    this.files.forEach((_, id) => body.append("uploads", id));
    const answer = await this.post(this.form.action, body);
    button.removeAttribute("aria-busy");
    this.isSending = false;
    this.form.elements.then.value = "waiting";
    if (!answer.ok) return this.fail(answer.data.errors ? Object.values(answer.data.errors).flat().join(" ") : answer.data.detail ?? this.words.wOffline);
    localStorage.removeItem(this.draftKey);
    clearTimeout(this.keeping);
    this.text.value = "";
    this.files.clear();
    this.list();
    this.form.querySelector(".saved").textContent = "";
    this.form.elements.client_key.value = crypto.randomUUID?.().replaceAll("-", "").slice(0, 24) ?? String(Math.random()).slice(2);
    this.tell("viewing");
    document.body.dispatchEvent(new CustomEvent("ticket-changed"));
    return null;
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
