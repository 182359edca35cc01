// Saves what is typed while it is typed, and says whether it is safe. Nothing goes into the browser's own storage.

const PAUSE = 1500; // milliseconds without a key before it is sent
const LONGEST_PAUSE = 3000; // after the first key at the latest
const FIRST_RETRY = 2000;
const LAST_RETRY = 60_000;
const PATIENCE = 30_000; // without an answer: the connection is lost
const SLOW = 700; // nobody is told before that
const LARGEST_FAREWELL = 60_000; // bytes that a page may send while it goes away: 64 kB, less the rest

const NO_CONNECTION = "Not saved: no connection. We keep trying; please keep this page open.";
const OUR_FAULT = "Not saved: something is wrong on our side. We keep trying; please keep this page open.";
// What follows names the page's own button.
const ELSEWHERE = (button) => `Changed somewhere else: press ${button} to see both.`;
const SIGNED_OUT = (button) => `Not saved: this browser is no longer signed in. Press ${button}: what you typed comes with you.`;
const CONFIRM = (button) => `Not saved: this page has been open for long. Press ${button}, and we show you once more what you typed.`;
const REFUSED = (button) => `Not saved. Press ${button} to see why: what you typed comes with you.`;

/** Fine; it failed and is tried again; it waits for the next key; it waits for the button. */
const FINE = "fine", LOST = "lost", HELD = "held", STOPPED = "stopped";

/** A name that no other open page has: by it the server tells whose text it is. */
const nameOfPage = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Gives at most how many bytes a form's fields take on the way. */
const sizeOf = (body) => [...body].reduce((bytes, [name, value]) => bytes + 150 + name.length + 3 * String(value).length, 0);

function addHidden(form, name, value) {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(input);
  return input;
}

/** Says how saving stands: always to the eye, to a screen reader only when that is news. */
function speaker(form) {
  const find = (what) => form.querySelector(what) ?? document.querySelector(what); // beside the button, or in the page's bar
  const shown = find("[data-save-state]");
  const spoken = find("[data-save-spoken]");
  let told = null;
  return (text, state) => {
    if (shown) shown.textContent = text;
    if (spoken && (state !== told || state === STOPPED)) spoken.textContent = text;
    told = state;
  };
}

function keepSaving(form) {
  const say = speaker(form);
  const version = form.querySelector("input[name='version']");
  addHidden(form, "tab", nameOfPage());
  const turn = addHidden(form, "turn", "0");
  const button = form.dataset.saveButton ?? "Save and continue";
  const address = (form.getAttribute("action") || location.href).split("#")[0];
  let state = FINE;
  let typed = 0; // how often something was typed
  let safe = 0; // how much of that the server has
  let aboard = 0; // how much of it is on its way and goes on though the page goes away
  let since = 0; // when the first key was pressed that is not on its way
  let flight = null;
  let sending = false; // the whole page is on its way
  let sure = false; // there has just been an answer
  let retry = FIRST_RETRY;
  let timer;

  const unsaved = () => typed > safe;
  const nextTurn = () => { turn.value = String(Number(turn.value) + 1); };
  const wait = (pause) => { clearTimeout(timer); timer = setTimeout(save, pause); };
  const waitForMore = () => wait(Math.max(0, Math.min(PAUSE, since + LONGEST_PAUSE - performance.now())));
  const set = (now, text) => { state = now; say(text, now); };

  /** Sends what stands in the form, unless it is on its way already; gives whether everything typed is safe then. */
  async function save({ leaving = false } = {}) {
    clearTimeout(timer);
    if (!unsaved() || state === STOPPED || sending || (leaving && aboard === typed)) return !unsaved();
    if (!flight || leaving) {
      const mine = send(leaving).finally(() => { if (flight === mine) flight = null; });
      flight = mine;
    }
    await flight;
    if (unsaved() && state === FINE && !flight) waitForMore();
    return !unsaved();
  }

  async function send(leaving) {
    nextTurn();
    const upTo = typed;
    since = performance.now(); // of whatever is typed from here on
    const body = new FormData(form);
    const keepalive = leaving && sizeOf(body) < LARGEST_FAREWELL;
    if (keepalive) aboard = typed;
    const signal = keepalive ? undefined : AbortSignal.timeout?.(PATIENCE);
    const slow = setTimeout(() => { if (state === FINE) say("Saving…", FINE); }, SLOW);
    try {
      const headers = { Accept: "application/json" };
      await heed(await fetch(address, { method: "POST", body, headers, keepalive, signal, redirect: "manual" }), upTo);
    } catch {
      tryAgain(NO_CONNECTION);
    } finally {
      clearTimeout(slow);
    }
  }

  async function heed(answer, upTo) {
    const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    if (answer.status === 409) set(STOPPED, told?.said ?? ELSEWHERE(button));
    else if (answer.status >= 500 || answer.status === 429) tryAgain(OUR_FAULT);
    else if (answer.ok && told) note(told, upTo);
    else set(HELD, (answer.status === 403 ? SIGNED_OUT : answer.status === 400 ? CONFIRM : REFUSED)(button));
  }

  function note(told, upTo) {
    retry = FIRST_RETRY;
    if (told.saved) {
      version.value = told.version;
      safe = Math.max(safe, upTo);
    }
    set(told.saved ? FINE : HELD, told.said);
    form.dispatchEvent(new CustomEvent("kept", { detail: told }));
  }

  function tryAgain(text) {
    aboard = 0;
    set(LOST, text);
    wait(retry);
    retry = Math.min(retry * 2, LAST_RETRY);
  }

  function onTyped() {
    if (!unsaved()) since = performance.now();
    typed += 1;
    sending = false; // whoever types on has stopped the page from going
    if (state !== LOST) waitForMore();
  }

  /** Lets the whole page go only over a connection that is there: a browser's own error page would swallow the text. */
  async function onSubmit(event) {
    if (sure || (navigator.onLine && state !== LOST)) {
      sure = false;
      sending = true;
      clearTimeout(timer);
      nextTurn();
      return;
    }
    event.preventDefault();
    const pressed = event.submitter;
    typed += 1; // so that the connection is tried even if all was safe
    retry = FIRST_RETRY;
    await flight;
    await save();
    sure = state !== LOST;
    if (sure) form.requestSubmit(pressed);
  }

  /** Warns where leaving would lose something; else sends it while the page goes away. */
  function onLeaving(event) {
    if (!unsaved() || sending) return;
    const goesAlong = "keepalive" in Request.prototype && sizeOf(new FormData(form)) < LARGEST_FAREWELL;
    if (state === FINE && goesAlong && navigator.onLine) save({ leaving: true });
    else event.preventDefault();
  }

  const here = document.activeElement; // typed in before this script came; elsewhere a browser may have put back old text
  if (form.contains(here) && here.defaultValue !== undefined && here.value !== here.defaultValue) onTyped();

  form.addEventListener("input", onTyped);
  form.addEventListener("change", (event) => { if (event.target.matches("select")) onTyped(); });
  form.addEventListener("focusout", () => { if (state === FINE) save(); });
  form.addEventListener("submit", onSubmit, { capture: true });
  window.addEventListener("beforeunload", onLeaving);
  window.addEventListener("pagehide", () => save({ leaving: true }));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save({ leaving: true }); });
  window.addEventListener("pageshow", () => { sending = false; if (unsaved()) wait(PAUSE); });
  window.addEventListener("online", () => { retry = FIRST_RETRY; save(); });
}

document.querySelectorAll("form[data-saved-as-typed]").forEach(keepSaving);
