// The keys of the desk, as the list of commands has them (core/commands.py). A script adds what it can do by `act`.

const acts = new Map();
const data = document.getElementById("desk-commands");
const commands = data ? JSON.parse(data.dataset.commands) : [];
const byKey = new Map(commands.flatMap((one) => one.keys.map((key) => [key, one])));
const TWICE = 1200; // ms in which the second key of "g i" must come

/** What a script does for commands with this `act`. */
export const addActs = (more) => Object.entries(more).forEach(([name, run]) => acts.set(name, run));

const controlOf = (command) => command.press && document.querySelector(command.press);

/** Whether this page can do it: what an act needs on the page is named by `press` as well. */
export function isPossible(command) {
  if (command.address) return true;
  if (command.press && !controlOf(command)) return false;
  return command.act ? acts.has(command.act) : Boolean(command.press);
}

/** Do it; false where this page cannot. */
export function run(command) {
  if (!isPossible(command)) return false;
  if (command.address) location.assign(command.address);
  else if (command.act) acts.get(command.act)();
  else use(controlOf(command));
  return true;
}

addActs({ search: () => use(document.getElementById("q") ?? document.querySelector("[data-search]")) });

export { commands };

// A field gets the focus, everything else is clicked. What lies on the other pane of a narrow screen leads there.
function use(control) {
  const isField = control.matches("input, select, textarea");
  if (isField && !control.checkVisibility()) {
    document.querySelector(".talk a.only-narrow")?.click();
    return;
  }
  control.focus();
  if (!isField) control.click();
}

const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], .menu");

const named = ({ key, ctrlKey, metaKey }) => (ctrlKey || metaKey ? `Ctrl+${key.toLowerCase()}` : key);

let first = "";
let timer;

const forget = () => { first = ""; clearTimeout(timer); };

const begin = (key) => {
  first = key;
  clearTimeout(timer);
  timer = setTimeout(forget, TWICE);
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing || ["Shift", "Control", "Meta"].includes(event.key)) return;
  const name = named(event);
  if (!name.startsWith("Ctrl+") && (isTyping(event.target) || document.querySelector("dialog:modal"))) return;
  const both = first && byKey.get(`${first} ${name}`);
  forget();
  const command = both || byKey.get(name);
  if (command && run(command)) event.preventDefault();
  else if (commands.some((one) => one.keys.some((key) => key.startsWith(`${name} `)))) begin(name);
});
