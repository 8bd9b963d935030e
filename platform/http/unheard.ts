/** Requests that never become one: too much before the body, too slow, no HTTP. Told in words all the same. */
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { Problem } from "../errors/index.ts";
import { sourceLocale, texts } from "../i18n/index.ts";
import { problemDocument } from "./problem.ts";

/**
 * Bytes of a request's address and headers together. A search of ten thousand Han characters is 90 KB in an address: it
 * still reaches its page, which says which field is too long. Node's own 16 KB would end in a line from nobody.
 */
export const largestHead = 128 * 1024;

const told = new WeakSet<Socket>();
/** How long whoever is still sending may go on, so that the answer is not lost with the connection. */
const lingerMs = 1000;

/** Answers in the place of Node: a page in Chinese and English, or a problem where the request line asks the API. */
export function answerUnheard(error: Error & { code?: string; rawPacket?: unknown }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable || told.has(socket)) return;
  told.add(socket);
  const problem = problemOf(error.code);
  const begins = Buffer.isBuffer(error.rawPacket) ? error.rawPacket.toString("latin1", 0, 40) : "";
  const api = /^[A-Z]+ \/api\//.test(begins);
  const body = api ? JSON.stringify(problemDocument(problem, texts(sourceLocale), "-")) : page(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      `content-type: ${api ? "application/problem+json" : "text/html"}; charset=utf-8`,
      `content-length: ${Buffer.byteLength(body)}`,
      "content-security-policy: default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options: nosniff",
      "cache-control: no-store",
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

function problemOf(code: string | undefined): Problem {
  if (code === "HPE_HEADER_OVERFLOW")
    return new Problem("address-too-long", 431, { limit: largestHead / 1024 });
  return code === "ERR_HTTP_REQUEST_TIMEOUT"
    ? new Problem("request-too-slow", 408)
    : new Problem("request-unreadable", 400);
}

/** Whoever asks has not yet said in which language, and nothing of the house can be fetched for this page. */
function page(problem: Problem): string {
  const parts = (["zh-CN", "en"] as const).map((locale) => {
    const text = texts(locale);
    const { title, detail } = problemDocument(problem, text, "-");
    return `<section lang="${locale}"><h1>${title}</h1><p>${detail}</p><p><a href="/">${text("problem.to-home")}</a></p></section>`;
  });
  const { title } = problemDocument(problem, texts(sourceLocale), "-");
  return `<!doctype html><html lang="${sourceLocale}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"></head>
<body><main>${parts.join("")}</main></body></html>`;
}
