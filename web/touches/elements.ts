import type { HTMLAttributes, ReactNode } from "react";

interface TouchProps extends Pick<HTMLAttributes<HTMLElement>, "hidden" | "className" | "id"> {
  children?: ReactNode;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      /** Shown while the device is offline. */
      "offline-notice": TouchProps;
      /** Says "12 分钟后" beside an absolute time. */
      "relative-time": TouchProps & { datetime: string };
      /** A button that shares or copies the page's address; hidden without script. `done` is said after copying. */
      "share-link": TouchProps & { done: string };
      /** A button that prints the page; hidden without script. */
      "print-page": TouchProps;
      /** Around one link: goes to `to` with the device's own spot as `lon` and `lat`; the link leads there without. */
      "here-link": TouchProps & { to?: string };
      /** Redraws every `data-live` part of this page from the server, every so many seconds, while it is visible. */
      "live-parts": TouchProps & { every: number };
      /** Around a video of a live stream: where the browser cannot play it, the script at this address does. */
      "live-video": TouchProps & { script: string };
    }
  }
}
