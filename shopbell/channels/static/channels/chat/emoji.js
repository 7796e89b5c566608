// A small picker: forty characters that every device draws itself, in a grid for arrow keys.
const EMOJI = "😀 😊 🙂 😉 😄 😂 🥲 😍 🤗 🤔 😐 🙄 😴 😕 😟 😢 😭 😡 😱 🥳 👍 👎 👏 🙏 🤝 👋 💪 ✌️ ❤️ 💚 🎉 🎁 📦 🚚 🧵 👕 ⭐ ✅ ❓ ☀️".split(" ");
const COLUMNS = 8;

export function emojiPicker(panel, opener, onPick) {
  const buttons = EMOJI.map((emoji, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = emoji;
    button.tabIndex = index ? -1 : 0;
    button.addEventListener("click", () => {
      toggle(false);
      onPick(emoji);
    });
    return button;
  });
  panel.append(...buttons);

  function toggle(open) {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", open);
    if (open) focus(0);
  }

  function focus(index) {
    for (const button of buttons) button.tabIndex = -1;
    buttons[index].tabIndex = 0;
    buttons[index].focus();
  }

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
