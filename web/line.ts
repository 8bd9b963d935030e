/** The line of a page that goes on without one: answers, refusals, or nothing in time. What is kept for the city is in `drawers.ts`. */
import { type AnswerOf, addressOf, type InputOf, type Operation } from "#contract";
import type { Problem } from "./page.ts";
import { within } from "./within.ts";

/** The city said no. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.id);
    this.problem = problem;
  }
}

interface Line {
  withinMs: number;
  /** `omit`: a device asks, whoever is signed in on it. */
  credentials: "omit" | "same-origin";
  /** Sent again with the same key, a command is done once and answered as the first time. */
  key?: string;
}

/** Asks the city. Throws what was refused as `Refused`, and anything else where there is no line. */
export async function ask<O extends Operation>(
  operation: O,
  input: InputOf<O>,
  { withinMs, credentials, key }: Line,
): Promise<AnswerOf<O>> {
  const response = await fetch(addressOf(operation, input), {
    method: operation.method,
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      ...(key !== undefined && { "idempotency-key": key }),
    },
    body: JSON.stringify(input.body),
    credentials,
    signal: within(withinMs),
  });
  if (response.status >= 500 || response.status === 429)
    throw new Error(`the city answered ${response.status}`);
  const answer: unknown = await response.json();
  // Our own server answers refusals as problems and everything else as the contract says.
  if (!response.ok) throw new Refused(answer as Problem);
  return answer as AnswerOf<O>;
}
