// The page of a channel account: what the live test suggests goes into the field it speaks of.

const fields = () => [...document.querySelectorAll("form.card input[name$=port]")];

function offer() {
  document.querySelectorAll("[data-use-port][hidden]").forEach((button) => {
    button.hidden = !fields().some((field) => field.value === button.dataset.insteadOf);
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-use-port]");
  if (!button) return;
  const field = fields().find((one) => one.value === button.dataset.insteadOf);
  if (!field) return;
  field.value = button.dataset.usePort;
  const security = document.getElementById(field.id.replace(/port$/, "security"));
  if (security) security.value = ["993", "465", "995"].includes(field.value) ? "tls" : "starttls";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  button.hidden = true;
});

document.addEventListener("live:updated", offer);
document.addEventListener("htmx:afterSwap", offer);
offer();
