import { lookCookie } from "#browser/pages";

/** Letter size, light and dark change at once, without a round trip; a language needs the server and goes there. */
export function instantLook() {
  document.addEventListener("click", (event) => {
    const target = event.target as Element; // clicks come from elements
    const menu = document.querySelector<HTMLDetailsElement>("details.look-menu[open]");
    if (menu && !menu.contains(target)) menu.open = false;
    const button = target.closest<HTMLButtonElement>(".look-panel button");
    if (!button || (button.name !== "theme" && button.name !== "size")) return;
    event.preventDefault();
    document.documentElement.dataset[button.name] = button.value;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in Safari and Firefox of this year's phones
    document.cookie = lookCookie(button.name, button.value, { secure: location.protocol === "https:" });
    for (const one of button.parentElement?.querySelectorAll("button") ?? []) {
      one.setAttribute("aria-pressed", String(one === button));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector<HTMLDetailsElement>("details.look-menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
