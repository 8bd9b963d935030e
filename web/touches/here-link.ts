const waitMs = 8_000;

/**
 * `<here-link><a href="/places?sort=distance">离我最近</a></here-link>`: asks the device where it is and follows the link
 * with `lon` and `lat` added (WGS-84). The spot is rounded to about 100 metres, for it stands in the address. Without script,
 * without leave or without an answer the link leads where it says.
 */
export class HereLink extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link || !navigator.geolocation) return;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      link.setAttribute("aria-busy", "true");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const address = new URL(link.href);
          address.searchParams.set("lon", coords.longitude.toFixed(3));
          address.searchParams.set("lat", coords.latitude.toFixed(3));
          location.assign(address);
        },
        () => location.assign(link.href),
        { timeout: waitMs, maximumAge: 60_000 },
      );
    });
  }
}
