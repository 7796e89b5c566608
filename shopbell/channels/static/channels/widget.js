// The chat in its frame: what was said, what is being said, who is there.
import { Api } from "./chat/api.js";
import { Composer } from "./chat/composer.js";
import { Host } from "./chat/host.js";
import { listen } from "./chat/listen.js";
import { Log } from "./chat/log.js";
import { Outbox } from "./chat/outbox.js";
import { fill, part, setText } from "./chat/parts.js";
import { Presence } from "./chat/presence.js";
import { load, save } from "./chat/store.js";

const config = JSON.parse(document.body.dataset.config);
const words = JSON.parse(document.body.dataset.words);
const key = `shopbell:${config.account}`;
const at = (name) => document.querySelector(`[data-${name}]`);
const POLL = 15_000;

const host = new Host(config);
const api = new Api(config);
const presence = new Presence(words, at("writing"));
let visitor = {};
let thread = null;
let status = {};
let outbox = new Outbox(`${key}:out:`); // keeps what is written before we know who writes
let identity = null;
let stopListening;
let listeningTo = "";
let isLive = true;
let fetched, acknowledged; // how far the current thread has been read without a gap, and what the server knows of it

const log = new Log({
  box: at("log"),
  words,
  lang: config.lang,
  onChoice: (text) => write({ text, files: [] }),
  onRetry: (item) => outbox.retry(item.uuid, { about: { ...item.about, ...composer.about() } }),
  onRemove: (item) => {
    outbox.remove(item.uuid);
    composer.restore(item.text);
  },
});
beginThread();
outbox.addEventListener("change", draw);
const composer = new Composer({
  api,
  words,
  config,
  key: `${key}:draft`,
  onWrite: write,
  onTyping: () => presence.type(),
  say: announce,
});

async function begin(about = {}) {
  const answer = await api.post("start/", { token: load(`${key}:token`, ""), about, identity });
  if (visitor.id && visitor.id !== answer.visitor.id) forget();
  const former = visitor.id;
  visitor = answer.visitor;
  api.use(answer.token);
  // A signed-in person's token stays in this page: the next one at this computer may be somebody else.
  if (!visitor.is_known) save(`${key}:token`, answer.token);
  openOutbox(former);
  show(answer.status);
  follow(answer.thread);
  if (answer.refused) {
    warn(answer.refused);
    host.tell("refused", answer.refused);
  }
}

function openOutbox(former) {
  const box = `${key}:out:${visitor.id}`;
  if (outbox.key === box) return;
  const next = new Outbox(box, (item) => api.post("messages/", {
    client_uuid: item.uuid, text: item.text, files: item.files.map((file) => file.id), about: item.about, page: host.page,
  }));
  next.addEventListener("change", draw);
  next.addEventListener("sent", ({ detail }) => {
    log.merge([detail.message]);
    follow(detail.thread);
    visitor.email ||= load(`${key}:email`, "");
    draw();
  });
  if (!former || visitor.is_known) next.adopt(outbox);
  else outbox.close();
  outbox = next;
  outbox.flush();
}

function beginThread() {
  fetched = 0;
  acknowledged = { delivered: 0, read: 0 };
}

/** Somebody else is here; nothing stays of a customer who signed out. */
function forget() {
  if (visitor.is_known) {
    composer.clear();
    save(`${key}:email`, "");
  }
  log.clear();
  thread = null;
  beginThread();
  stopListening?.();
  listeningTo = "";
}

let reading = Promise.resolve(), nextReading;

/** Read what is new; calls while one is under way become one more. */
function refresh() {
  nextReading ??= reading.then(() => {
    nextReading = undefined;
    reading = read();
    return reading;
  });
  return nextReading;
}

async function read() {
  if (!api.token) return;
  const query = thread && fetched ? { after: fetched, thread: thread.id } : {};
  try {
    const who = visitor.id;
    const answer = await api.get("messages/", query);
    if (who !== visitor.id) return;
    const isSame = thread?.id === answer.thread?.id;
    const newest = Math.max(0, ...answer.messages.filter((one) => one.thread === answer.thread?.id).map((one) => one.seq));
    const fresh = log.merge(answer.messages);
    if (fresh.some((one) => one.from === "agent")) refreshStatus();
    if (answer.has_older !== null) at("older").hidden = !answer.has_older;
    if (isSame || !query.after || answer.has_older !== null) fetched = Math.max(answer.thread?.seq ?? 0, newest);
    follow(answer.thread);
    draw();
    offline(false);
  } catch (error) {
    if (!(error.status < 500)) offline(true);
  }
}

async function readOlder() {
  const [oldest] = log.stored;
  if (!oldest) return;
  try {
    const answer = await api.get("messages/", { before: oldest.id });
    log.merge(answer.messages);
    at("older").hidden = !answer.has_older;
    draw({ keepPlace: true });
  } catch {
    announce(words.unreachable);
  }
}

function follow(now) {
  if (now && thread && now.id !== thread.id) beginThread();
  if (now && thread?.id === now.id) now.seq = Math.max(now.seq, thread.seq);
  thread = now ?? thread;
  host.tell("talking", Boolean(thread));
  if (!thread || listeningTo === `${visitor.id} ${thread.id}`) return;
  stopListening?.();
  listeningTo = `${visitor.id} ${thread.id}`;
  presence.topic = thread.topic;
  stopListening = listen(`${key}:live:${listeningTo}`, streamAddress, {
    onSignal: refresh,
    onResync: refresh,
    onPresence: ({ who }) => presence.show(who) && refreshStatus(),
    onKey: (streamKey) => presence.use(streamKey),
    onState: (state) => {
      isLive = state === "on";
      if (isLive) refresh();
    },
  });
}

