/** Rate limits on the web server, after identity is known and before anything is read or done. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { refused } from "../errors/index.ts";
import { type Buckets, bucketsHere } from "./bucket.ts";
import { bucketFor, type LimitClass, type Limits, ordinaryLimits } from "./rules.ts";

export { type Limits, ordinaryLimits } from "./rules.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Never counted. Else a request counts as `read` for GET and HEAD, as `write` for the rest. */
    limit?: "free";
  }
}

interface Counter {
  buckets: Buckets;
  limits: Limits | null;
}

/** By HTTP server, so that every server of a test counts for itself. */
const counters = new WeakMap<object, Counter>();

/** Other limits for this server than the ordinary ones; null for none, when a bench drives it. */
export function setLimits(app: FastifyInstance, limits: Limits | null): void {
  counterOf(app).limits = limits;
}

/** Counts this request for who asks, or refuses it with the seconds to wait (429, Retry-After; RFC 6585 §4). */
export function limitFor(request: FastifyRequest, now: Temporal.Instant): void {
  if (request.routeOptions.config.limit === "free") return;
  count(request, /^(GET|HEAD)$/.test(request.method) ? "read" : "write", now);
}

/** Counts one try of what this request leads to, by whichever door: the address of the API and the form of a page alike. */
export function limitTry(request: FastifyRequest, kind: "sign-in", now: Temporal.Instant): void {
  count(request, kind, now);
}

function count(request: FastifyRequest, kind: LimitClass, now: Temporal.Instant): void {
  const { limits, buckets } = counterOf(request.server);
  if (limits === null) return;
  const { key, limit } = bucketFor(kind, { account: request.ctx.actor.account, ip: request.ip }, limits);
  const wait = buckets.take(key, limit, now.epochMilliseconds);
  if (wait > 0) throw refused("too-many-requests", { retryAfter: Math.ceil(wait / 1000) }, { status: 429 });
}

function counterOf(app: FastifyInstance): Counter {
  const counter = counters.get(app.server) ?? { buckets: bucketsHere(), limits: ordinaryLimits };
  counters.set(app.server, counter);
  return counter;
}
