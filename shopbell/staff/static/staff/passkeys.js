// <pass-key>: asks the browser for a passkey and sends what it says. Options stand in the element, or are fetched first.
// `data-make` makes a new one; without it a known one is asked for. Stays hidden where the browser knows no passkeys.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

class PassKey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.querySelector("[data-passkey]").addEventListener("click", () => this.ask());
  }

  async ask() {
    const button = this.querySelector("[data-passkey]");
    button.disabled = true;
    try {
      const options = (await this.options()).publicKey;
      const said = this.hasAttribute("data-make") ? await this.make(options) : await this.use(options);
      this.querySelector("input[name=credential]").value = JSON.stringify(said);
      this.querySelector("form").submit();
    } catch (error) {
      button.disabled = false;
      this.refuse(error);
    }
  }

  async options() {
    const written = this.querySelector("script[type='application/json']");
    if (written) return JSON.parse(written.textContent);
    const answer = await fetch(this.dataset.fetch, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).request_options;
  }

  async make(options) {
    const alone = this.querySelector("input[name=passwordless]").checked;
    const credential = await navigator.credentials.create({ publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: known(options.excludeCredentials),
      authenticatorSelection: {
        ...options.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        userVerification: alone ? "required" : "preferred",
      },
    } });
    return this.said(credential, {
      attestationObject: text(credential.response.attestationObject),
      transports: credential.response.getTransports(),
    });
  }

  async use(options) {
    const credential = await navigator.credentials.get({ publicKey: {
      ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials),
    } });
    const handle = credential.response.userHandle;
    return this.said(credential, {
      authenticatorData: text(credential.response.authenticatorData),
      signature: text(credential.response.signature),
      userHandle: handle ? text(handle) : null,
    });
  }

  said(credential, response) {
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
    };
  }

  refuse(error) {
    const place = this.querySelector(".error[hidden], .error:has([data-refused])");
    const words = place.querySelector("[data-refused]");
    words.textContent = error.name === "SecurityError" ? words.dataset.unsafe : words.dataset.refused;
    place.hidden = false;
  }
}

customElements.define("pass-key", PassKey);
