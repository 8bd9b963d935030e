/** Signs what leaves the city for a gateway of its own choice, so that the other side can tell us from others. */
import { createHmac } from "node:crypto";
import type { Temporal } from "temporal-polyfill";

/** `X-Wenmai-Signature: t=<seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`; no header without a secret. */
export function signedHeaders(
  secret: string | undefined,
  body: string,
  at: Temporal.Instant,
): Record<string, string> {
  if (secret === undefined) return {};
  const t = Math.floor(at.epochMilliseconds / 1000);
  const v1 = createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
  return { "x-wenmai-signature": `t=${t},v1=${v1}` };
}
