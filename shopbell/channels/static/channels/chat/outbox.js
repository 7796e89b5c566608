// Messages wait here, in the browser's storage, until the server has acknowledged them: over reloads and between tabs.
import { load, save } from "./store.js";

const LONGEST = 30_000;

export class Outbox extends EventTarget {
  #timer;
  #tries = 0;
  #running;

  /** Without `send` it only keeps, until another box adopts what is in it. */
  constructor(key, send) {
    super();
    this.key = key;
    this.send = send;
    addEventListener("storage", this.#seen);
    addEventListener("online", this.#hurry);
  }

  get items() {
    return load(this.key, []);
  }

  add(item) {
    this.#write([...this.items, { ...item, uuid: uuid(), state: "sending" }]);
    return this.flush();
  }

  retry(uuid, changes = {}) {
    this.#change(uuid, { ...changes, state: "sending", detail: "" });
    return this.flush();
  }

  remove(uuid) {
    this.#write(this.items.filter((item) => item.uuid !== uuid));
  }

  /** Take over what waits in another box, then let that one be. */
  adopt(other) {
    const moved = other.items;
    other.close();
    if (!moved.length) return;
    save(other.key, null);
    this.#write([...moved, ...this.items]);
  }

  /** Send what waits, one after another, in one tab at a time. */
  flush() {
    if (!this.send) return Promise.resolve();
    this.#running = (this.#running ?? Promise.resolve()).then(() => locked(this.key, () => this.#sendAll()));
    return this.#running;
  }

  close() {
    clearTimeout(this.#timer);
    removeEventListener("storage", this.#seen);
    removeEventListener("online", this.#hurry);
  }

  #seen = (event) => event.key === this.key && this.#tell();

  #hurry = () => {
    this.#tries = 0;
    this.flush();
  };

  async #sendAll() {
    clearTimeout(this.#timer);
    for (let item; (item = this.items.find((one) => one.state !== "refused"));) {
      if (item.state === "failed") this.#change(item.uuid, { state: "sending" });
      try {
        const answer = await this.send(item);
        this.#tries = 0;
        this.dispatchEvent(new CustomEvent("sent", { detail: answer }));
        this.remove(item.uuid);
      } catch (error) {
        if (error.status < 500 && error.status !== 429) {
          this.#change(item.uuid, { state: "refused", detail: error.message, field: error.field });
          continue;
        }
        this.#change(item.uuid, { state: "failed", detail: error.status ? error.message : "" });
        const pause = error.retryAfter ? error.retryAfter * 1000 : Math.min(LONGEST, 2000 * 2 ** this.#tries++);
        this.#timer = setTimeout(() => this.flush(), pause);
        return;
      }
    }
  }

  #change(uuid, changes) {
    this.#write(this.items.map((item) => (item.uuid === uuid ? { ...item, ...changes } : item)));
  }

  #write(items) {
    save(this.key, items.length ? items : null);
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** `crypto.randomUUID` exists on https alone, and a shop may be tried out without. */
function uuid() {
  return "00000000-0000-4000-8000-000000000000".replace(/0/g, () => Math.floor(Math.random() * 16).toString(16));
}

/** One tab at a time; a frame that may not use locks goes without: the server knows each message's uuid. */
async function locked(name, work) {
  let isIn = false;
  const enter = () => {
    isIn = true;
    return work();
  };
  try {
    return await (navigator.locks ? navigator.locks.request(`send:${name}`, enter) : enter());
  } catch (error) {
    if (isIn) throw error;
    return enter();
  }
}
