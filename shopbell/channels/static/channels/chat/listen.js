// One live stream for all tabs of this browser: the tab that holds the lock listens and tells the others.
import { openStream } from "../../core/stream.js";

/** `heard` has onSignal, onPresence, onState, onResync and onKey; gives a function that ends it. */
export function listen(name, url, heard) {
  const channel = open(name);
  const ending = new AbortController();
  let stream, state, key;

  function lead() {
    const pass = (kind) => (value) => {
      if (kind === "onState") state = value;
      if (kind === "onKey") key = value;
      heard[kind](value);
      channel?.postMessage({ kind, value });
    };
    stream = openStream({
      url,
      onSignal: pass("onSignal"),
      onPresence: pass("onPresence"),
      onState: pass("onState"),
      onResync: pass("onResync"),
      onHello: (hello) => {
        pass("onKey")(hello.key);
        pass("onSignal")({ topics: [] }); // whatever came between the last look and this stream
      },
    });
    return new Promise((resolve) => ending.signal.addEventListener("abort", resolve));
  }

  channel?.addEventListener("message", ({ data }) => {
    if (data.kind === "who" && stream) {
      channel.postMessage({ kind: "onKey", value: key });
      channel.postMessage({ kind: "onState", value: state ?? "off" });
    } else if (!stream) heard[data.kind]?.(data.value);
  });
  if (navigator.locks && channel) {
    // Refused where storage is blocked, as in a frame on another site: then each tab listens for itself.
    navigator.locks.request(name, { signal: ending.signal }, lead).catch(() => ending.signal.aborted || stream || lead());
    channel.postMessage({ kind: "who" });
  } else lead();

  return () => {
    ending.abort();
    stream?.close();
    channel?.close();
  };
}

function open(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
