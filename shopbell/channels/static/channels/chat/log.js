// The conversation: stored messages in the server's order, then those that still wait to be sent.
import { part, setText } from "./parts.js";

const PAUSE = 10 * 60_000; // after it, name and time stand above the next message again
const NEAR = 80;

export class Log {
  #messages = new Map();
  #isFirst = true;

  constructor({ box, words, lang, onChoice, onRetry, onRemove }) {
    Object.assign(this, { box, words, lang, onChoice, onRetry, onRemove });
    this.time = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.day = new Intl.DateTimeFormat(lang, { weekday: "short", day: "numeric", month: "short" });
    this.list = box.querySelector("[data-messages]");
    this.isAtEnd = true;
    box.addEventListener("scroll", () => (this.isAtEnd = this.#isNear()), { passive: true });
    // The picker, the keyboard of a phone, a picture that loads: who was at the end stays there.
    const watch = new ResizeObserver(() => this.isAtEnd && this.toEnd());
    for (const each of [box, ...box.children]) watch.observe(each);
  }

  /** What the server has, in its order. */
  get stored() {
    return [...this.#messages.values()].sort((one, other) => (one.order < other.order ? -1 : 1));
  }

  /** How many messages of a thread are ours and lie beyond `seq`. */
  unread(thread, seq) {
    return this.stored.filter((one) => one.thread === thread && one.from !== "me" && one.seq > seq).length;
  }

  clear() {
    this.#messages.clear();
    this.list.replaceChildren();
    this.#isFirst = true;
  }

  /** Merge stored messages; the same one again changes nothing. */
  merge(messages) {
    const fresh = messages.filter((message) => !this.#messages.has(message.id));
    for (const message of messages) this.#messages.set(message.id, message);
    return fresh;
  }

  draw({ pending, thread, keepPlace = false }) {
    const { box, stored } = this;
    const wasNear = this.isAtEnd;
    const height = box.scrollHeight;
    const sent = new Set(stored.map((message) => message.client).filter(Boolean));
    const waiting = pending.filter((item) => !sent.has(item.uuid));
    const nodes = [];
    let before;
    for (const message of stored) {
      const day = new Date(message.at).toDateString();
      if (before ? before.day !== day : day !== new Date().toDateString()) nodes.push(this.#divider(message, day));
      nodes.push(this.#stored(message, before?.day === day ? before : null));
      before = { day, from: message.from, name: message.name, at: Date.parse(message.at) };
    }
    for (const item of waiting) nodes.push(this.#waiting(item));
    this.#mark(nodes, stored, waiting, thread);
    this.#place(nodes);
    if (keepPlace) box.scrollTop += box.scrollHeight - height;
    else if (wasNear || this.#isFirst) this.toEnd();
    this.#isFirst = this.#isFirst && nodes.length === 0;
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
    this.isAtEnd = true;
  }

  #isNear() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR;
  }

  /** Only what is new enters the page, so that screen readers say each message once. */
  #place(nodes) {
    const wanted = new Set(nodes);
    for (const node of [...this.list.children]) if (!wanted.has(node)) node.remove();
    nodes.forEach((node, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
  }

  #node(key, make) {
    return this.list.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? keyed(make(), key);
  }

  #divider(message, day) {
    const node = this.#node(`day-${day}`, () => part("day"));
    const isToday = day === new Date().toDateString();
    setText(node.firstElementChild, isToday ? this.words.today : this.day.format(new Date(message.at)));
    return node;
  }

  #stored(message, before) {
    // The bubble that waited becomes the stored one: nothing blinks, nothing is read out twice.
    const waiting = message.client && this.list.querySelector(`[data-key="out-${CSS.escape(message.client)}"]`);
    if (waiting) waiting.dataset.key = message.id;
    const node = this.#node(message.id, () => this.#draw(message));
    if (waiting) this.#fillIn(node, message);
    delete node.dataset.state;
    const head = node.querySelector(".head");
    if (head) {
      const goesOn = before && before.from === message.from && before.name === message.name && Date.parse(message.at) - before.at < PAUSE;
      head.hidden = Boolean(goesOn) || !head.textContent.trim();
      node.toggleAttribute("data-goes-on", Boolean(goesOn));
    }
    return node;
  }

  #draw(message) {
    const node = part(message.from);
    setText(node.querySelector("[data-name]"), message.name);
    setText(node.querySelector("[data-initial]"), message.name.slice(0, 1).toUpperCase());
    const time = node.querySelector("time");
    if (time) {
      time.dateTime = message.at;
      time.textContent = this.time.format(new Date(message.at));
    }
    return this.#fillIn(node, message);
  }

  #fillIn(node, message) {
    const bubble = node.querySelector(".bubble");
    if (message.html === undefined) bubble.textContent = message.text;
    else bubble.innerHTML = message.html; // made and cleaned by the server
    bubble.hidden = !bubble.firstChild;
    if (message.language) bubble.lang = message.language;
    for (const link of bubble.querySelectorAll("a")) link.target = "_blank";
    const files = node.querySelector(".files");
    files.replaceChildren(...message.files.map((file) => this.#file(file)));
    files.hidden = message.files.length === 0;
    node.querySelector(".choices")?.replaceChildren(...message.choices.map((text) => this.#choice(text)));
    return node;
  }

  #file(file) {
    const node = part(file.is_image ? "image" : "file");
    if (file.url) node.href = file.url; // on its way it has none
    setText(node.querySelector("[data-name]"), file.name);
    setText(node.querySelector("[data-size]"), file.size);
    const image = node.querySelector("img");
    if (image) {
      image.alt = file.name;
      image.src = file.url;
    }
    return node;
  }

  #choice(text) {
    const button = part("choice");
    button.textContent = text;
    button.addEventListener("click", () => this.onChoice(text));
    return button;
  }

  #waiting(item) {
    const node = this.#node(`out-${item.uuid}`, () => this.#fillIn(part("me"), item));
    node.dataset.state = stateOf(item);
    return node;
  }

  /** Under the last message of the visitor stands what became of it; under each that failed, a way out. */
  #mark(nodes, stored, waiting, thread) {
    const last = waiting.length ? null : stored.findLast((message) => message.from === "me");
    for (const node of nodes) {
      const choices = node.querySelector(".choices"); // an answer to an old question would confuse
      if (choices) choices.hidden = node !== nodes.at(-1) || !choices.children.length;
      const line = node.querySelector(".sent");
      if (!line) continue;
      const item = waiting.find((one) => node.dataset.key === `out-${one.uuid}`);
      const isLast = last && node.dataset.key === last.id;
      line.hidden = !item && !isLast;
      node.querySelector(".again").hidden = !item || stateOf(item) !== "failed";
      if (isLast) {
        const isRead = thread && (last.thread !== thread.id || thread.read_by_agent >= last.seq);
        setText(line, isRead ? this.words.read : this.words.sent);
      } else if (item) this.#tell(node, line, item);
    }
  }

  #tell(node, line, item) {
    setText(line, item.detail || this.words[stateOf(item)]);
    const [again, remove] = node.querySelectorAll(".again > button");
    again.onclick = () => this.onRetry(item);
    remove.onclick = () => this.onRemove(item);
  }
}

/** Without a network nothing has failed: it waits, and goes by itself. */
function stateOf(item) {
  if (item.state === "failed" && !navigator.onLine) return "waiting";
  return item.state === "sending" ? "sending" : "failed";
}

function keyed(node, key) {
  node.dataset.key = key;
  return node;
}
