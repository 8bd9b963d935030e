/** Signs what leaves the city for a gateway of its own choice, so that the other side can tell us from others, and checks what comes back. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Temporal } from "temporal-polyfill";

/** `X-Wenmai-Signature: t=<seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`; no header without a secret. */
export function signedHeaders(
  secret: string | undefined,
  body: string,
  at: Temporal.Instant,
): Record<string, string> {
  if (secret === undefined) return {};
  const t = Math.floor(at.epochMilliseconds / 1000);
  return { "x-wenmai-signature": `t=${t},v1=${digest(secret, t, body)}` };
}

/** Seconds by which two clocks may differ; an older signature may be somebody else's repetition. */
const tolerance = 300;

/** Whether a header signs this body with this secret, about now. */
export function isSigned(secret: string, header: string | null, body: string, at: Temporal.Instant): boolean {
  const [, t, v1] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? "") ?? [];
  if (t === undefined || v1 === undefined) return false;
  if (Math.abs(at.epochMilliseconds / 1000 - Number(t)) > tolerance) return false;
  return timingSafeEqual(Buffer.from(v1), Buffer.from(digest(secret, Number(t), body)));
}

function digest(secret: string, t: number, body: string): string {
  return createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
}
