/** `<offline-notice hidden>`: shown while the device has no network. */
export class OfflineNotice extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "status");
    const show = () => {
      this.hidden = navigator.onLine;
    };
    addEventListener("online", show);
    addEventListener("offline", show);
    show();
  }
}
