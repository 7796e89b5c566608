// The files that will go with an answer: a list of names, each with its button to take it away again.

export class Uploads {
  constructor(list, words) {
    Object.assign(this, { list, words });
    this.files = new Map();
  }

  get size() { return this.files.size; }
  get entries() { return [...this.files.entries()]; }
  get ids() { return [...this.files.keys()]; }

  set(entries) { this.files = new Map(entries); this.show(); }
  add(id, name) { this.files.set(id, name); this.show(); }
  remove(id) { this.files.delete(id); this.show(); }

  show() {
    this.list.hidden = !this.size;
    this.list.replaceChildren(...this.entries.map(([id, name]) => {
      const item = Object.assign(document.createElement("li"), { className: "tag" });
      const label = Object.assign(document.createElement("span"), { className: "cut", textContent: name, title: name, dir: "auto" });
      const gone = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
      gone.dataset.remove = id;
      gone.setAttribute("aria-label", this.words.wRemove.replace("{name}", name));
      item.append(label, gone);
      return item;
    }));
  }
}
