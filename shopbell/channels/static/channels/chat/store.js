// What this browser keeps. Where storage is switched off, as in some frames, it lasts as long as the page.
const memory = new Map();

export function load(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? memory.get(key) ?? otherwise;
  } catch {
    return memory.get(key) ?? otherwise;
  }
}

export function save(key, value) {
  const isEmpty = value === null || value === undefined || value === "";
  if (isEmpty) memory.delete(key);
  else memory.set(key, value);
  try {
    if (isEmpty) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    memory.delete(key);
  } catch { /* kept in memory */ }
}
