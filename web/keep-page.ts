/** Keeps one page for when there is no line: the scanner at a door, the till. Its worker (web/workers) answers with it. */

export interface KeptPage {
  /** Address of the worker's script. */
  worker: string;
  /** Below it the worker is asked, and nowhere else. */
  scope: string;
  /** As it is fetched: it names nobody. */
  page: string;
}

/**
 * Registers the worker and hands it what this page consists of; the page is fetched anew without whoever is signed in. True once all of
 * it is kept.
 */
export async function keepPage({ worker, scope, page }: KeptPage): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  const registered = await navigator.serviceWorker.register(worker, { scope });
  const active = await activeOf(registered);
  const used = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && /^\/(assets|fonts)\//.test(pathname))
    .map(({ pathname, search }) => pathname + search);
  const { port1, port2 } = new MessageChannel();
  const kept = new Promise<boolean>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === "kept");
  });
  const asked = { page, assets: [...new Set([...used, "/icon.svg"])] };
  active.postMessage(asked, [port2]);
  return kept;
}

/** `serviceWorker.ready` waits for one that has this very page, which need not be the page that is kept. */
function activeOf(registered: ServiceWorkerRegistration): Promise<ServiceWorker> {
  return new Promise((resolve, reject) => {
    const coming = registered.installing ?? registered.waiting;
    if (!coming) return registered.active ? resolve(registered.active) : reject(new Error("no worker came"));
    const look = () => {
      if (coming.state === "activated") resolve(coming);
      if (coming.state === "redundant") reject(new Error("the worker was given up"));
    };
    coming.addEventListener("statechange", look);
    look();
  });
}
