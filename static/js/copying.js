// Adds a button that copies a box’s text; without it, selecting all and copying does the same.

for (const box of document.querySelectorAll("textarea[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = box.dataset.copy;
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = " Copied";
    } catch {
      box.select();
      said.textContent = " Press Ctrl and C to copy";
    }
  });
  box.after(button, said);
}
