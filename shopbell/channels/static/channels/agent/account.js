// The page of a channel account: what the live test suggests goes into the fields it speaks of.

const field = (name) => document.querySelector(`form.card [name="s-${name}"]`);
const changes = (button) => Object.entries(JSON.parse(button.dataset.change));

function offer() {
  document.querySelectorAll("[data-change]").forEach((button) => {
    button.hidden = !changes(button).some(([name, value]) => field(name) && field(name).value !== String(value));
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-change]");
  if (!button) return;
  for (const [name, value] of changes(button)) {
    const one = field(name);
    if (!one) continue;
    one.value = String(value);
    one.dispatchEvent(new Event("input", { bubbles: true }));
    one.focus();
  }
  offer();
});

document.addEventListener("live:updated", offer);
document.addEventListener("htmx:afterSwap", offer);
offer();
