// <live-part src="..." topics="ticket:7 queue:3">: reads its own content anew when one of its topics changes.
// `etag` names the version it was rendered with; `eager` reads also while the page is hidden. `late` reads once that
// many seconds after the start; `pace` waits that many after a topic changed, and up to a quarter more, lest all come at once.
// Inside: what was typed, focus, selection, scrolling, open <details> and menus outlive it, and [data-keep][id] whole.
const COALESCE = 100;
const BUSY = 10_000;
const LONGEST = 30_000;
const BY_VALUE = new Set(["radio", "submit", "button"]); // several of one name
const FIELDS = "input:not([type=hidden]):not([type=password]), textarea, select";

export function definePart(live) {
  class LivePart extends HTMLElement {
    static observedAttributes = ["topics"];
    #stop;
    #timer;
    #tries = 0;
    #loading = false;
    #again = false;
    #loaded = 0;
    #etag = null;
    #html = null;

    connectedCallback() {
      this.#etag = this.getAttribute("etag");
      this.#listen();
      this.addEventListener("htmx:afterSwap", this.#forget);
      document.addEventListener("visibilitychange", this.#seen);
      if (this.hasAttribute("late")) this.refresh(Number(this.getAttribute("late")) * 1000);
    }

    disconnectedCallback() {
      this.#stop?.();
      this.#stop = undefined;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.removeEventListener("htmx:afterSwap", this.#forget);
      document.removeEventListener("visibilitychange", this.#seen);
    }

    attributeChangedCallback() {
      if (this.#stop) this.#listen();
    }

    /** Read the content anew: at once after a quiet time, else together with what asks for it within 100 ms. */
    refresh(pause = Math.max(0, this.#loaded + COALESCE - performance.now())) {
      if (this.#loading) this.#again = true;
      else this.#timer ??= setTimeout(() => this.#load(), pause);
    }

    #listen() {
      const topics = (this.getAttribute("topics") ?? "").split(/\s+/).filter(Boolean);
      const former = this.#stop;
      this.#stop = live.subscribe(topics, () => this.refresh(this.#pace()));
      former?.();
    }

    #pace() {
      const seconds = Number(this.getAttribute("pace"));
      return seconds ? seconds * 1000 * (1 + Math.random() / 4) : undefined;
    }

    #forget = () => {
      this.#etag = this.#html = null; // somebody else changed the content
    };

    #seen = () => {
      if (!document.hidden && this.#again && !this.#loading) this.refresh(0);
    };

    async #load() {
      this.#timer = undefined;
      if (document.hidden && !this.hasAttribute("eager")) {
        this.#again = true;
        return;
      }
      this.#loading = true;
      this.#loaded = performance.now();
      this.#again = false;
      let failed = false;
      try {
        await this.#read();
        this.#tries = 0;
      } catch {
        failed = true;
      }
      this.#loading = false;
      if (!this.isConnected) return;
      if (failed) this.refresh(Math.min(LONGEST, 1000 * 2 ** this.#tries++) * (0.5 + Math.random()));
      else if (this.#again) this.refresh(this.#pace());
    }

    async #read() {
      const headers = { "HX-Request": "true", ...(this.#etag && { "If-None-Match": this.#etag }) };
      const src = this.getAttribute("src");
      const response = await fetch(src, { headers, cache: "no-store" });
      if (response.status >= 500) throw new Error(response.status);
      if (response.status === 304 || response.status === 204) return;
      if (!response.ok || response.redirected) {
        this.dispatchEvent(new CustomEvent("live:failed", { bubbles: true, detail: { status: response.status } }));
        return;
      }
      const html = await response.text();
      if (src !== this.getAttribute("src")) {
        this.#forget();
        this.#again = true;
        return;
      }
      this.#etag = response.headers.get("ETag");
      if (html === this.#html) return;
      await this.#idle();
      if (!this.isConnected) return;
      this.#html = html;
      this.#replace(html);
      window.htmx?.process(this);
      this.dispatchEvent(new CustomEvent("live:updated", { bubbles: true }));
    }

    // Somebody marks text in here, most likely to copy it, or chooses from a menu: wait until that is over.
    async #idle() {
      const selection = document.getSelection();
      const busy = () =>
        (!selection.isCollapsed && this.contains(selection.anchorNode)) || this.querySelector(":popover-open");
      for (const end = Date.now() + BUSY; busy() && Date.now() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }

    #replace(html) {
      const template = document.createElement("template");
      template.innerHTML = html;
      const fresh = template.content;
      const find = (root, old) =>
        old.id
          ? root.querySelector(`#${CSS.escape(old.id)}`)
          : old.name && [...root.querySelectorAll(old.localName)].find((now) => same(old, now));

      const active = this.contains(document.activeElement) ? document.activeElement : null;
      const marks = active && "selectionStart" in active ? range(active) : null;
      const scrolled = [this, ...this.querySelectorAll("[id]")]
        .filter((old) => old.scrollTop || old.scrollLeft)
        .map((old) => [old, old.scrollTop, old.scrollLeft, ends(old)]);
      for (const old of this.querySelectorAll(FIELDS)) {
        if (!old.closest("[data-keep]") && changed(old)) carry(old, find(fresh, old));
      }
      for (const old of this.querySelectorAll("details[id]")) {
        const now = find(fresh, old);
        if (now) now.open = old.open;
      }
      const menus = [...this.querySelectorAll(":popover-open")];
      const kept = [...this.querySelectorAll("[data-keep][id]")];
      this.replaceChildren(fresh);
      for (const old of kept) find(this, old)?.replaceWith(old);
      for (const old of menus) find(this, old)?.showPopover?.();
      for (const [old, top, left, end] of scrolled) {
        const now = old === this ? this : find(this, old);
        if (now) now.scrollTo({ top: end ? now.scrollHeight : top, left, behavior: "instant" });
      }
      const target = active && (this.contains(active) ? active : find(this, active));
      if (target && target !== document.activeElement) {
        target.focus({ preventScroll: true });
        if (marks) target.setSelectionRange?.(...marks);
      }
    }
  }

  customElements.define("live-part", LivePart);
}

function same(old, now) {
  return old.name === now.name && (!BY_VALUE.has(old.type) || old.value === now.value);
}

function range(field) {
  return field.selectionStart === null ? null : [field.selectionStart, field.selectionEnd, field.selectionDirection];
}

function ends(element) {
  return element.dataset.scroll === "end" && element.scrollHeight - element.scrollTop - element.clientHeight < 40;
}

function changed(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.localName === "select") {
    const options = [...field.options];
    const unmarked = !field.multiple && !options.some((one) => one.defaultSelected); // then the first one is chosen
    return options.some((one, at) => one.selected !== (unmarked ? at === 0 : one.defaultSelected));
  }
  return field.type !== "file" && field.value !== field.defaultValue;
}

function carry(old, now) {
  if (!now) return;
  if (old.type === "checkbox" || old.type === "radio") now.checked = old.checked;
  else now.value = old.value;
}
