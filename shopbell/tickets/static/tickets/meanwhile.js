// What was said while an answer was being written: told at once, and asked about before the answer goes out.
// What the writer has read is the last message that was there when they began; it moves on while nothing is written.

export class Meanwhile {
  constructor(host, form, { isEmpty, channel }) {
    Object.assign(this, { form, isEmpty, channel });
    this.dialog = host.querySelector("dialog[data-meanwhile]");
    this.ours = this.now.ours;
    this.known = new Set([this.seen]); // what was read stays read, also when something after it was taken back
  }

  get now() { return this.form.querySelector("[data-last]").dataset; }
  get seen() { return this.form.elements.seen.value; }
  set seen(id) { this.form.elements.seen.value = id; this.known.add(id); }
  get author() { return this.now.last && !this.known.has(this.now.last) ? this.now.author : ""; }

  /** After every change of the ticket: a chat's next line is read where it appears, everything else is asked about. */
  look() {
    const { last, ours } = this.now;
    const isChat = this.channel() === "chat" && ours === this.ours && !document.hidden;
    if (this.isEmpty() || isChat) this.seen = last;
    this.ours = ours;
  }

  /** Show what is new; gives whether to send nevertheless. Either way it has been read now. */
  async ask({ ask, seen }) {
    this.dialog.innerHTML = ask;
    this.dialog.showModal();
    const sends = await new Promise((resolve) => {
      this.dialog.onclick = (event) => {
        if (event.target.closest("[data-anyway]")) resolve(true);
        if (event.target.closest("[data-keep-writing]")) resolve(false);
      };
      this.dialog.onclose = () => resolve(false);
    });
    this.dialog.close();
    this.read(seen);
    return sends;
  }

  /** Everything up to this message has been read, also where the page has not heard of it yet. */
  read(id) {
    this.seen = id;
    this.now.last = id;
  }
}
