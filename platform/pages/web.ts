import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

const bodiless = new Set(["GET", "HEAD"]);

/** The web Request of a Fastify request. Its signal fires when the reader goes away before the answer is complete. */
export function toWebRequest(request: FastifyRequest, reply: FastifyReply): Request {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    // HTTP/2 pseudo headers are not headers for the web.
    if (value === undefined || name.startsWith(":")) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  // Fastify's content type parser for pages hands every body over as bytes.
  const body = bodiless.has(request.method) ? null : ((request.body as Buffer | undefined) ?? null);
  // A page's action reads a form: who sends nothing sends an empty one.
  if (!bodiless.has(request.method) && !headers.has("content-type"))
    headers.set("content-type", "application/x-www-form-urlencoded");
  return new Request(toWebAddress(request), {
    method: request.method,
    headers,
    signal: gone.signal,
    body: body ? new Uint8Array(body) : null,
  });
}

/** The address as typed. A Host header that is none is not repeated; `//x` is a path here and no host. */
export function toWebAddress(request: FastifyRequest): URL {
  const base = `${request.protocol}://${request.host}`;
  const url = new URL(URL.canParse(base) ? base : "http://localhost");
  const [path = "/", ...query] = request.url.split("?");
  url.pathname = path;
  url.search = query.join("?");
  return url;
}

/** Sends a web Response: status, every header (each cookie by itself) and the body, whole when its length is known. */
export async function sendWebResponse(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status);
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") reply.header(name, value);
  }
  for (const one of response.headers.getSetCookie()) reply.header("set-cookie", one);
  if (!response.body) return reply.send("");
  if (response.headers.has("content-length")) {
    reply.removeHeader("content-length");
    return sendWhole(reply, Buffer.from(await response.arrayBuffer()));
  }
  // The DOM and Node types of the same stream differ only in name.
  return reply.send(Readable.fromWeb(response.body as NodeStream));
}

const worthCompressing = 1_024;
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** Text goes out compressed: half of our readers are on a phone line. */
async function sendWhole(reply: FastifyReply, bytes: Buffer): Promise<FastifyReply> {
  const text = /^(text\/|application\/(json|xml|geo\+json))/.test(String(reply.getHeader("content-type")));
  if (!text || bytes.length < worthCompressing) return reply.send(bytes);
  reply.header("vary", [reply.getHeader("vary"), "accept-encoding"].filter(Boolean).join(", "));
  const accepted = String(reply.request.headers["accept-encoding"] ?? "");
  if (/\bbr\b/.test(accepted)) return reply.header("content-encoding", "br").send(await brotli(bytes, quick));
  if (/\bgzip\b/.test(accepted)) return reply.header("content-encoding", "gzip").send(await gzipped(bytes));
  return reply.send(bytes);
}
