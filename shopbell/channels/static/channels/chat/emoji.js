// A small picker in a grid for arrow keys; the characters stand in the page.
const COLUMNS = 8;

export function emojiPicker(panel, opener, onPick) {
  const buttons = [...panel.children];

  function toggle(open) {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", open);
    if (open) focus(0);
  }

  function focus(index) {
    buttons.forEach((button, at) => (button.tabIndex = at === index ? 0 : -1));
    buttons[index].focus();
  }

  panel.addEventListener("click", ({ target }) => {
    if (target === panel) return;
    toggle(false);
    onPick(target.textContent);
  });
  panel.addEventListener("keydown", (event) => {
    const ahead = getComputedStyle(panel).direction === "rtl" ? -1 : 1;
    const at = buttons.indexOf(document.activeElement);
    const steps = { ArrowRight: ahead, ArrowLeft: -ahead, ArrowDown: COLUMNS, ArrowUp: -COLUMNS, Home: -at, End: buttons.length - 1 - at };
    if (event.key === "Escape") {
      event.stopPropagation();
      toggle(false);
      opener.focus();
    } else if (event.key in steps) {
      event.preventDefault();
      focus(Math.min(buttons.length - 1, Math.max(0, at + steps[event.key])));
    }
  });
  opener.addEventListener("click", () => toggle(panel.hidden));
}
