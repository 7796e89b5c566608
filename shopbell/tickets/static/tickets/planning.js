// "Send later" and "Remind me if nobody answers": asks when, and plans what the composer holds.

export class Planning {
  constructor(dialog) {
    this.dialog = dialog;
    this.form = dialog.querySelector("form");
    dialog.addEventListener("click", (event) => event.target.closest("[data-close]") && dialog.close());
    this.form.addEventListener("input", ({ target }) => { if (target.name === "own") this.form.elements.at.value = "own"; });
  }

  /** Asks for an answer or a reminder; `plan(fields)` sends it and gives the words of what was wrong, if anything. */
  ask(kind, plan) {
    const { dialog, form } = this;
    dialog.querySelector("h2").textContent = dialog.dataset[kind === "answer" ? "wAnswer" : "wReminder"];
    dialog.querySelector("[data-go]").textContent = dialog.dataset[kind === "answer" ? "wAnswerGo" : "wReminderGo"];
    dialog.querySelectorAll("[data-only]").forEach((part) => { part.hidden = part.dataset.only !== kind; });
    form.elements.at.value = kind === "answer" ? "tomorrow" : "days3";
    this.fail("");
    form.onsubmit = async (event) => {
      event.preventDefault();
      const { at, own, note, on_answer: onAnswer } = form.elements;
      const fields = { kind, at: at.value === "own" ? own.value : at.value, on_answer: kind === "answer" ? onAnswer.value : "cancel" };
      const wrong = await plan(fields, note.value);
      this.fail(wrong);
      if (!wrong) { note.value = ""; dialog.close(); }
    };
    dialog.showModal();
  }

  fail(words) {
    const error = this.form.querySelector(".error");
    error.hidden = !words;
    error.textContent = words;
  }
}
