/**
 * Sends through a gateway of the city's own choice: one POST of JSON `{id, to, kind, text}`. README.md tells what the
 * other side has to do.
 */
import { setTimeout as waitFor } from "node:timers/promises";
import type { Temporal } from "temporal-polyfill";
import { signedHeaders } from "../signed/index.ts";
import { type Message, type Messenger, NotSent } from "./messenger.ts";

export interface GatewayOptions {
  url: string;
  /** Key under which each request is signed. */
  secret?: string;
  /** The moment a request is signed with. */
  clock: () => Temporal.Instant;
  /** Milliseconds for one try, answer included. */
  timeoutMs?: number;
  /** Milliseconds to wait before each further try; their number is the number of further tries. */
  waits?: readonly number[];
  /** Lets these milliseconds pass. */
  pause?: (ms: number) => Promise<unknown>;
}

/** A gateway may ask us to wait, but a person looks at the screen: longer than this is left to the job's next run. */
const longestWait = 10_000;

type Outcome =
  | { sent: true; id: string | undefined }
  | { sent: false; reason: string; again: boolean; waitMs: number };

/**
 * Tries again after no answer, 408, 425, 429 and 5xx, under the same Idempotency-Key; any other answer but 2xx is final.
 * Signature: `X-Wenmai-Signature: t=<seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`.
 */
export function gateway({
  url,
  secret,
  clock,
  timeoutMs = 5000,
  waits = [500, 2000],
  pause = waitFor,
}: GatewayOptions): Messenger {
  return {
    async send(message) {
      for (let tried = 0; ; tried++) {
        const outcome = await tryOnce(message);
        if (outcome.sent) return outcome.id;
        const wait = Math.max(waits[tried] ?? 0, outcome.waitMs);
        if (!outcome.again || tried >= waits.length || wait > longestWait)
          throw new NotSent(outcome.reason, outcome);
        await pause(wait);
      }
    },
  };

  async function tryOnce({ id, address, kind, text }: Message): Promise<Outcome> {
    const body = JSON.stringify({ id, to: address, kind, text });
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "idempotency-key": id,
          ...signedHeaders(secret, body, clock()),
        },
        body,
        // A gateway that sends us elsewhere would send phone numbers elsewhere.
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      // What the gateway calls it, for the log of deliveries.
      const theirs = response.headers.get("x-message-id")?.slice(0, 200);
      if (response.ok) return { sent: true, id: theirs };
      const again = [408, 425, 429].includes(response.status) || response.status >= 500;
      const waitMs = Number(response.headers.get("retry-after") ?? 0) * 1000 || 0;
      return { sent: false, reason: `the message gateway answered ${response.status}`, again, waitMs };
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      const reason = late
        ? `the message gateway did not answer in ${timeoutMs} ms`
        : `the message gateway cannot be reached (${causeOf(error)})`;
      return { sent: false, reason, again: true, waitMs: 0 };
    }
  }
}

/** Node's code for what went wrong, e.g. ECONNREFUSED. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "no connection";
}
