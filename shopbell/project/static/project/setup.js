// The first-run page: the browser knows the time zone, and that the currency; a password may be looked at.
const form = document.querySelector("form[data-fresh]");
if (form) {
  const { timezone, currency } = form.elements;
  const suggest = () => {
    const usual = timezone.selectedOptions[0]?.dataset.currency;
    if (usual && !currency.dataset.chosen) currency.value = usual;
  };
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...timezone.options].some((option) => option.value === here)) timezone.value = here;
  suggest();
  timezone.addEventListener("change", suggest);
  currency.addEventListener("change", () => {
    currency.dataset.chosen = "yes";
  });
}

for (const label of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(label.dataset.reveal);
  label.hidden = false;
  label.querySelector("input").addEventListener("change", (event) => {
    field.type = event.target.checked ? "text" : "password";
  });
}
