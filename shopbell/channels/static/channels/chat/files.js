// Files for the next message: by button, paste or drop; each uploads at once and shows how far it is.
import { Refusal } from "./api.js";
import { fill, part } from "./parts.js";

export class Files {
  #entries = [];

  constructor({ list, input, say, api, words, most, mostBytes }) {
    Object.assign(this, { list, say, api, words, most, mostBytes });
    input.addEventListener("change", () => {
      this.add(input.files);
      input.value = "";
    });
    addEventListener("paste", (event) => event.clipboardData?.files.length && (event.preventDefault(), this.add(event.clipboardData.files)));
    addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      document.body.dataset.drop = "";
    });
    addEventListener("dragleave", (event) => event.relatedTarget || delete document.body.dataset.drop);
    addEventListener("drop", (event) => {
      event.preventDefault();
      delete document.body.dataset.drop;
      this.add(event.dataTransfer?.files ?? []);
    });
  }

  add(files) {
    for (const file of files) {
      if (this.#entries.length >= this.most) return this.say(fill(this.words.too_many, { n: this.most }));
      if (file.size > this.mostBytes) this.say(fill(this.words.too_large, { name: file.name, n: `${this.mostBytes >> 20} MB` }));
      else this.#upload(file);
    }
  }

  /** Wait for the uploads; their ids and names, and an empty list of files for the next message. */
  async take() {
    await Promise.allSettled(this.#entries.map((entry) => entry.upload));
    const done = this.#entries.filter((entry) => entry.id);
    for (const entry of done) this.#drop(entry);
    return done.map(({ id, file }) => ({ id, name: file.name }));
  }

  get isEmpty() {
    return this.#entries.length === 0;
  }

  #upload(file) {
    const node = part("upload");
    const entry = { file, node };
    node.querySelector("[data-name]").textContent = file.name;
    const button = node.querySelector("button");
    button.setAttribute("aria-label", fill(this.words.remove, { name: file.name }));
    button.addEventListener("click", () => this.#drop(entry));
    this.list.append(node);
    this.list.hidden = false;
    this.#entries.push(entry);
    entry.upload = this.#send(entry);
  }

  async #send(entry) {
    const { file, node } = entry;
    const meter = node.querySelector(".meter > span");
    try {
      const stored = await this.api.upload(file, (percent) => meter.style.setProperty("--v", `${percent}%`));
      if (!entry.isGone) entry.id = stored.id;
      node.dataset.state = "done";
      this.say(fill(this.words.uploaded, { name: file.name }), true);
    } catch (error) {
      this.#drop(entry);
      this.say((error instanceof Refusal && error.message) || fill(this.words.upload_failed, { name: file.name }));
    }
  }

  #drop(entry) {
    entry.isGone = true;
    entry.node.remove();
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.list.hidden = this.isEmpty;
  }
}
