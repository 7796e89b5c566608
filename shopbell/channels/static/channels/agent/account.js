// The page of a channel account: what the live test or the provider's table suggests goes into the fields.

const field = (name) => document.querySelector(`form.card [name="s-${name}"]`);
const changes = (button) => Object.entries(JSON.parse(button.dataset.change));

function fill(name, value) {
  const one = field(name);
  if (!one) return;
  one.value = String(value);
  one.dispatchEvent(new Event("input", { bubbles: true }));
}

function offer() {
  document.querySelectorAll("[data-change]").forEach((button) => {
    button.hidden = !changes(button).some(([name, value]) => field(name) && field(name).value !== String(value));
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-change]");
  if (!button) return;
  for (const [name, value] of changes(button)) {
    fill(name, value);
    field(name)?.focus();
  }
  offer();
});

document.addEventListener("live:updated", offer);
document.addEventListener("htmx:afterSwap", offer);
offer();

// Settings for the address that was typed. A field that somebody has changed by hand is left alone.
const form = document.querySelector("form[data-proposals]");
const filled = new Map();
let asked = "";

async function propose(address) {
  if (!address || address === asked) return;
  asked = address;
  const response = await fetch(`${form.dataset.proposals}?address=${encodeURIComponent(address)}`);
  if (!response.ok || address !== asked) return;
  const { settings, words } = await response.json();
  if (!settings) return;
  for (const [name, value] of Object.entries(settings)) {
    const one = field(name);
    if (!one || one.value !== (filled.get(name) ?? initial(one))) continue;
    filled.set(name, String(value));
    fill(name, value);
  }
  const auth = field("auth");
  if (auth?.value === "oauth") auth.closest("details")?.setAttribute("open", "");
  const note = form.querySelector("[data-proposed]");
  note.textContent = words;
  note.hidden = false;
}

const initial = (one) =>
  one.matches("select") ? ([...one.options].find((option) => option.defaultSelected) ?? one.options[0]).value : one.defaultValue;

form?.querySelector("[name=address]")?.addEventListener("change", (event) => {
  if (field("receive")?.value !== "none" && event.target.checkValidity()) propose(event.target.value.trim());
});
