/** What the web server counts of each request: how long, by operation and outcome; never by address, which has no end of values. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { Histogram } from "prom-client";
import { registry } from "./registry.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Id of the operation that the route carries out. */
    operation?: string;
  }
}

const seconds = new Histogram({
  name: "wenmai_http_request_seconds",
  help: "Time to answer, by operation (or route), method and class of status",
  labelNames: ["operation", "method", "status"],
  // Around what we promise: pages p95 within 60 ms.
  buckets: [0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.5, 1, 2, 5, 10],
  registers: [registry],
});

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Counts a request that has been answered: for Fastify's onResponse. */
export function countRequest(request: FastifyRequest, reply: FastifyReply): void {
  const { config, url = "none" } = request.routeOptions;
  seconds.observe(
    {
      operation: config?.operation ?? url,
      method: methods.has(request.method) ? request.method : "other",
      status: `${Math.floor(reply.statusCode / 100)}xx`,
    },
    reply.elapsedTime / 1000,
  );
}
