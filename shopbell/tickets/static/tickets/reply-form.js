// The composer: files by paste and drop, one send for one click, and "also writing" before it collides.
// Its ways are a live part that follows the ticket; the text stands outside of it and is never replaced.
// An answer and a note are two sides with words of their own: a note never becomes an answer by one wrong key.

import { live } from "../core/live.js";
import { Drafts } from "./drafts.js";
import { Meanwhile } from "./meanwhile.js";
import { Planning } from "./planning.js";
import { post } from "./post.js";
import { Recipients } from "./recipients.js";
import { offerUndo } from "./undo.js";
import { Uploads } from "./uploads.js";

const WRITING_EVERY = 8000;
const apart = (name) => `\u2068${name}\u2069`; // keeps its own direction

class ReplyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.form.elements.text;
    this.words = this.form.dataset;
    this.topic = `ticket:${this.words.ticket}`;
    this.files = new Uploads(this.form.querySelector(".uploads"), this.words);
    this.meanwhile = new Meanwhile(this, this.form, { isEmpty: () => this.isEmpty, channel: () => this.route?.dataset.channel });
    this.recipients = new Recipients(this.querySelector("[data-recipients]"), { people: this.dataset.people, changed: () => this.keep() });
    this.planning = new Planning(this.querySelector("dialog[data-plan]"));
    this.drafts = new Drafts({
      address: this.dataset.draft,
      token: this.token,
      agent: document.body.dataset.agent,
      ticket: this.words.ticket,
      server: JSON.parse(this.dataset.drafts),
      seen: () => this.meanwhile.now.last,
      changed: (way) => this.changed(way),
      differs: (way, remote) => this.differs(way, remote),
      say: (way, answer) => this.saved(way, answer),
    });
    this.begin();
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.form.addEventListener("change", (event) => { if (event.target.name === "route") this.turn(); });
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
  get way() { return this.isNote ? "note" : "reply"; }
  get token() { return this.form.elements.csrfmiddlewaretoken.value; }
  get isEmpty() { return !this.text.value && !this.files.size; }

  choose(note) {
    const wanted = note ? 'input[value="note"]' : 'input[name=route]:not([value="note"]):not(:disabled)';
    const radio = this.form.querySelector(wanted);
    if (radio && (note || this.isNote)) { radio.checked = true; this.turn(); }
  }

  // Where this goes was changed by hand: an answer keeps its words on another channel, a note has its own.
  turn() {
    if (this.way !== this.side) this.show(this.way);
    else if (!this.isEmpty) this.keep();
    this.mode();
  }

  begin() {
    const first = this.drafts.latest;
    if (first === "note" || (first === "reply" && this.drafts.sides.reply.route)) this.go(first === "note" ? "note" : this.drafts.sides.reply.route);
    this.show(this.way);
  }

  show(way) {
    const side = this.drafts.sides[way];
    this.side = way;
    this.text.value = side.text;
    this.files.set(side.files);
    this.form.elements.client_key.value = side.key;
    if (side.route && side.text && way === "reply") this.go(side.route);
    if (side.seen) this.meanwhile.seen = side.seen;
    this.recipients.set(side.details, Object.keys(side.details).length > 0);
    this.chosen = this.route?.value;
    this.say("");
    this.elsewhere(null);
    this.mark();
    this.mode();
  }

  // Another device of the same agent has gone on.
  changed(way) {
    if (way === this.side) this.show(way);
    this.mark();
    this.warn();
  }

  mark() {
    this.form.querySelectorAll("input[name=route]").forEach((radio) => {
      const way = radio.value === "note" ? "note" : "reply";
      radio.closest(".segment").toggleAttribute("data-begun", way !== this.side && this.drafts.has(way));
    });
  }

  differs(way, remote) {
    if (way !== this.side) this.go(way === "note" ? "note" : this.drafts.sides.reply.route);
    if (way !== this.side) this.show(way);
    this.elsewhere(remote);
  }

  elsewhere(remote) {
    const tip = this.querySelector("[data-elsewhere]");
    tip.hidden = !remote;
    this.other = remote ? { remote } : undefined;
    if (remote) tip.querySelector("[data-other]").textContent = remote.text.slice(0, 200);
  }

  saved(way, answer) {
    if (way !== this.side) return;
    this.say(this.isEmpty ? "" : answer.ok ? this.words.wSaved : this.dataset.wOnlyHere);
  }

  /** What was taken back is a draft again: show it. */
  async cameBack() {
    await this.drafts.look();
    if (this.drafts.has("reply") && this.side !== "reply") this.choose(false);
    const { details } = this.drafts.sides.reply;
    if (details.cc || details.to) this.open(true);
    this.text.focus();
  }

  // Another way may have become the first one: what is being written still goes where its writer saw it go.
  follow() {
    if (!this.isEmpty || this.isNote) this.go(this.chosen);
    this.mark();
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
    this.mail(route);
    if (!route) return;
    const line = this.form.querySelector("[data-line]");
    const { to = "", from = "", waits = "" } = route.dataset;
    line.textContent = isNote ? line.dataset.lineNote : line.dataset.lineReply.replace("{to}", apart(to)).replace("{from}", apart(from));
    const tip = this.form.querySelector("p[data-waits]");
    tip.hidden = !waits;
    tip.querySelector("span").textContent = waits;
  }

  // Recipients, subject and signature are those of mail.
  mail(route) {
    const given = route?.dataset.mail ? JSON.parse(route.dataset.mail) : null;
    const button = this.form.querySelector("[data-recipients-open]");
    if (button) { button.hidden = !given; button.setAttribute("aria-expanded", String(!this.recipients.root.hidden)); }
    if (!given) this.recipients.root.hidden = true;
    if (given && !this.recipients.isTouched) this.recipients.set(given);
    const signature = this.querySelector("[data-signature]");
    if (signature) signature.hidden = !given;
    const all = this.querySelector("[data-answer-all]");
    all.hidden = !given?.others.length;
    this.form.querySelector("[data-aside-hint]")?.toggleAttribute("hidden", !route || !("aside" in route.dataset));
  }

  open(shown = this.recipients.root.hidden) {
    this.recipients.root.hidden = !shown;
    this.form.querySelector("[data-recipients-open]")?.setAttribute("aria-expanded", String(shown));
    if (shown) this.querySelector("#rcp-cc").focus();
  }

  answerAll() {
    const given = JSON.parse(this.route.dataset.mail);
    const { value } = this.recipients;
    this.recipients.set({ ...(value ?? given), cc: [...(value ?? given).cc, ...given.others] }, true);
    this.keep();
  }

  asBefore() {
    this.recipients.set(JSON.parse(this.route.dataset.mail));
    this.keep();
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
    if (event.target.closest("[data-recipients-open]")) this.open();
    if (event.target.closest("[data-answer-all]")) this.answerAll();
    if (event.target.closest("[data-as-before]")) this.asBefore();
    if (event.target.closest("[data-take]")) this.drafts.take(this.side, this.other.remote);
    if (event.target.closest("[data-keep-mine]")) { this.drafts.insist(this.side, this.other.remote); this.elsewhere(null); }
    const later = event.target.closest("[data-later]");
    if (later) this.planning.ask(later.dataset.later, (fields, note) => this.plan(fields, note));
    const gone = event.target.closest("[data-remove]");
    if (gone) { this.files.remove(gone.dataset.remove); this.keep(); this.text.focus(); }
  }

  insert(words) {
    this.text.setRangeText(words, this.text.selectionStart, this.text.selectionEnd, "end");
    this.text.focus();
    this.keep();
  }

  // What is written is kept at once in this browser, soon on the server, and goes when it has been sent.
  keep() {
    const { client_key: key, seen } = this.form.elements;
    const details = this.recipients.value ?? {};
    this.drafts.keep(this.side, { text: this.text.value, route: this.route?.value ?? this.chosen ?? "", files: this.files.entries, details, key: key.value, seen: seen.value });
    if (this.isEmpty) { this.say(""); this.follow(); }
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
    this.colleague = who.find((one) => one.kind === "agent" && String(one.id) !== me && one.state !== "viewing")?.name;
    this.warn();
  }

  // Who writes is worth a hint; who has written meanwhile is worth a stronger one, and stays until it was read.
  warn() {
    const author = this.isEmpty ? "" : this.meanwhile.author;
    const [words, name] = author ? [this.words.wMeanwhile, author] : [this.words.wAlso, this.colleague];
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
    const answer = await post(this.words.files, body, this.token);
    this.say("");
    if (answer.ok) { this.files.add(answer.data.id, answer.data.name); this.keep(); }
    else this.fail(answer.data.detail ?? this.words.wOffline);
  }

  async send() {
    if (this.isSending || !this.route || !this.recipients.finish()) return;
    const button = this.form.querySelector("[data-send]");
    button.setAttribute("aria-busy", "true");
    this.fail("");
    const answer = await this.hand(this.form.action, this.body());
    button.removeAttribute("aria-busy");
    if (answer.data.ask) await this.asked(answer.data);
    else this.form.elements.then.value = "waiting";
    if (answer.ok) this.sent(answer.data);
    else if (!answer.data.ask) this.fail(this.reason(answer));
  }

  /** What the composer holds, with `fields` besides. */
  body(fields = {}) {
    this.form.elements.envelope.value = this.isNote || !this.recipients.isTouched ? "" : JSON.stringify(this.recipients.value);
    const body = new FormData(this.form);
    this.files.ids.forEach((id) => body.append("uploads", id));
    Object.entries(fields).forEach(([name, value]) => body.set(name, value));
    return body;
  }

  async plan(fields, note) {
    if (this.isSending || !this.recipients.finish()) return this.form.querySelector("#recipients .error").textContent;
    const isAnswer = fields.kind === "answer";
    if (isAnswer && this.isNote) return this.words.wChooseWay;
    const body = this.body(isAnswer ? fields : { ...fields, text: note, client_key: "" });
    if (!isAnswer) body.delete("uploads");
    const answer = await this.hand(this.dataset.plans, body);
    if (!answer.ok) return this.reason(answer);
    if (isAnswer) this.clear();
    this.say(this.dataset.wPlanned);
    document.body.dispatchEvent(new CustomEvent("ticket-changed"));
    return "";
  }

  async asked(data) {
    const sends = await this.meanwhile.ask(data);
    this.keep();
    this.warn();
    if (sends) return this.send();
    this.form.elements.then.value = "waiting";
    return this.text.focus();
  }

  sent({ message, undo }) {
    const wasNote = this.isNote;
    this.clear();
    if (!wasNote) this.meanwhile.read(message);
    const { wUndo, wLate, wSent } = this.dataset;
    offerUndo(undo, { undo: wUndo, late: wLate, sent: wSent });
    this.tell("viewing");
    this.warn();
    document.body.dispatchEvent(new CustomEvent("ticket-changed"));
  }

  clear() {
    this.drafts.gone(this.side);
    this.recipients.root.hidden = true;
    this.show(this.side);
  }

  // A failure on the way says so and keeps everything: the same key makes a second try harmless.
  async hand(url, body) {
    this.isSending = true;
    const answer = await post(url, body, this.token);
    this.isSending = false;
    return answer;
  }

  reason({ data: { errors, detail }, status }) {
    return errors ? Object.values(errors).flat().join(" ") : detail ?? (status ? this.words.wFailed : this.words.wOffline);
  }

  say(words) { this.form.querySelector(".saved").textContent = words; }

  fail(words) {
    const error = this.form.querySelector(":scope > .error");
    error.hidden = !words;
    error.textContent = words;
  }
}

customElements.define("reply-form", ReplyForm);
