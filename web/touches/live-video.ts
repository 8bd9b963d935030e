import type Hls from "hls.js";

const media = "application/vnd.apple.mpegurl";

/** `<live-video script="…"><video src="….m3u8">`: plays a live stream where the browser cannot by itself, by a script fetched only then. */
export class LiveVideo extends HTMLElement {
  #player: Hls | null = null;

  async connectedCallback() {
    const video = this.querySelector("video");
    const script = this.getAttribute("script");
    if (!video || !script || this.#player || video.canPlayType(media)) return;
    const list = video.src;
    await import(/* @vite-ignore */ script);
    // The script puts its one name there.
    const { Hls: Player } = globalThis as unknown as { Hls: typeof Hls };
    if (!Player.isSupported() || !this.isConnected) return;
    // Its own worker would be a blob that the policy of the page does not know.
    this.#player = new Player({ enableWorker: false });
    this.#player.loadSource(list);
    this.#player.attachMedia(video);
  }

  disconnectedCallback() {
    this.#player?.destroy();
    this.#player = null;
  }
}
