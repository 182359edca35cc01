// Moves between the rows of the work queue, only while the keyboard is in the list: j or down, k or up, x ticks.
// Enter opens the row, because it is the link that has the focus. The page says so in words.

const table = document.querySelector("#queue");

/** Gives the row that has the focus somewhere inside. */
const rowOf = (element) => element.closest("tbody tr");

/** Puts the focus on the link of the row so many places further, if there is one. */
function move(row, places) {
  const rows = [...table.tBodies[0].rows];
  rows[rows.indexOf(row) + places]?.querySelector("th a")?.focus();
}

table?.tBodies[0].addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  const tick = row.querySelector("input[type=checkbox]");
  const moves = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
  if (event.key in moves) move(row, moves[event.key]);
  else if (event.key === "x" && tick) tick.checked = !tick.checked;
  else return;
  event.preventDefault();
});
