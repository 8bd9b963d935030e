/** A laptop changes its network: the certificate follows. */
import type { Server as PlainServer } from "node:http";
import type { Server } from "node:https";
import type { Temporal } from "temporal-polyfill";
import type { Authority } from "./authority.ts";
import { certificateFor } from "./certificate.ts";

const everyMs = 60_000;
const anewAfterHours = 300 * 24;

/** Looks once a minute whether the machine has other names or the certificate grows old, and gives the server a new one then. */
export function followNames(
  server: PlainServer | Pick<Server, "setSecureContext" | "once">,
  authority: Authority,
  { names, clock }: { names: () => string[]; clock: () => Temporal.Instant },
): { look(): void } {
  let [known, since] = [names().join(" "), clock()];
  const look = () => {
    const [next, now] = [names(), clock()];
    if (next.join(" ") === known && now.since(since).total("hours") < anewAfterHours) return;
    if ("setSecureContext" in server) server.setSecureContext(certificateFor(authority, next, now));
    [known, since] = [next.join(" "), now];
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  server.once("close", () => clearInterval(timer));
  return { look };
}
