// The dialog that forwards to somebody outside; it stays open with what was typed until the mail is under way.

import { newKey, post } from "./post.js";
import { Recipients } from "./recipients.js";
import { offerUndo } from "./undo.js";

class ForwardForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.recipients = new Recipients(this.querySelector("[data-recipients]"), { people: this.dataset.people });
    this.recipients.set({ subject: this.recipients.subject.value }, true);
    this.form.elements.client_key.value = newKey();
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
  }

  async send() {
    if (this.isSending || !this.recipients.finish()) return;
    this.isSending = true;
    const body = new FormData(this.form);
    body.append("envelope", JSON.stringify(this.recipients.value));
    const answer = await post(this.dataset.address, body, this.form.elements.csrfmiddlewaretoken.value);
    this.isSending = false;
    if (!answer.ok) { this.fail(answer.data); return; }
    this.closest("dialog").close();
    const { wUndo: undo, wLate: late, wForwarded: sent } = document.querySelector("reply-form").dataset;
    document.querySelector("reply-form").meanwhile.read(answer.data.message);
    offerUndo(answer.data.undo, { undo, late, sent });
    document.body.dispatchEvent(new CustomEvent("ticket-changed"));
  }

  fail({ errors, detail }) {
    const error = this.querySelector("[data-error]");
    error.hidden = false;
    error.textContent = errors ? Object.values(errors).flat().join(" ") : detail ?? document.querySelector("reply-form form").dataset.wOffline;
  }
}

customElements.define("forward-form", ForwardForm);
