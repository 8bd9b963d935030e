/** At the desk the arrow keys go from row to row, over all lists of the page; from the command field down to the first. */
export function rowKeys() {
  document.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.target as HTMLElement; // key events come from elements
    const rows = [...document.querySelectorAll<HTMLElement>("[data-rows] .leads")];
    const at = rows.indexOf(target);
    const inCommand = target.matches("form[data-command] input");
    if (at < 0 && !(inCommand && step === 1)) return;
    const field = document.querySelector<HTMLElement>("form[data-command] input");
    const next = at + step < 0 ? field : rows[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
