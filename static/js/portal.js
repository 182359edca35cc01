// Adds to pages that already work without it: error focus, word counts, gentle double-submit protection.
// Writes text only (never HTML), so it runs under a strict content security policy with Trusted Types.

const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

/** Brings a failed form's summary into view and focus, and makes its links land on the control with its label visible. */
function errorSummary(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    const control = target.matches("input, select, textarea, button") ? target : target.querySelector("input, select, textarea") || target;
    const label = control.closest("fieldset")?.querySelector("legend") || (control.id && document.querySelector(`label[for="${CSS.escape(control.id)}"]`));
    (label || control).scrollIntoView();
    control.focus({ preventScroll: true });
    history.replaceState(null, "", link.hash);
  });
}

/** Says how many words are left, counted as the server counts. Typing past the limit is always allowed. */
function wordCount(box, countWords) {
  const limit = Number(box.dataset.wordLimit);
  const group = box.closest(".govuk-form-group");
  const shown = group?.querySelector("[data-word-count]");
  const spoken = group?.querySelector("[data-word-count-spoken]");
  if (!limit || !shown || !spoken) return;
  let timer;
  const say = () => {
    const words = countWords(box.value);
    const left = limit - words;
    const text = !words ? "" : left < 0 ? `You have ${plural(-left, "word")} too many.` : `You have ${plural(left, "word")} left.`;
    shown.textContent = text;
    shown.classList.toggle("is-over", left < 0);
    return text;
  };
  box.addEventListener("input", () => {
    const text = say();
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = text; }, 1000);
  });
  say();
}

/** Ignores a second press within two seconds of the first; after that, or on coming back to the page, it sends again. */
function steadyForm(form) {
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const now = performance.now();
    if (now - sentAt < 2000) event.preventDefault();
    else sentAt = now;
  });
  window.addEventListener("pageshow", () => { sentAt = -Infinity; });
}

/** Opens the folded part that a link points into, so that nobody lands on something hidden. */
function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
}

/** Prints every page whole: what is folded on screen is open on paper. */
function unfoldForPrint() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const part of opened) part.open = true;
  });
  window.addEventListener("afterprint", () => { for (const part of opened) part.open = false; });
}

/** Looks again at a page that waits for something to be worked out, unless somebody is reading it by keyboard. */
function lookAgain(link) {
  setTimeout(() => { if (!link.matches(":focus")) location.replace(link.href); }, 3000);
}

document.querySelectorAll("[data-looks-again] a").forEach(lookAgain);
document.querySelectorAll("[data-module='govuk-error-summary']").forEach(errorSummary);
const counted = document.querySelectorAll("textarea[data-word-limit]");
if (counted.length) import("./words.js").then(({ countWords }) => counted.forEach((box) => wordCount(box, countWords)));
document.querySelectorAll("form[method='post']").forEach(steadyForm);
window.addEventListener("hashchange", openTarget);
openTarget();
unfoldForPrint();
