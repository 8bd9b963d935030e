/** A form marked `data-once` is sent once: a second press while it is on its way does nothing. Its key guards the rest. */
export function submitOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement; // submit events come from forms only
    if (form.dataset.once === undefined) return;
    if (form.dataset.once === "sent") event.preventDefault();
    form.dataset.once = "sent";
    (event.submitter as HTMLElement | null)?.setAttribute("aria-busy", "true");
  });
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-once]")) form.dataset.once = "";
    for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
  });
}
