/** For those who keep the city running: is the process alive, may it get requests, and its figures. */
import { BlockList, isIPv6 } from "node:net";
import type { FastifyInstance } from "fastify";
import { allMigrations, type Database, pendingMigrations } from "../db/index.ts";
import { notFound } from "../errors/index.ts";
import { metricsText } from "../metrics/index.ts";

const free = { config: { limit: "free" } } as const;
const patienceMs = 2000;

/** `/healthz` alive; `/readyz` 503 without its database or before its migrations; `/metrics` from inside only. */
export function addHealth(app: FastifyInstance, db: Database): void {
  const known = allMigrations();
  app.get("/healthz", free, async () => ({ ok: true }));
  app.get("/readyz", free, async (_request, reply) => {
    const why = await reasonAgainst(db, known);
    return reply
      .header("cache-control", "no-store")
      .status(why ? 503 : 200)
      .send(why ? { ok: false, why } : { ok: true });
  });
  app.get("/metrics", free, async (request, reply) => {
    if (!comesFromInside(request.ip)) throw notFound("address", "/metrics");
    return reply.type("text/plain; version=0.0.4; charset=utf-8").send(await metricsText(db));
  });
}

async function reasonAgainst(db: Database, known: ReturnType<typeof allMigrations>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, patienceMs, "database");
  });
  const asked = pendingMigrations(db.pool, known).then(
    ({ length }) => (length > 0 ? "migrations" : null),
    () => "database",
  );
  const why = await Promise.race([asked, late]);
  clearTimeout(timer);
  return why;
}

const inside = new BlockList();
for (const [network, bits] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  ["100.64.0.0", 10],
] as const)
  inside.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  inside.addSubnet(network, bits, "ipv6");

/** Loopback, private and link-local networks (RFC 1918, 3927, 6598, 4193, 4291): where those who keep the city sit. */
export function comesFromInside(ip: string): boolean {
  return inside.check(ip, isIPv6(ip) ? "ipv6" : "ipv4");
}
