// Makes one box of a list and the box beside it: type to look a place up by any of its names, choose with the arrow keys
// and Enter, or go on typing a name that is not in the list. Without this script the list and the box do the same.
// Follows the ARIA pattern of an editable combobox with a listbox; writes text only, never HTML.

// What may stand around a name, as the server takes it off (awards/places/rules.py); the server's reading is what counts.
const BEFORE = /^(?:the|council of|(?:royal|london|metropolitan)? ?borough of|london borough|lb of|lb|l b of|l b|(?:city|county|corporation) of|city and county of) /;
const AFTER = / (?:council|corporation|city|county|(?:london )?borough|metropolitan|district|unitary|local authority|authority|(?:city|county) of|[bcd]c|lbc|m[bd]c|cic|limited|ltd)$/;
const LONGEST = 120;
const PAUSE = 700; // milliseconds without a key before it is said how many names came up

/** Gives a name in small letters without punctuation, as the server compares names. */
const plain = (text) =>
  text.toLowerCase().replace(/[’‘'`´]/g, "").replace(/&/g, " and ").replace(/[^\p{L}\p{N}]+/gu, " ").trim().replace(/\bsaint\b/g, "st");

/** Gives what a typed text may stand for, first as it is, then with less and less around it. */
function readings(text) {
  const found = text.length > LONGEST ? [] : [plain(text)];
  for (const reading of found) {
    for (const shorter of [reading.replace(AFTER, ""), reading.replace(BEFORE, "")]) {
      if (!found.includes(shorter)) found.push(shorter);
    }
  }
  return found.filter(Boolean);
}

/** Gives the places that fit what was typed, best first, each with the other name by which it was found, if any. */
function fitting(places, text) {
  const typed = readings(text);
  const inWords = (name) => typed.some((reading) => ` ${name}`.includes(` ${reading}`));
  const found = places.map((place) => {
    if (place.plain.startsWith(typed[0] ?? "")) return { place, rank: 0 };
    if (inWords(place.plain)) return { place, rank: 1 };
    const other = place.others.find((name) => inWords(plain(name)));
    return { place, rank: other ? 2 : -1, other };
  });
  return found.filter(({ rank }) => rank >= 0).sort((one, two) => one.rank - two.rank);
}

/** Draws the list of suggestions under the box and keeps which of them is marked. */
function suggestions(box, label, choose) {
  const list = Object.assign(document.createElement("ul"), { id: `${box.id}-list`, className: "place-list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-labelledby", label.id);
  let shown = [];
  let marked = -1;

  function mark(index) {
    list.children[marked]?.setAttribute("aria-selected", "false");
    marked = index;
    const item = list.children[index];
    if (!item) return box.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function draw({ place, other }, index) {
    const item = Object.assign(document.createElement("li"), { id: `${list.id}-${index}`, className: "place-list__item" });
    item.textContent = other ? `${place.name} (${other})` : place.name;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    return item;
  }

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("li"));
    if (at >= 0) choose(shown[at].place);
  });

  return {
    list,
    isOpen: () => !list.hidden,
    marked: () => shown[marked]?.place,
    show(found) {
      mark(-1);
      shown = found;
      list.replaceChildren(...found.map(draw));
      list.hidden = !found.length;
      list.scrollTop = 0;
      box.setAttribute("aria-expanded", String(!list.hidden));
      const height = window.visualViewport?.height ?? window.innerHeight; // what a keyboard on the screen leaves
      if (!list.hidden && list.getBoundingClientRect().bottom > height) box.scrollIntoView({ block: "start" });
    },
    /** Marks the next or the one before, round the ends. */
    step(by) {
      const count = shown.length;
      mark(marked < 0 ? (by > 0 ? 0 : count - 1) : (marked + by + count) % count);
    },
  };
}

function combobox(group) {
  const select = group.querySelector("select");
  const box = group.querySelector("input");
  const [label, boxLabel] = group.querySelectorAll("label");
  const places = [...select.querySelectorAll("optgroup option")].map((option) => ({
    value: option.value,
    name: option.textContent,
    plain: plain(option.textContent),
    others: (option.dataset.also ?? "").split("|").filter(Boolean),
  }));
  const status = Object.assign(document.createElement("div"), { className: "govuk-visually-hidden" });
  let timer;

  const say = (text, pause = 0) => {
    clearTimeout(timer);
    timer = setTimeout(() => { status.textContent = text; }, pause);
  };

  /** Lets the list, which is what is sent, say the same as the box. */
  const agree = () => {
    const typed = readings(box.value);
    const same = places.find((place) => typed.includes(place.plain));
    select.value = same?.value ?? "";
  };

  const close = () => drawn.show([]);

  const open = () => {
    const found = fitting(places, box.value);
    drawn.show(found);
    const many = found.length === 1 ? "1 name comes up." : `${found.length} names come up.`;
    say(found.length ? `${many} Use the up and down arrows.` : "No name comes up. What you typed stays.", PAUSE);
  };

  const choose = (place) => {
    box.value = place.name;
    select.value = place.value;
    close();
    say(`${place.name} is chosen.`);
    select.dispatchEvent(new Event("change", { bubbles: true })); // so that it is saved like anything typed
  };

  label.id = `${box.id}-label`;
  const drawn = suggestions(box, label, choose);

  const keys = {
    ArrowDown: (event) => move(event, 1),
    ArrowUp: (event) => move(event, -1),
    Enter: (event) => {
      if (drawn.marked()) {
        event.preventDefault();
        choose(drawn.marked());
      }
    },
    Escape: (event) => {
      if (drawn.isOpen()) event.preventDefault();
      close();
    },
    Tab: () => { if (drawn.marked()) choose(drawn.marked()); },
  };

  function move(event, by) {
    event.preventDefault();
    if (!drawn.isOpen()) open();
    if (drawn.isOpen() && !event.altKey) drawn.step(by);
  }

  // One label for one box: the list's own label, then its hint, then the box.
  label.htmlFor = box.id;
  boxLabel.remove(); // hidden it would still be read out
  select.hidden = true;
  group.querySelector(".govuk-hint").textContent = group.dataset.hint;
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", drawn.list.id]]) {
    box.setAttribute(name, value);
  }
  const fault = select.getAttribute("aria-invalid");
  if (fault) {
    box.setAttribute("aria-invalid", fault);
    box.classList.add("govuk-input--error");
  }
  status.setAttribute("role", "status");
  box.after(drawn.list, status);
  document.querySelectorAll(`.govuk-error-summary a[href="#${select.id}"]`).forEach((link) => link.setAttribute("href", `#${box.id}`));

  const chosen = places.find((place) => place.value === select.value);
  if (!box.value && chosen) box.value = chosen.name;
  agree();

  box.addEventListener("input", () => { agree(); open(); });
  box.addEventListener("click", () => { if (!drawn.isOpen() && !select.value) open(); });
  box.addEventListener("keydown", (event) => { if (!event.isComposing) keys[event.key]?.(event); });
  box.addEventListener("blur", close);
}

document.querySelectorAll("[data-place-select]").forEach(combobox);
