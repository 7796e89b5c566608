// Files for the next message: by button, paste or drop; each uploads at once and shows how far it is.
import { fill, part, setText } from "./parts.js";

export class Files {
  #entries = [];

  constructor({ input, api, words, config, say }) {
    Object.assign(this, { api, words, config, say });
    this.list = document.querySelector("[data-uploads]");
    const mark = (isOver) => document.body.toggleAttribute("data-drop", isOver);
    input.addEventListener("change", () => {
      this.add(input.files);
      input.value = "";
    });
    addEventListener("paste", (event) => event.clipboardData?.files.length && (event.preventDefault(), this.add(event.clipboardData.files)));
    addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      mark(true);
    });
    addEventListener("dragleave", (event) => event.relatedTarget || mark(false));
    addEventListener("drop", (event) => {
      event.preventDefault();
      mark(false);
      this.add(event.dataTransfer?.files ?? []);
    });
  }

  add(files) {
    const { most_files: most, most_bytes: bytes } = this.config;
    for (const file of files) {
      if (this.#entries.length >= most) return this.say(fill(this.words.too_many, { n: most }));
      if (file.size > bytes) this.say(fill(this.words.too_large, { name: file.name, n: `${bytes >> 20} MB` }));
      else this.#upload(file);
    }
  }

  /** Wait for the uploads and give them away, as ids and names; null if one failed. */
  async take() {
    const all = this.#entries;
    await Promise.all(all.map((entry) => entry.upload));
    if (all.some((entry) => entry.isLost)) return null;
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
    setText(node.querySelector("[data-name]"), file.name);
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
      entry.isLost = !entry.isGone;
      this.#drop(entry);
      this.say((error.status && error.message) || fill(this.words.upload_failed, { name: file.name }));
    }
  }

  #drop(entry) {
    entry.isGone = true;
    entry.node.remove();
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.list.hidden = this.isEmpty;
  }
}
