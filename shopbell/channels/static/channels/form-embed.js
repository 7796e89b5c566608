// Puts the form where the script tag stands. The view calls this function with the form's address.
(config) => {
  const script = document.currentScript;
  const language = (script.dataset.lang || document.documentElement.lang || navigator.language || "").toLowerCase().split("-")[0];
  const frame = document.createElement("iframe");
  const query = new URLSearchParams({ embed: 1, lang: language });
  if (script.dataset.theme) query.set("theme", script.dataset.theme);
  frame.src = `${config.page}?${query}`;
  frame.title = config.title[language] ?? config.title[config.language];
  frame.style.cssText = "display:block;inline-size:100%;block-size:46rem;border:0;color-scheme:auto";
  addEventListener("message", (event) => {
    if (event.origin !== config.origin || event.source !== frame.contentWindow || event.data?.shopbell !== "form") return;
    const height = Number(event.data.height);
    if (height > 100 && height < 10_000) frame.style.blockSize = `${height}px`;
  });
  script.after(frame);
}