async function streamAddress(last) {
  const { ticket } = await api.post("stream/", {});
  return `/live/?${new URLSearchParams({ ticket, ...(last === null ? {} : { last }) })}`;
}

function write({ text, files }) {
  const about = composer.about();
  if (about.email) save(`${key}:email`, about.email);
  outbox.add({ text, files, about, at: Date.now() });
  presence.look();
  log.toEnd();
}

function draw({ keepPlace = false } = {}) {
  const pending = outbox.items;
  log.draw({ pending, thread, keepPlace });
  at("greeting").hidden = !at("older").hidden;
  composer.ask(!thread && !pending.length && !visitor.is_known, pending.find((item) => item.field)?.field);
  at("over").hidden = !thread?.is_over || pending.length > 0;
  foresee(pending);
  acknowledge();
}

/** After the visitor's message: when to expect an answer, and where it goes if they leave. */
function foresee(pending) {
  const newest = log.stored.at(-1);
  const isWaiting = newest?.from === "me" && newest.thread === thread?.id && !pending.some((item) => item.state !== "sending");
  const box = at("promise");
  box.hidden = !isWaiting;
  if (!isWaiting) return;
  const lines = [status.promise, visitor.email ? fill(words.leave, { name: visitor.email }) : words.stay];
  box.querySelectorAll("[data-line]").forEach((node, index) => setText(node, lines[index]));
  const form = at("address");
  form.hidden = !status.is_away || Boolean(visitor.email);
}

function show(now) {
  status = now;
  setText(at("status"), now.line);
}

function warn(text) {
  const box = part("notice");
  box.querySelector("strong").textContent = text;
  at("notices").replaceChildren(box);
}

function announce(text, quietly = false) {
  const line = at("say");
  line.textContent = text;
  line.classList.toggle("sr", quietly);
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => (line.textContent = ""), 10_000);
}

function offline(isOff) {
  const line = at("offline");
  const isGone = !navigator.onLine;
  line.hidden = !isOff && !isGone;
  if (!line.hidden) setText(line.lastElementChild, isGone ? words.offline : words.reconnecting);
}

const isVisible = () => host.isShown && document.visibilityState === "visible";

function acknowledge() {
  if (!thread) return;
  const seen = Math.max(acknowledged.read, thread.read);
  host.tell("unread", isVisible() ? 0 : log.unread(thread.id, seen));
  const now = { delivered: fetched, read: isVisible() ? fetched : seen };
  if (now.delivered <= acknowledged.delivered && now.read <= acknowledged.read) return;
  acknowledged = now;
  clearTimeout(acknowledge.timer);
  acknowledge.timer = setTimeout(() => api.post("read/", { thread: thread.id, ...now }).catch(() => (acknowledged = { delivered: 0, read: 0 })), 300);
}

function look() {
  if (isVisible()) presence.look();
  else presence.leave();
  if (document.visibilityState === "visible") refresh();
  acknowledge();
}

at("older").addEventListener("click", readOlder);
at("close")?.addEventListener("click", () => host.tell("close"));
addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && host.tell("close"));
at("address").addEventListener("submit", async (event) => {
  event.preventDefault();
  const input = at("address").elements.email;
  const error = at("address").querySelector(".error");
  try {
    await begin({ email: input.value.trim() });
    error.hidden = true;
    input.ariaInvalid = null;
    if (!input.value.trim()) return;
    draw();
    announce(fill(words.thanks_email, { name: visitor.email }), true);
    composer.focus();
  } catch (refusal) {
    error.hidden = false;
    error.lastElementChild.textContent = (refusal.status && refusal.message) || words.unreachable;
    input.ariaInvalid = true;
    input.focus();
  }
});
host.addEventListener("open", (event) => {
  look();
  log.toEnd();
  if (event.detail) composer.focus();
  refreshStatus();
});
host.addEventListener("close", look);
host.addEventListener("identify", async (event) => {
  identity = event.detail;
  await arrive();
});
document.addEventListener("visibilitychange", look);
addEventListener("online", look);
addEventListener("offline", () => {
  offline(true);
  draw();
});
addEventListener("pagehide", () => presence.leave());
addEventListener("pageshow", (event) => event.persisted && look());

/** Begin, for as long as it takes, and read what there is. */
async function arrive() {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      await begin();
      break;
    } catch (error) {
      if (error.status === 404) break;
      offline(true);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  await refresh();
}

async function refreshStatus() {
  try {
    show(await api.get("status/"));
    draw();
  } catch { /* the last known words stay */ }
}

api.renew = () => begin();
document.body.toggleAttribute("data-framed", host.isFramed);
const hello = await host.hello();
identity = hello.identity ?? null;
if (hello.wantsFocus || !host.isFramed) composer.focus();
await arrive();
at("log").removeAttribute("aria-busy");
draw();
look();
setInterval(() => isVisible() && refreshStatus(), 120_000);
setInterval(() => !isLive && thread && refresh(), POLL);
