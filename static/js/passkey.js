// Asks the device to make a passkey or to sign with one, and sends what it answers as a field of the page's own form.
// Without this script the form stays hidden and a sentence says why.

const PATIENCE = 30_000; // milliseconds that the server may take to say what to sign
const WAITING = "Your device is asking you. Follow what it says.";
const NOT_HERE = "This browser cannot use passkeys.";
const NO_ANSWER = "We could not reach the awards. Check your connection, then press the button again.";
const TOO_LONG = "This page has been open for too long. Load it again, then press the button.";
const TOO_OFTEN = "There were too many tries. Wait a few minutes, then press the button again.";
const SAID = {
  NotAllowedError: "No passkey was used: it was cancelled or took too long. Press the button to try again.",
  InvalidStateError: "This device holds a passkey for your account already. Use that one.",
  NotSupportedError: "This device cannot make passkeys of the kind we need. Try another device.",
  ConstraintError: "This device has no screen lock, so it cannot tell that it is you. Set one up, or use another device.",
  SecurityError: "Passkeys do not work at this address. Open the awards at their usual address.",
};
const OTHERWISE = "Your device could not do that. Press the button to try again, or use another device.";

/** Our own words for what went wrong. */
class Told extends Error {}

const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const textOf = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list = []) => list.map((one) => ({ ...one, id: bytesOf(one.id) }));

/** Turns what the server sent into what the browser takes. */
const optionsFor = {
  create: (sent) => PublicKeyCredential.parseCreationOptionsFromJSON?.(sent) ?? {
    ...sent,
    challenge: bytesOf(sent.challenge),
    user: { ...sent.user, id: bytesOf(sent.user.id) },
    excludeCredentials: named(sent.excludeCredentials),
  },
  get: (sent) => PublicKeyCredential.parseRequestOptionsFromJSON?.(sent) ?? {
    ...sent,
    challenge: bytesOf(sent.challenge),
    allowCredentials: named(sent.allowCredentials),
  },
};

/** Gives a device's answer as JSON; keepers of passwords that stand in for a device do not all know how. */
function jsonOf(credential) {
  try {
    return JSON.stringify(credential.toJSON());
  } catch {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = textOf(credential.response[part]);
    }
    return JSON.stringify({ id: credential.id, rawId: textOf(credential.rawId), type: credential.type, response });
  }
}

/** Fetches what the device is to do. */
async function askServer(form) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const sending = { method: "POST", body, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
  const answer = await fetch(form.dataset.passkeyOptions, sending).catch(() => { throw new Told(NO_ANSWER); });
  if (answer.status === 429) throw new Told(TOO_OFTEN);
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Told(TOO_LONG);
  return answer.json();
}

function offerPasskey(form) {
  const kind = form.dataset.passkey;
  const answer = form.querySelector("[data-passkey-answer]");
  const waits = form.querySelector("[data-passkey-waits]");
  const said = form.querySelector("[data-passkey-said]");
  const instead = document.getElementById(form.dataset.passkeyInstead);
  if (!window.PublicKeyCredential) {
    if (instead) instead.textContent = NOT_HERE;
    return;
  }
  form.hidden = false;
  if (instead) instead.hidden = true;
  let busy = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    said.textContent = "";
    try {
      const publicKey = optionsFor[kind](await askServer(form));
      waits.textContent = WAITING;
      answer.value = jsonOf(await navigator.credentials[kind]({ publicKey }));
      form.submit();
    } catch (error) {
      said.textContent = error instanceof Told ? error.message : (SAID[error.name] ?? OTHERWISE);
      waits.textContent = "";
      busy = false;
    }
  });
  window.addEventListener("pageshow", (event) => { // back by the button of the browser: what was signed is used up
    if (!event.persisted) return;
    answer.value = waits.textContent = "";
    busy = false;
  });
}

document.querySelectorAll("form[data-passkey]").forEach(offerPasskey);
