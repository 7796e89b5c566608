// What is being written, on the server for every device and, until it is there, in this browser.
// Answer and note are two sides, each with its own words; each save names the version that it changes.

import { live } from "../core/live.js";
import { newKey, post } from "./post.js";

const SOON = 900;
const AGAIN = 5000;
const LAST = 15_000; // characters: browsers let little outlive a page
const DEVICE = newKey(); // another tab is another device: two of them can differ
export const blank = (seen = "") => ({ text: "", route: "", files: [], details: {}, key: newKey(), seen, version: 0, dirty: false });
const holds = (side) => Boolean(side.text.trim() || side.files.length);

export class Drafts {
  /** `seen()` is what has been read now, `changed(way)` is called when another device has changed a side. */
  constructor({ address, token, agent, ticket, server, seen, changed, differs, say }) {
    Object.assign(this, { address, token, seen, changed, differs, say });
    this.prefix = `draft:${agent}:${ticket}`;
    this.sides = { reply: this.begin("reply", server.reply), note: this.begin("note", server.note) };
    live.subscribe([`draft:${agent}-${ticket}`], () => this.look());
    addEventListener("online", () => this.saveAll());
    addEventListener("pagehide", () => this.saveAll(true));
    this.saveAll();
  }

  /** Words that never reached the server come first: they are the newest here, and the server says if others differ. */
  begin(way, remote) {
    const local = JSON.parse(localStorage.getItem(`${this.prefix}:${way}`) ?? "null");
    if (local?.dirty) return local;
    localStorage.removeItem(`${this.prefix}:${way}`);
    return remote ? this.from(remote) : blank(this.seen());
  }

  from({ text, route, files, details, key, seen, version, at }) {
    return { text, route, files, details, key: key || newKey(), seen: seen || this.seen(), version, at, dirty: false };
  }

  /** The side that was written last, if there is any. */
  get latest() {
    const begun = Object.entries(this.sides).filter(([, side]) => holds(side));
    begun.sort(([, one], [, other]) => (other.at ?? "9").localeCompare(one.at ?? "9"));
    return begun[0]?.[0];
  }

  has(way) { return holds(this.sides[way]); }

  /** The side has these words now. */
  keep(way, words) {
    const side = this.sides[way];
    Object.assign(side, words, { dirty: true });
    this.store(way);
    clearTimeout(side.timer);
    side.timer = setTimeout(() => this.save(way), SOON);
  }

  store(way) {
    const { timer, saving, again, ...side } = this.sides[way];
    if (side.dirty && (holds(side) || side.version)) localStorage.setItem(`${this.prefix}:${way}`, JSON.stringify(side));
    else localStorage.removeItem(`${this.prefix}:${way}`);
  }

  saveAll(isLast = false) { return Promise.all(Object.keys(this.sides).map((way) => this.sides[way].dirty && this.save(way, isLast))); }

  async save(way, isLast = false) {
    const side = this.sides[way];
    clearTimeout(side.timer);
    if (side.saving) { side.again = true; return side.saving; }
    side.saving = this.send(way, side, isLast && side.text.length < LAST);
    const answer = await side.saving;
    side.saving = null;
    if (side !== this.sides[way]) return answer; // sent meanwhile
    if (answer.status === 409) this.differs(way, answer.data.drafts[way] ?? null);
    else if (!answer.ok && answer.status !== 422) side.timer = setTimeout(() => this.save(way), AGAIN);
    if (side.again) { side.again = false; if (side.dirty && answer.ok) return this.save(way); }
    return answer;
  }

  async send(way, side, isLast) {
    const body = new FormData();
    const sent = { way, text: side.text, route: side.route, details: JSON.stringify(side.details), seen: side.seen, client_key: side.key, known: side.version, device: DEVICE };
    Object.entries(sent).forEach(([name, value]) => body.append(name, value));
    side.files.forEach(([id]) => body.append("uploads", id));
    const before = JSON.stringify([side.text, side.route, side.files, side.details]);
    const answer = await post(this.address, body, this.token, isLast);
    if (answer.ok) {
      side.version = answer.data.version;
      side.dirty = before !== JSON.stringify([side.text, side.route, side.files, side.details]);
      if (side === this.sides[way]) this.store(way);
    }
    if (side === this.sides[way]) this.say(way, answer);
    return answer;
  }

  /** Another device may have gone on: where nothing of ours waits, what it has is what there is. */
  async look() {
    const answer = await fetch(this.address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const remote = await answer.json();
    for (const way of Object.keys(this.sides)) {
      const [side, now] = [this.sides[way], remote[way]];
      if (side.dirty || side.saving || (now?.version ?? 0) === side.version) continue;
      this.sides[way] = now ? this.from(now) : blank(this.seen());
      this.changed(way);
    }
  }

  /** Of two that differ, the other one, or this one over it. */
  take(way, remote) {
    this.sides[way] = remote ? this.from(remote) : blank(this.seen());
    this.store(way);
    this.changed(way);
  }

  insist(way, remote) {
    this.sides[way].version = remote?.version ?? 0;
    return this.save(way);
  }

  /** Sent or planned: the server has forgotten it in the same moment. */
  gone(way) {
    clearTimeout(this.sides[way].timer);
    this.sides[way] = blank(this.seen());
    localStorage.removeItem(`${this.prefix}:${way}`);
  }
}
