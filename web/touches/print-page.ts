/** `<print-page>打印</print-page>`: a button that prints the page; without script the browser's own menu does. */
export class PrintPage extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.append(...this.childNodes);
    button.addEventListener("click", () => print());
    this.append(button);
  }
}
