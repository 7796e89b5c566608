// Who is there: we say when the visitor looks or writes, and show when somebody writes to them.
import { fill, setText } from "./parts.js";

const RENEW = 15_000; // the hub forgets after 30 s
const PAUSE = 4_000;

export class Presence {
  #page = Math.random().toString(36).slice(2, 12);
  #state = "gone";
  #told = 0;
  #idle;
  #key = "";
  topic = "";

  constructor(words, line) {
    this.words = words;
    this.line = line;
    setInterval(() => this.#state !== "gone" && this.#tell(this.#state), RENEW);
  }

  use(key) {
    this.#key = key;
    if (this.#state !== "gone") this.#tell(this.#state);
  }

  type() {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.look(), PAUSE);
    if (this.#state !== "writing" || Date.now() - this.#told > PAUSE) this.#tell("writing");
  }

  look() {
    clearTimeout(this.#idle);
    if (this.#state !== "viewing") this.#tell("viewing");
  }

  leave() {
    clearTimeout(this.#idle);
    if (this.#state !== "gone") this.#tell("gone");
  }

  /** Show who writes; whether that is other than before. */
  show(who) {
    const names = who.filter((one) => one.state === "writing").map((one) => one.name.split(" ")[0]).join(", ");
    const [line, before] = [this.line.lastElementChild, this.line.hidden];
    this.line.hidden = !names;
    setText(line, names && fill(this.words.writing, { name: names }));
    return before !== this.line.hidden;
  }

  #tell(state) {
    this.#state = state;
    this.#told = Date.now();
    if (!this.#key || !this.topic) return;
    fetch("/live/presence/", {
      method: "POST",
      keepalive: true,
      credentials: "omit",
      headers: { Authorization: `Bearer ${this.#key}`, "Content-Type": "application/json" },
      body: JSON.stringify({ topic: this.topic, state, page: this.#page }),
    }).catch(() => {});
  }
}
