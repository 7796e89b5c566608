// The desk's live pages: one stream a browser, shared by its tabs, and parts that read themselves anew.
import { definePart } from "./live-part.js";
import { openStream } from "./stream.js";

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
const WHO = meta("live-who"); // another agent in the same browser must not share this one's stream
const TAB = Math.random().toString(36).slice(2, 10);
const ROLL_CALL = 15_000;
const ABSENCES = 8;
const RENEWAL = 12_000;
const OVERLAP = 10_000;
const RECENT = 200;

const channel = "BroadcastChannel" in window ? new BroadcastChannel(`shopbell-live:${WHO}`) : null;
const subscriptions = new Set();
let last = Number(meta("live-last")) || null;

// What this tab hears, from its own stream or from the tab that holds it.
const heard = {
  signal(signal) {
    if (signal.event > last) last = signal.event;
    emit("signal", signal);
    for (const { topics, callback } of [...subscriptions]) {
      if (signal.topics.some((topic) => topics.has(topic))) callback(signal);
    }
  },
  presence: (presence) => emit("presence", presence),
  resync() {
    emit("resync", {});
    for (const { callback } of [...subscriptions]) callback({ resync: true });
  },
  state(state) {
    const root = document.documentElement;
    if (root.dataset.live === state) return;
    root.dataset.live = state;
    root.dataset.liveSince = new Date().toISOString();
    emit("state", { state });
  },
};

function emit(name, detail) {
  document.dispatchEvent(new CustomEvent(`shopbell:${name}`, { detail }));
}

function own() {
  return [...new Set([...subscriptions].flatMap(({ topics }) => [...topics]))];
}

async function post(path, content, options = {}) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
    ...options,
  });
  if (!response.ok) throw new Error(response.status);
}

// The tab that holds the stream: it asks for what all tabs want to hear.
class Leader {
  tabs = new Map(); // tab -> {topics, absent}
  asked = new Set();
  recent = []; // signals and the presence of each topic, for tabs that come later
  present = new Map();
  id = null;

  start() {
    setInterval(() => this.callRoll(), ROLL_CALL);
    this.callRoll();
    this.want(TAB, own(), last);
  }

  callRoll() {
    for (const [tab, entry] of this.tabs) {
      if (tab !== TAB && ++entry.absent > ABSENCES) this.tabs.delete(tab);
    }
    channel?.postMessage({ call: { last: this.stream?.last ?? last, state: document.documentElement.dataset.live } });
  }

  want(tab, topics, since) {
    const known = new Set(this.tabs.get(tab)?.topics);
    if (tab !== TAB) this.repeat(topics.filter((topic) => !known.has(topic)), since);
    if (topics.length) this.tabs.set(tab, { topics, absent: 0 });
    else this.tabs.delete(tab);
    this.since = Math.min(this.since ?? Infinity, since ?? Infinity);
    this.timer ??= setTimeout(() => this.settle(), 50);
  }

  // The tab was rendered before it began to hear: what happened between is said again, which is harmless.
  repeat(topics, since) {
    const { live: state } = document.documentElement.dataset;
    if (state) channel.postMessage({ state });
    const late = Date.now() - OVERLAP;
    for (const { signal, at } of this.recent) {
      const news = at > late || signal.event > since;
      if (news && signal.topics.some((topic) => topics.includes(topic))) channel.postMessage({ signal });
    }
    for (const topic of topics) {
      if (this.present.has(topic)) channel.postMessage({ presence: this.present.get(topic) });
    }
  }

  wanted() {
    return new Set([...this.tabs.values()].flatMap(({ topics }) => topics));
  }

  settle() {
    this.timer = undefined;
    const wanted = this.wanted();
    if (!this.stream) {
      if (wanted.size) this.open();
      return;
    }
    if (this.id === null) return; // the coming hello settles it
    const add = [...wanted].filter((topic) => !this.asked.has(topic));
    const remove = [...this.asked].filter((topic) => !wanted.has(topic));
    const since = Number.isFinite(this.since) ? this.since : null;
    this.since = undefined;
    if (!add.length && !remove.length) return;
    this.asked = wanted;
    post("/live/topics/", { stream: this.id, add, remove, last: since }).catch(() => this.stream.reopen());
  }

  open() {
    const all = (name) => (detail) => {
      heard[name](detail);
      channel?.postMessage({ [name]: detail ?? {} });
    };
    this.stream = openStream({
      last: Number.isFinite(this.since) ? this.since : last,
      url: async (since) => {
        this.id = null;
        this.asked = this.wanted();
        const topics = encodeURIComponent([...this.asked].join(","));
        return `/live/?topics=${topics}${since === null ? "" : `&last=${since}`}`;
      },
      onHello: ({ stream }) => {
        this.id = stream;
        this.settle();
      },
      onSignal: (signal) => {
        this.recent = [...this.recent.slice(-RECENT), { signal, at: Date.now() }];
        all("signal")(signal);
      },
      onPresence: (presence) => {
        this.present.set(presence.topic, presence);
        all("presence")(presence);
      },
      onResync: all("resync"),
      onState: all("state"),
    });
    this.since = undefined;
  }
}

let leader = null;

function lead() {
  leader = new Leader();
  leader.start();
  return new Promise(() => {}); // the lock is held for as long as the page lives
}

function announce(topics = own()) {
  if (leader) leader.want(TAB, topics, last);
  else channel?.postMessage({ want: { tab: TAB, topics, last } });
}

if (channel && navigator.locks) {
  channel.onmessage = ({ data }) => {
    const [[name, detail]] = Object.entries(data);
    if (name === "want") leader?.want(detail.tab, detail.topics, detail.last);
    else if (name === "call") {
      if (detail.state) heard.state(detail.state);
      if (detail.last > last) last = detail.last;
      announce();
    } else heard[name]?.(detail);
  };
  navigator.locks.request(`shopbell-live:${WHO}`, lead);
  window.addEventListener("pagehide", () => announce([]));
  window.addEventListener("pageshow", (event) => event.persisted && announce());
} else lead();

// Who is where: said at once, renewed while the page is seen, taken back when it goes.
const states = new Map();

function say(topic, state, options) {
  post("/live/presence/", { topic, state, page: TAB }, options).catch(() => {}); // the next renewal says it again
}

function renew() {
  if (!document.hidden) for (const [topic, state] of states) say(topic, state);
}

setInterval(renew, RENEWAL);
document.addEventListener("visibilitychange", renew);
window.addEventListener("pagehide", () => {
  for (const topic of states.keys()) say(topic, "gone", { keepalive: true });
});
window.addEventListener("pageshow", (event) => event.persisted && renew());

export const live = {
  /** Call back with {topics, event}, or {resync: true}, when one of the topics changed; returns how to stop. */
  subscribe(topics, callback) {
    const subscription = { topics: new Set(topics), callback };
    subscriptions.add(subscription);
    announce();
    return () => {
      subscriptions.delete(subscription);
      announce();
    };
  },
  /** Say what this agent does on a topic: viewing, writing, noting or gone. */
  present(topic, state) {
    if (states.get(topic) === state || (state === "gone" && !states.has(topic))) return;
    if (state === "gone") states.delete(topic);
    else states.set(topic, state);
    say(topic, state);
  },
};

definePart(live);
