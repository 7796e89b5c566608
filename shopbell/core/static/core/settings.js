// Forms of the settings: what is not saved yet is said and asked about, and texts can be copied.

class DirtyForm extends HTMLElement {
  #saving = false;

  connectedCallback() {
    const form = this.querySelector("form");
    const note = this.querySelector("[data-dirty]");
    const tell = () => {
      if (note) note.textContent = this.#changed(form) ? note.dataset.dirty : "";
    };
    form.addEventListener("input", tell);
    form.addEventListener("change", tell);
    form.addEventListener("reset", () => setTimeout(tell));
    form.addEventListener("submit", () => (this.#saving = true));
    this.leave = (event) => !this.#saving && this.#changed(form) && event.preventDefault();
    addEventListener("beforeunload", this.leave);
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.leave);
  }

  #changed(form) {
    return [...form.elements].some((field) => {
      if (!field.name || field.type === "hidden" || field.disabled) return false;
      if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
      if (field.localName === "select") return [...field.options].some((one) => one.selected !== one.defaultSelected) && [...field.options].some((one) => one.defaultSelected);
      return "defaultValue" in field && field.value !== field.defaultValue;
    });
  }
}
customElements.define("dirty-form", DirtyForm);

class CopyText extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const said = this.querySelector("[role=status]");
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.querySelector("code").textContent.trim());
      said.textContent = said.dataset.done;
      setTimeout(() => (said.textContent = ""), 4000);
    });
  }
}
customElements.define("copy-text", CopyText);

// A secret that is kept: dots until somebody wants another one.
class KeptSecret extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    const button = this.querySelector("button");
    if (!field || !button || field.matches("[aria-invalid=true]")) return;
    const words = field.placeholder;
    field.disabled = true;
    field.placeholder = "••••••••••••";
    button.hidden = false;
    button.addEventListener("click", () => {
      field.disabled = false;
      field.placeholder = words;
      button.hidden = true;
      field.focus();
    });
  }
}
customElements.define("kept-secret", KeptSecret);

// The shop's hue, seen on the page while it is chosen.
document.addEventListener("input", (event) => {
  const range = event.target.closest?.("[data-hue]");
  if (!range) return;
  document.documentElement.style.setProperty("--shop-hue", range.value);
  const number = document.getElementById(range.dataset.hue);
  if (number) number.value = range.value;
});
