// The inbox: the list that does not move under the hand, the conversation, and the composer.

import { live } from "../core/live.js";
import "./keys.js";
import "./mention-list.js";
import "./reply-form.js";

const topicsOf = (element) => (element.getAttribute("topics") ?? "").split(/\s+/).filter(Boolean);
const fill = (text, name) => text.replace("{name}", name);

// A queue. Known rows change in place; new ones wait behind the bar unless nobody is looking at the list.
class TicketList extends HTMLElement {
  connectedCallback() {
    this.show = this.show.bind(this);
    if (this.dataset.live) this.stop = live.subscribe(topicsOf(this), () => this.look());
    this.addEventListener("click", (event) => event.target.closest(".fresh") && this.show());
    this.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  disconnectedCallback() { this.stop?.(); }

  look() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), 120);
    const again = Number(this.dataset.again); // its figure may be as old as that
    if (!again) return;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.fetch(), again * 1000 * (1 + Math.random() / 4));
  }

  async fetch() {
    const answer = await fetch(this.getAttribute("src"), { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.next = next;
    const rows = [...next.querySelectorAll("li[data-id]")];
    const still = new Set(rows.map((row) => row.dataset.id));
    for (const row of this.rows) {
      if (!still.has(row.dataset.id)) this.leave(row);
    }
    for (const part of [".list-foot", "#queue-menu", "h1 .count"]) this.follow(part);
    const shown = new Map(this.rows.map((row) => [row.dataset.id, row]));
    const known = rows.findLastIndex((row) => shown.has(row.dataset.id));
    if (known < 0) return this.isStill() ? null : this.show();
    let fresh = 0;
    rows.forEach((row, at) => {
      const old = shown.get(row.dataset.id);
      if (!old && at > known) this.querySelector(".rows").append(row.cloneNode(true)); // moved up from the next page
      else if (!old) fresh += 1;
      else if (old.innerHTML !== row.innerHTML) this.renew(old, row.cloneNode(true));
      old?.removeAttribute("data-gone");
    });
    const isIdle = !this.matches(":hover, :focus-within") && this.querySelector(".scroll").scrollTop < 8;
    if (fresh && isIdle) return this.show();
    return this.offer(fresh);
  }

  /** An empty list that stays as it is keeps the focus and open menus of its head. */
  isStill() {
    const [old, now] = [this, this.next].map((list) => list.querySelector(".empty")?.innerHTML);
    return old !== undefined && old === now;
  }

  get rows() { return [...this.querySelectorAll("li[data-id]")]; }

  // What no longer belongs here goes at once, but for the ticket that is open; the keyboard's place goes to its neighbour.
  leave(row) {
    if (row.dataset.id === this.dataset.current) { row.toggleAttribute("data-gone", true); return; }
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    const hadFocus = row.contains(document.activeElement);
    row.remove();
    if (hadFocus) neighbour?.querySelector("a").focus({ preventScroll: true });
  }

  follow(part) {
    const [old, now] = [this.querySelector(part), this.next.querySelector(part)];
    if (!old || !now || old.innerHTML === now.innerHTML || old.matches(":popover-open")) return;
    const at = [...old.querySelectorAll("a")].indexOf(document.activeElement);
    old.replaceChildren(...now.cloneNode(true).childNodes);
    if (at >= 0) old.querySelectorAll("a")[at]?.focus();
  }

  renew(old, row) {
    const link = row.querySelector(".ticket");
    if (row.dataset.id === this.dataset.current) link.setAttribute("aria-current", "true");
    const hadFocus = old.contains(document.activeElement);
    old.replaceChildren(...row.childNodes);
    if (hadFocus) old.querySelector("a").focus();
  }

  offer(fresh) {
    const bar = this.querySelector(".fresh");
    bar.hidden = !fresh;
    const words = bar.querySelector("span");
    words.textContent = fresh === 1 ? words.dataset.one : words.dataset.many.replace("{n}", fresh);
  }

  show() {
    if (!this.next) return this.fetch();
    const current = this.next.querySelector(`li[data-id="${this.dataset.current}"] .ticket`);
    current?.setAttribute("aria-current", "true");
    this.replaceChildren(...this.next.body.childNodes);
    this.next = null;
    return null;
  }
}

// The conversation: stays at its end while the end is in sight, and tells the server that it was seen.
class TicketTalk extends HTMLElement {
  connectedCallback() {
    const opened = new URLSearchParams(location.search).has("before");
    if (!opened) this.scrollTop = this.scrollHeight;
    this.wasAtEnd = true;
    this.addEventListener("scroll", () => { this.wasAtEnd = this.isAtEnd; }, { passive: true });
    this.addEventListener("live:updated", () => { if (this.wasAtEnd) this.scrollTop = this.scrollHeight; this.read(); });
    new ResizeObserver(() => { if (this.wasAtEnd && !opened) this.scrollTop = this.scrollHeight; }).observe(this);
    document.addEventListener("visibilitychange", () => this.read());
    this.topic = `ticket:${this.dataset.ticket}`;
    this.read();
    live.present(this.topic, "viewing");
    addEventListener("pagehide", () => live.present(this.topic, "gone"));
  }

  get isAtEnd() { return this.scrollHeight - this.scrollTop - this.clientHeight < 60; }

  read() {
    const { newest } = this.querySelector(".thread").dataset;
    if (document.hidden || !newest) return;
    const body = new URLSearchParams({ seen: newest });
    fetch(this.dataset.reading, { method: "POST", body, headers: JSON.parse(document.body.getAttribute("hx-headers")) }).catch(() => {});
  }
}

// Who else has this ticket open. Agents only; what the customer does is told by the typing line.
class PresenceLine extends HTMLElement {
  connectedCallback() {
    this.heard = (event) => topicsOf(this).includes(event.detail.topic) && this.say(event.detail.who);
    document.addEventListener("shopbell:presence", this.heard);
  }

  disconnectedCallback() { document.removeEventListener("shopbell:presence", this.heard); }

  say(everybody) {
    const others = everybody.filter((one) => one.kind === "agent" && String(one.id) !== this.dataset.me);
    const writing = others.filter((one) => one.state !== "viewing");
    const named = writing.length ? writing : others;
    const verb = writing.length ? "writing" : "viewing";
    this.hidden = !named.length;
    if (!named.length) return;
    const names = named.map((one) => one.name.split(" ")[0]).join(this.dataset.and);
    this.lastElementChild.textContent = fill(this.dataset[verb + (named.length > 1 ? "Many" : "One")], names);
  }
}

class TypingLine extends HTMLElement {
  connectedCallback() {
    this.heard = (event) => {
      if (!event.detail.topic.startsWith("thread:")) return;
      const writer = event.detail.who.find((one) => one.kind === "visitor" && one.state === "writing");
      this.hidden = !writer;
      if (writer) this.textContent = fill(this.dataset.one, writer.name || "…");
      const talk = this.closest("ticket-talk");
      if (writer && talk?.wasAtEnd) talk.scrollTop = talk.scrollHeight;
    };
    document.addEventListener("shopbell:presence", this.heard);
  }

  disconnectedCallback() { document.removeEventListener("shopbell:presence", this.heard); }
}

customElements.define("ticket-list", TicketList);
customElements.define("ticket-talk", TicketTalk);
customElements.define("presence-line", PresenceLine);
customElements.define("typing-line", TypingLine);

// After a change of one's own, look at once instead of waiting for the signal.
document.body.addEventListener("ticket-changed", () => {
  document.querySelectorAll(".talk live-part, .context live-part").forEach((part) => part.refresh?.());
  document.querySelector("live-part.pane-head")?.refresh?.();
});

// A picture that cannot be shown says so; it may have failed before this script was there.
const unshown = (image) => image.closest("figure")?.toggleAttribute("data-unshown", true);
document.addEventListener("error", (event) => event.target.matches?.("img.thumb") && unshown(event.target), true);
document.querySelectorAll("img.thumb").forEach((image) => image.complete && image.currentSrc && !image.naturalWidth && unshown(image));

// A field for one more of something is empty again once that was taken; a live part may have renewed it meanwhile.
document.body.addEventListener("htmx:afterRequest", ({ detail: { elt: form, xhr } }) => {
  if (xhr.status >= 300 || !form.matches("form[data-empties]")) return;
  form.querySelectorAll("input[id]").forEach(({ id, value }) => {
    const field = document.getElementById(id);
    if (field?.value === value) field.value = "";
  });
});
