/** Asks a provider of the city's own choice over HTTP. README.md tells what the other side has to do. */
import { setTimeout as pause } from "node:timers/promises";
import type { Temporal } from "temporal-polyfill";
import { signedHeaders } from "../signed/index.ts";
import type { IdentityAnswer, IdentityProvider, IdentityQuestion } from "./provider.ts";

export interface HttpIdentityOptions {
  url: string;
  /** Key under which each request is signed. */
  secret?: string;
  /** The moment a request is signed with. */
  clock: () => Temporal.Instant;
  /** Milliseconds for one try, answer included. */
  timeoutMs?: number;
  /** Milliseconds to wait before each further try; their number is the number of further tries. */
  waits?: readonly number[];
  /** Told why nobody could be asked; never told name or number. */
  onTrouble?: (reason: string) => void;
}

const longestAnswer = 10_000;

/** Three tries after no answer, 429 and 5xx; everything that is no clear answer is `unavailable`. */
export function httpIdentity({
  url,
  secret,
  clock,
  timeoutMs = 5000,
  waits = [500, 2000],
  onTrouble = () => undefined,
}: HttpIdentityOptions): IdentityProvider {
  return {
    connected: true,
    async check(question) {
      for (let tried = 0; ; tried++) {
        const outcome = await tryOnce(question);
        if ("answer" in outcome) return outcome.answer;
        if (!outcome.again || tried >= waits.length) {
          onTrouble(outcome.reason);
          return "unavailable";
        }
        await pause(waits[tried]);
      }
    },
  };

  async function tryOnce(
    question: IdentityQuestion,
  ): Promise<{ answer: IdentityAnswer } | { reason: string; again: boolean }> {
    const body = JSON.stringify(question);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "idempotency-key": question.id,
          ...signedHeaders(secret, body, clock()),
        },
        body,
        // A provider that sends us elsewhere would send document numbers elsewhere.
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) {
        await response.body?.cancel();
        const again = response.status === 429 || response.status >= 500;
        return { reason: `the identity provider answered ${response.status}`, again };
      }
      const answer = answerIn((await response.text()).slice(0, longestAnswer));
      return answer
        ? { answer }
        : { reason: "the identity provider's answer is not understood", again: false };
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      const why = late ? `did not answer in ${timeoutMs} ms` : "cannot be reached";
      return { reason: `the identity provider ${why}`, again: true };
    }
  }
}

function answerIn(text: string): IdentityAnswer | null {
  try {
    const answer: unknown = JSON.parse(text);
    const result = typeof answer === "object" && answer !== null && "result" in answer ? answer.result : null;
    return result === "match" || result === "no-match" ? result : null;
  } catch {
    return null;
  }
}
