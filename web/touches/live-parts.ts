/**
 * `<live-parts every="30">`: reads this page again from the server while it is visible and swaps every element marked
 * `data-live="name"` whose content changed. No second interface to keep true: the page is its own.
 */
export class LiveParts extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    const seconds = Math.max(2, Number(this.getAttribute("every")) || 30);
    this.#timer = window.setInterval(() => this.#refresh(), seconds * 1_000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  async #refresh() {
    if (document.visibilityState !== "visible" || !navigator.onLine) return;
    const response = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
    if (!response?.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const old of document.querySelectorAll<HTMLElement>("[data-live]")) {
      const now = fresh.querySelector(`[data-live="${CSS.escape(old.dataset.live ?? "")}"]`);
      // Never under the reader's hands.
      if (!now || now.innerHTML === old.innerHTML || old.contains(document.activeElement)) continue;
      old.replaceChildren(...now.childNodes);
    }
  }
}
