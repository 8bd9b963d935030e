/** Addresses that lead nowhere, and methods an address does not know: problems too, never a page. */
import type { FastifyInstance, FastifyRequest, HTTPMethods } from "fastify";
import { notFound, Problem } from "../errors/index.ts";
import type { Operation } from "./operation.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Answers 405 with Allow (RFC 9110 §15.5.6) where an address exists under other methods. Call it after the routes. */
export function refuseOtherMethods(app: FastifyInstance, operations: Operation[]): void {
  const known = new Map<string, Operation[]>();
  for (const one of operations) known.set(one.path, [...(known.get(one.path) ?? []), one]);
  for (const [url, ones] of known) {
    const allowed: HTTPMethods[] = methods.filter((method) => ones.some((one) => one.method === method));
    if (allowed.includes("GET")) allowed.push("HEAD");
    app.route({
      method: methods.filter((method) => !allowed.includes(method)),
      url,
      onRequest: async (_request, reply) => {
        reply.header("allow", allowed.join(", "));
        throw new Problem("method-not-allowed", 405, { allowed: allowed.join(", ") });
      },
      handler: nothingHere,
    });
  }
}

/** Everything else below /api, and whatever no route takes. Refused before the body is read. */
export function refuseUnknownAddresses(app: FastifyInstance): void {
  app.all("/api/*", { onRequest: nothingHere }, nothingHere);
  app.setNotFoundHandler({ preValidation: nothingHere }, nothingHere);
}

/**
 * Takes an address whose percent signs are damaged to where pages are, so that a browser is told by one. Below /api the router itself
 * refuses it.
 */
export function readable({ url = "/" }: { url?: string | undefined }): string {
  if (url.startsWith("/api/")) return url;
  try {
    decodeURI(url.split(/[?#]/)[0] ?? "");
    return url;
  } catch {
    return "/";
  }
}

async function nothingHere(request: FastifyRequest): Promise<never> {
  throw notFound("address", request.url.split("?")[0] ?? "");
}
