// One stream of server-sent events that stays open: it resumes after sleep, loss and spent tickets.
const SILENCE = 40_000; // the server gives a sign of life every 15 s
const LONGEST = 30_000;
const POLL = 15_000;

/**
 * url(last): the address to open, a promise; asked anew each time, as a ticket opens one stream only.
 * onState("on" | "off"), onSignal({topics, event}), onPresence({topic, who}), onHello({stream, key, last, refused}).
 * onResync(): read everything anew; also every 15 s for as long as no stream can be opened.
 */
export function openStream({ url, last = null, onSignal, onPresence, onState, onResync, onHello }) {
  let source, timer, poll, state, round = 0, tries = 0, heard = 0, closed = false;

  const stream = { last, reopen: () => open(), close };

  function tell(now) {
    if (state === now) return;
    state = now;
    clearInterval(poll);
    if (now === "off") poll = setInterval(() => onResync?.(), POLL);
    onState?.(now);
  }

  async function open() {
    const mine = ++round;
    drop();
    let address;
    try {
      address = await url(stream.last);
    } catch {
      if (mine === round) again();
      return;
    }
    if (closed || mine !== round) return;
    heard = Date.now();
    source = new EventSource(address);
    const on = (name, use) => source.addEventListener(name, (event) => {
      if (mine !== round) return;
      heard = Date.now();
      if (event.lastEventId) stream.last = Number(event.lastEventId);
      use?.(JSON.parse(event.data));
    });
    on("hello", (hello) => {
      setTimeout(() => mine === round && (tries = 0), 5000); // one that ends at once counts as failed
      tell("on");
      onHello?.(hello);
    });
    on("signal", onSignal);
    on("presence", onPresence);
    on("resync", onResync);
    on("beat");
    for (const end of ["lagging", "closed"]) on(end, again);
    source.onerror = () => mine === round && again(); // the browser's own retry would repeat a spent ticket
  }

  function again() {
    round++;
    drop();
    if (closed) return;
    if (tries > 0) tell("off");
    const pause = Math.min(LONGEST, 300 * 2 ** tries++);
    timer = setTimeout(open, pause * (0.5 + Math.random()));
  }

  function drop() {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  }

  // Asleep, nothing is heard and no timer runs: the first one that does sees how long it was.
  function look() {
    if (!closed && source && Date.now() - heard > SILENCE) open();
  }

  function wake() {
    if (closed || document.hidden) return;
    if (source) return look();
    tries = 0;
    open();
  }

  function lost() {
    tries = Math.max(tries, 1);
    again();
  }

  function close() {
    closed = true;
    round++;
    drop();
    for (const each of [poll, watch]) clearInterval(each);
    for (const [target, name, use] of hooks) target.removeEventListener(name, use);
  }

  const watch = setInterval(look, 5000);
  const hooks = [
    [window, "online", wake],
    [window, "offline", lost],
    [window, "pagehide", () => { round++; drop(); }],
    [window, "pageshow", (event) => event.persisted && open()],
    [document, "visibilitychange", wake],
  ];
  for (const [target, name, use] of hooks) target.addEventListener(name, use);
  open();
  return stream;
}
