// Sending a form to its address: gives { ok, status, data }; without a connection `ok` is false and `status` 0.

/** `isLast`: the page is being left, and what is sent must outlive it. */
export async function post(url, body, token, isLast = false) {
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    const answer = await fetch(url, { method: "POST", body, headers, keepalive: isLast });
    return { ok: answer.ok, status: answer.status, data: await answer.json().catch(() => ({})) };
  } catch {
    return { ok: false, status: 0, data: {} };
  }
}

export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
