const minute = 60_000;

/** `<relative-time datetime="…Z">`: adds "12分钟后" while the moment is less than a day away, and keeps it true. */
export class RelativeTime extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#say();
    this.#timer = window.setInterval(() => this.#say(), minute / 2);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #say() {
    const minutes = Math.round((Date.parse(this.getAttribute("datetime") ?? "") - Date.now()) / minute);
    if (!(Math.abs(minutes) < 24 * 60)) {
      this.textContent = "";
      return;
    }
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
    const inHours = Math.abs(minutes) >= 90;
    this.textContent = inHours
      ? words.format(Math.round(minutes / 60), "hour")
      : words.format(minutes, "minute");
  }
}
