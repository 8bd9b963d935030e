/** At the desk `/` goes to the command field from anywhere but a field; scanners type there and send Enter. */
export function commandKey() {
  const field = document.querySelector<HTMLInputElement>("form[data-command] input");
  if (!field) return;
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement; // key events come from elements
    const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
