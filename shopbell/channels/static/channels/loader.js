// The launcher on a shop's page. The view calls this function with what the account chose.
(config) => {
  if (window.Shopbell?.isLoaded) return;
  const key = `shopbell-chat-${config.id}`;
  const given = document.currentScript?.dataset ?? {};
  const early = window.Shopbell?.q ?? [];
  const words = () => config.words[language] ?? config.words[config.language] ?? Object.values(config.words)[0];
  let language = short(given.lang || document.documentElement.lang || navigator.language);
  let frame, identity, ready = false, isOpen = false, wantsFocus = false, unread = 0;

  const host = document.createElement("shopbell-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // adopted, so that the page's own CSP need not allow inline styles
  const side = (given.side || config.side) === "start" ? "inset-inline-start" : "inset-inline-end";
  const hue = given.hue || config.hue;
  sheet.replaceSync(`
    :host { all: initial; color-scheme: ${config.theme === "auto" ? "light dark" : config.theme}; position: fixed; z-index: 2147483000; inset-block-end: 20px; ${side}: 20px; }
    button { --on: light-dark(white, oklch(0.2 0.025 ${hue})); --fill: light-dark(oklch(0.45 0.075 ${hue}), oklch(0.79 0.085 ${hue}));
      all: unset; box-sizing: border-box; position: relative; display: flex; align-items: center; gap: 10px; block-size: 56px; min-inline-size: 56px; padding-inline: 16px 20px; border-radius: 28px;
      background: var(--fill); color: var(--on); font: 500 16px/1 Inter, system-ui, sans-serif; cursor: pointer; white-space: nowrap; box-shadow: 0 2px 6px #0002, 0 10px 28px -6px #0005; margin-inline-start: auto; inline-size: fit-content; }
    button:hover { filter: brightness(1.08); }
    button:focus-visible { outline: 3px solid var(--fill); outline-offset: 3px; }
    button[aria-expanded="true"] { padding-inline: 16px; } button[aria-expanded="true"] span { display: none; }
    svg { inline-size: 24px; block-size: 24px; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; flex: none; }
    i { position: absolute; inset-block-start: -4px; inset-inline-end: -2px; min-inline-size: 12px; padding: 4px 6px; border-radius: 99px; background: #b3261e; color: white; font: 600 12px/1 Inter, system-ui, sans-serif; text-align: center; }
    iframe { position: fixed; inset-block-end: 88px; ${side}: 20px; inline-size: 392px; block-size: min(704px, 100dvh - 108px); border: 1px solid light-dark(#e0ded9, #413f3b); border-radius: 18px; background: light-dark(white, #1d1c1a); box-shadow: 0 2px 6px #0001, 0 18px 44px -8px #0004; }
    [hidden] { display: none !important; }
    @media (max-width: 40rem), (max-height: 30rem) { iframe { inset: 0; inline-size: 100%; block-size: 100dvh; border: 0; border-radius: 0; } button[aria-expanded="true"] { display: none; } span { display: none; } button { padding-inline: 16px; } }
    @media print { :host { display: none; } }
    @media (forced-colors: active) { button { border: 2px solid ButtonText; } }`);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  const label = document.createElement("span");
  const badge = document.createElement("i");
  const speech = picture("M7.9 20A9 9 0 1 0 4 16.1L2 22Z");
  const cross = picture("M18 6 6 18M6 6l12 12");
  button.type = "button";
  badge.ariaHidden = "true";
  button.append(speech, cross, label, badge);
  root.append(button);
  button.addEventListener("click", () => toggle(!isOpen, true));
  button.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false, true));

  function short(tag) {
    return String(tag || "").toLowerCase().split("-")[0];
  }

  function picture(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.ariaHidden = "true";
    line.setAttribute("d", path);
    return svg;
  }

  function draw() {
    const say = words();
    const shown = unread && !isOpen;
    label.textContent = say.open;
    button.setAttribute("aria-label", isOpen ? say.close : shown ? say.unread.replace("{n}", unread) : say.open);
    button.setAttribute("aria-expanded", isOpen);
    button.lang = language;
    badge.textContent = unread > 9 ? "9+" : unread;
    badge.hidden = !shown;
    speech.toggleAttribute("hidden", isOpen);
    cross.toggleAttribute("hidden", !isOpen);
  }

  function load() {
    if (frame) return;
    frame = document.createElement("iframe");
    const query = new URLSearchParams({ lang: language, origin: location.origin });
    frame.src = `${config.frame}?${query}`;
    frame.title = words().title;
    frame.hidden = true;
    root.prepend(frame);
  }

  function tell(type, value) {
    if (ready) frame.contentWindow.postMessage({ shopbell: config.id, type, value }, config.origin);
  }

  function remember(storage, value) {
    try {
      if (value === undefined) return window[storage].getItem(key);
      value ? window[storage].setItem(key, value) : window[storage].removeItem(key);
    } catch { /* storage is switched off: the chat works, it only forgets */ }
  }

  function toggle(open, byHand) {
    if (open === isOpen) return;
    if (open) load();
    isOpen = open;
    wantsFocus = open && byHand;
    frame.hidden = !open;
    remember("sessionStorage", open && "open");
    draw();
    tell(open ? "open" : "close", byHand);
    if (!byHand) return;
    if (open) frame.focus();
    else button.focus();
  }

  const commands = {
    open: () => toggle(true, true),
    close: () => toggle(false, false),
    identify: (who) => {
      identity = who ?? null;
      if (identity) load();
      tell("identify", identity);
    },
    language: (tag) => {
      language = short(tag);
      draw();
      if (!frame) return;
      const wasOpen = isOpen;
      toggle(false, false);
      frame.remove();
      frame = undefined;
      ready = false;
      load();
      if (wasOpen) toggle(true, false);
    },
  };

  window.addEventListener("message", (event) => {
    if (event.origin !== config.origin || event.source !== frame?.contentWindow || event.data?.shopbell !== config.id) return;
    const { type, value } = event.data;
    if (type === "ready") {
      ready = true;
      tell("hello", { identity, isOpen, wantsFocus, page: location.href });
    }
    if (type === "close") toggle(false, true);
    if (type === "talking") remember("localStorage", value && "talking");
    if (type === "refused") console.warn(`Shopbell: ${value}`);
    if (type === "unread") {
      unread = value;
      draw();
    }
  });

  window.Shopbell = (command, ...rest) => commands[command]?.(...rest);
  window.Shopbell.isLoaded = true;
  draw();
  document.body ? document.body.append(host) : addEventListener("DOMContentLoaded", () => document.body.append(host));
  for (const each of early) window.Shopbell(...each);
  if (remember("sessionStorage") && innerWidth > 640) toggle(true, false);
  else if (remember("localStorage")) setTimeout(load, 1500);
}
