// Requests to the widget's endpoints, as the visitor of a token.
const LONGEST = 30_000; // a dead line never answers

/** The server's no, in its words; what has no `status` is a fault of the network. */
class Refusal extends Error {
  constructor(status, content, retryAfter) {
    super(content.detail ?? "");
    Object.assign(this, { status, field: content.field ?? "", retryAfter });
  }
}

export class Api {
  constructor({ base, lang }) {
    this.base = base;
    this.lang = lang;
    this.renew = async () => {};
    this.ready = new Promise((resolve) => (this.#isReady = resolve));
  }

  token = "";
  #isReady;

  /** Speak as the visitor of this token. */
  use(token) {
    this.token = token;
    this.#isReady();
  }

  async get(path, query = {}) {
    return this.#call(path, query, {});
  }

  async post(path, content) {
    return this.#call(path, {}, { method: "POST", body: JSON.stringify(content) });
  }

  /** Send a file; `onProgress` hears percent. Fetch tells no progress, so this is the older way. */
  async upload(file, onProgress) {
    await this.ready;
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      form.append("file", file, file.name || "image.png");
      request.open("POST", this.#address("files/"));
      request.setRequestHeader("Authorization", `Bearer ${this.token}`);
      request.responseType = "json";
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.round((event.loaded / event.total) * 100));
      request.onload = () => request.status < 300 ? resolve(request.response) : reject(new Refusal(request.status, request.response ?? {}));
      request.timeout = 10 * LONGEST;
      request.onerror = request.ontimeout = () => reject(new TypeError("network"));
      request.send(form);
    });
  }

  #address(path, query) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
    return `${this.base}${path}?${new URLSearchParams({ lang: this.lang, zone, ...query })}`;
  }

  async #call(path, query, options, again = true) {
    const headers = { Accept: "application/json" };
    const token = path === "start/" ? "" : this.token;
    if (token) headers.Authorization = `Bearer ${token}`;
    if (options.body) headers["Content-Type"] = "application/json";
    const response = await fetch(this.#address(path, query), { ...options, headers, credentials: "omit", signal: AbortSignal.timeout(LONGEST) });
    if (response.status === 401 && again && token) {
      if (token === this.token) await this.renew();
      return this.#call(path, query, options, false);
    }
    if (response.status === 204) return null;
    const content = await response.json().catch(() => ({}));
    if (!response.ok) throw new Refusal(response.status, content, Number(response.headers.get("Retry-After")) || 0);
    return content;
  }
}
