// Adds to the score sheet, which works without it: a running total while points are chosen, and keys. A key acts only while
// the focus is on the points of a criterion, or (Escape) in its comment, so nobody chooses anything by accident.

const TWO_DIGITS = 700; // milliseconds in which a second digit belongs to the first: 1 and then 0 is 10

const form = document.querySelector("form[data-scores]");
const cards = [...form.querySelectorAll("[data-share]")];
const highest = Number(form.dataset.highest);
const help = document.querySelector("#keys");
const choices = []; // every change of points on this page: [radio of the card, what was chosen before]
let lastDigit = { text: "", at: -Infinity };

const radios = (card) => [...card.querySelectorAll("input[type=radio]")];
const chosen = (card) => radios(card).find((radio) => radio.checked) ?? null;
const cardOf = (element) => element.closest("[data-share]");
const button = (does) => form.querySelector(`button[name=do][value=${does}]`);

/** Writes with one decimal place, halves upwards, as the server does: `tenths` is exact in whole numbers. */
function oneDecimal(sum) {
  const tenths = Math.floor((sum * 20 + highest) / (2 * highest));
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** Says what the points chosen so far add up to, in the server's own words. */
function totalWords() {
  const scored = cards.map((card) => [Number(card.dataset.share), chosen(card)]).filter(([, radio]) => radio);
  if (!scored.length) return "No points yet";
  const soFar = oneDecimal(scored.reduce((sum, [share, radio]) => sum + share * Number(radio.value), 0));
  return scored.length === cards.length ? `Total ${soFar} out of 100` : `So far ${soFar} out of 100, ${scored.length} of ${cards.length} scored`;
}

function showTotal() {
  document.querySelector("[data-total]").textContent = totalWords();
}

/** Notes what was chosen before, so that it can be brought back; `before` is kept by each card. */
function noteChoice(card) {
  choices.push([card, card.dataset.chosen ?? ""]);
  card.dataset.chosen = chosen(card)?.value ?? "";
  card.querySelector("input[type=hidden]")?.remove();
  showTotal();
}

const changed = (radio) => ["input", "change"].forEach((name) => radio.dispatchEvent(new Event(name, { bubbles: true })));

function choose(card, points) {
  const radio = radios(card).find((one) => one.value === points);
  if (!radio) return false;
  radio.focus();
  if (!radio.checked) {
    radio.checked = true;
    changed(radio);
  }
  return true;
}

/** Chooses by digits: two that follow each other quickly are one number, where the scale has it. */
function chooseByDigit(card, digit) {
  const now = performance.now();
  const both = lastDigit.card === card && now - lastDigit.at < TWO_DIGITS ? lastDigit.text + digit : digit;
  const done = choose(card, both) ? both : choose(card, digit) ? digit : "";
  lastDigit = { card, text: done, at: now };
}

/** Brings back the points that were chosen before the last choice, or none. */
function undo() {
  const last = choices.pop();
  if (!last) return;
  const [card, before] = last;
  if (before) choose(card, before);
  else {
    const radio = chosen(card);
    radio.checked = false;
    card.append(Object.assign(document.createElement("input"), { type: "hidden", name: radio.name, value: "" }));
    card.dataset.chosen = "";
    radio.focus();
    radio.dispatchEvent(new Event("input", { bubbles: true }));
    showTotal();
    return;
  }
  choices.pop(); // what bringing it back has noted itself
}

function focusOn(card) {
  if (!card) return;
  const radio = chosen(card) ?? radios(card)[0];
  radio.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function openHelp() {
  if (!help.open) help.showModal();
}

const acts = {
  n: (card) => focusOn(cards[cards.indexOf(card) + 1]),
  p: (card) => focusOn(cards[cards.indexOf(card) - 1]),
  c: (card) => card.querySelector("textarea").focus(),
  s: () => button("complete")?.click(),
  l: () => button("later")?.click(),
  u: undo,
  "?": openHelp,
};

form.addEventListener("keydown", (event) => {
  const card = cardOf(event.target);
  if (!card || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.matches("textarea")) {
    if (event.key !== "Escape") return;
    focusOn(card);
  } else if (/^[0-9]$/.test(event.key)) chooseByDigit(card, event.key);
  else if (event.key in acts) acts[event.key](card);
  else return;
  event.preventDefault();
});

form.addEventListener("change", (event) => { if (event.target.matches("input[type=radio]")) noteChoice(cardOf(event.target)); });

/** Shows what the server says once something is kept: whether the sheet counts, and how many are done. */
form.addEventListener("kept", ({ detail }) => {
  const counts = form.querySelector("[data-counts]");
  if (counts && counts.textContent !== detail.counts) counts.textContent = detail.counts;
  const words = document.querySelector(".split__bar .progress__words");
  if (!detail.done || !words) return;
  words.textContent = detail.done;
  document.querySelector(".split__bar .progress__bar").value = parseInt(detail.done, 10);
});

for (const card of cards) card.dataset.chosen = chosen(card)?.value ?? "";
const keys = form.querySelector("[data-keys]");
keys.hidden = false;
keys.querySelector("button").addEventListener("click", openHelp);
showTotal();
