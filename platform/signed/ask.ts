/** One question to a provider of the city's own choice: signed, in a few tries, with an answer or a reason why there is none. */
import { setTimeout as pause } from "node:timers/promises";
import type { Temporal } from "temporal-polyfill";
import { signedHeaders } from "./signature.ts";

export interface AskOptions {
  url: string;
  /** Key under which each request is signed. */
  secret?: string;
  /** The moment a request is signed with. */
  clock: () => Temporal.Instant;
  /** Milliseconds for one try, answer included. */
  timeoutMs?: number;
  /** Milliseconds to wait before each further try; their number is the number of further tries. */
  waits?: readonly number[];
  /** Told why there is no answer; never told about whom. */
  onTrouble?: (reason: string) => void;
}

export interface Asked<A> {
  /** The same for every try. */
  id: string;
  question: object;
  /** What the log calls the other side. */
  who: string;
  /** The answer in what came back, or what is wrong with it: "… is not understood". */
  read(text: string, headers: Headers): { answer: A } | { fault: string };
}

const longestAnswer = 10_000;

/** Tries again after no answer, 429 and 5xx, under the same Idempotency-Key; null when there is no clear answer. */
export async function askSigned<A>(options: AskOptions, asked: Asked<A>): Promise<A | null> {
  const { waits = [500, 2000], onTrouble = () => undefined } = options;
  for (let tried = 0; ; tried++) {
    const outcome = await tryOnce(options, asked);
    if ("answer" in outcome) return outcome.answer;
    if (!outcome.again || tried >= waits.length) {
      onTrouble(`${asked.who} ${outcome.reason}`);
      return null;
    }
    await pause(waits[tried]);
  }
}

async function tryOnce<A>(
  { url, secret, clock, timeoutMs = 5000 }: AskOptions,
  { id, question, read }: Asked<A>,
): Promise<{ answer: A } | { reason: string; again: boolean }> {
  const body = JSON.stringify(question);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "idempotency-key": id,
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
      return { reason: `answered ${response.status}`, again };
    }
    const outcome = read((await response.text()).slice(0, longestAnswer), response.headers);
    return "answer" in outcome ? outcome : { reason: `gave an answer that ${outcome.fault}`, again: false };
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return { reason: late ? `did not answer in ${timeoutMs} ms` : "cannot be reached", again: true };
  }
}
