// The page around the frame: it shows and hides us, and says who its customer is.
export class Host extends EventTarget {
  constructor({ account, origins }) {
    super();
    const wanted = new URLSearchParams(location.search).get("origin");
    this.isFramed = window.parent !== window;
    this.isShown = !this.isFramed;
    this.#account = account;
    // frame-ancestors decides who may frame us; this only keeps our words from anybody else.
    this.#origin = origins.includes(wanted) ? wanted : location.origin;
    if (this.isFramed) addEventListener("message", (event) => this.#hear(event));
  }

  #account;
  #origin;
  page = "";

  tell(type, value) {
    if (this.isFramed) window.parent.postMessage({ shopbell: this.#account, type, value }, this.#origin);
  }

  /** Say that we are here; what the page knows of its customer, or nothing when it does not answer. */
  hello() {
    if (!this.isFramed) return Promise.resolve({});
    return new Promise((resolve) => {
      this.addEventListener("hello", (event) => resolve(event.detail), { once: true });
      setTimeout(() => resolve({}), 1500);
      this.tell("ready");
    });
  }

  #hear(event) {
    if (event.source !== window.parent || event.origin !== this.#origin || event.data?.shopbell !== this.#account) return;
    const { type, value } = event.data;
    if (type === "hello") {
      this.isShown = value.isOpen;
      this.page = value.page;
    }
    if (type === "open" || type === "close") this.isShown = type === "open";
    this.dispatchEvent(new CustomEvent(type, { detail: value }));
  }
}
