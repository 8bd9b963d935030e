/** `<share-link done="已复制链接">分享</share-link>`: shares the page's address, or copies it and says so. */
export class ShareLink extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.append(...this.childNodes);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    said.className = "share-said";
    this.append(button, said);
    button.addEventListener("click", async () => {
      const { title } = document;
      const url = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href ?? location.href;
      try {
        if (navigator.share) await navigator.share({ title, url });
        else {
          await navigator.clipboard.writeText(url);
          said.textContent = this.getAttribute("done");
        }
      } catch {
        // The person closed the sheet, or the browser forbids it: the address bar still has the address.
      }
    });
  }
}
