const waitMs = 8_000;

/**
 * `<here-link to="/places?sort=distance"><a href="#districts">离我最近</a></here-link>`: asks the device where it is, and only when
 * tapped, then goes to `to` with `lon` and `lat` added (WGS-84). The spot is rounded to about 100 metres, for it stands in the
 * address. Without script the link leads where it says; without leave or an answer too, with `spot=none` added, so that the page can say why.
 */
export class HereLink extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link || !navigator.geolocation) return;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (link.ariaBusy === "true") return;
      link.ariaBusy = "true";
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const { longitude, latitude } = coords;
          go(this.getAttribute("to") ?? link.href, { lon: longitude.toFixed(3), lat: latitude.toFixed(3) });
        },
        () => go(link.href, { spot: "none" }),
        { timeout: waitMs, maximumAge: 60_000 },
      );
    });
  }
}

function go(to: string, added: Record<string, string>) {
  const address = new URL(to, location.href);
  address.searchParams.delete("spot");
  for (const [name, value] of Object.entries(added)) address.searchParams.set(name, value);
  location.assign(address);
}
