// Pieces of markup wait in the page as templates, drawn by the server with its icons and words.
export function part(name) {
  return document.getElementById(`part-${name}`).content.firstElementChild.cloneNode(true);
}

/** "{name} is writing" with its gaps filled. */
export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
}

/** Change a text only where it differs: a live region says each change. */
export function setText(node, text) {
  if (node && node.textContent !== text) node.textContent = text;
}
