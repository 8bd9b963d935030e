/** The error summary takes the focus when a page comes back with faults; its links put the label in view, then the cursor in the field. */
export function focusOnErrors() {
  const summary = document.querySelector<HTMLElement>("[data-focus]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a"); // clicks come from elements
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const label =
      field.closest("fieldset")?.querySelector("legend") ?? field.closest(".field")?.querySelector("label");
    (label ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
