/** Keeps the page of the scanner, and nothing else, for when there is no line. */

/**
 * Registers the worker and hands it what this page consists of; the page is fetched anew without whoever is signed in. True once all of
 * it is kept.
 */
export async function keepPage(locale: string): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  await navigator.serviceWorker.register("/scanner-worker.js", { scope: "/scanner" });
  const { active } = await navigator.serviceWorker.ready;
  const used = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && /^\/(assets|fonts)\//.test(pathname))
    .map(({ pathname, search }) => pathname + search);
  const { port1, port2 } = new MessageChannel();
  const kept = new Promise<boolean>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === "kept");
  });
  const asked = { page: `/scanner?lang=${locale}`, assets: [...new Set([...used, "/icon.svg"])] };
  active?.postMessage(asked, [port2]);
  return kept;
}
