/**
 * What a worker does that keeps one page with its files and answers with them when there is no line. Every other page and all calls go by it
 * untouched.
 */

import { within } from "../within.ts";

// The library of workers cannot stand beside that of pages: what is used of it.
interface Worker {
  addEventListener(type: "install" | "activate", heard: (event: Lasting) => void): void;
  addEventListener(type: "message", heard: (event: Lasting & MessageEvent) => void): void;
  addEventListener(type: "fetch", heard: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Kept {
  page: string;
  assets: string[];
}

interface OfPage {
  /** Its drawers in the browser begin so. */
  prefix: string;
  pagePath: string;
  /** Asked for this page without a line, the browser is led to the one that is kept. */
  insteadOf?: string;
}

const worker = self as unknown as Worker;
/** A slow line is no line for somebody who waits. */
const patienceMs = 3000;

/** Answers for this one page. */
export function keepOnePage(of: OfPage): void {
  worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
  // Only our own page can send this.
  worker.addEventListener("message", (event) => {
    const [answer] = event.ports;
    event.waitUntil(
      keep(of, event.data as Kept).then(
        () => answer?.postMessage("kept"),
        () => answer?.postMessage("not kept"),
      ),
    );
  });

  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== location.origin) return;
    if (request.mode === "navigate" && pathname === of.pagePath) event.respondWith(pageOr(of, request));
    else if (request.mode === "navigate" && pathname === of.insteadOf) event.respondWith(ledOn(of, request));
    else if (/^\/(assets|fonts)\/|^\/icon\.svg$/.test(pathname)) event.respondWith(fileOr(request));
  });
}

/** Keeps a page with all its files, or stays with what it had: half a page would be none. */
async function keep({ prefix, pagePath }: OfPage, { page, assets }: Kept): Promise<void> {
  // Without whoever is signed in: what is kept names nobody.
  const fresh = await fetch(page, { credentials: "omit" });
  if (!fresh.ok || fresh.redirected) throw new Error(`the page answered ${fresh.status}`);
  const files = [...new Set([...assets, ...filesIn(await fresh.clone().text())])].sort();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode([page, ...files].join("\n")));
  const name = prefix + [...new Uint8Array(digest).slice(0, 6)].map((byte) => byte.toString(16)).join("-");
  const cache = await caches.open(name);
  const known = new Set((await cache.keys()).map(({ url }) => url.slice(location.origin.length)));
  await cache.addAll(files.filter((file) => !known.has(file)));
  await cache.put(pagePath, fresh);
  for (const other of await caches.keys())
    if (other.startsWith(prefix) && other !== name) await caches.delete(other);
}

/** Files a page names, its letters too: they are cut to what it says. */
const filesIn = (html: string): string[] =>
  [...html.matchAll(/["'(](\/(?:assets|fonts)\/[\w./?=-]+)/g)].map(([, file]) => file ?? "");

async function pageOr({ pagePath }: OfPage, request: Request): Promise<Response> {
  const kept = await caches.match(pagePath);
  try {
    return await fetch(request, kept ? { signal: within(patienceMs) } : {});
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function ledOn({ pagePath }: OfPage, request: Request): Promise<Response> {
  const kept = await caches.match(pagePath);
  try {
    return await fetch(request, kept ? { signal: within(patienceMs) } : {});
  } catch (error) {
    if (kept) return Response.redirect(pagePath, 302);
    throw error;
  }
}

/** Files are named by what is in them: what is kept is what would be fetched. */
async function fileOr(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
