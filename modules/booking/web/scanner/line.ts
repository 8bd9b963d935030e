/** The line of a scanner to the city: answers, refusals, or nothing in time. */
import { type AnswerOf, addressOf, type InputOf, type Operation } from "#contract";
import type { Problem } from "#web/page.ts";
import { within } from "#web/within.ts";

/** The city said no. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.id);
    this.problem = problem;
  }
}

/** Asks the city as this device, without whoever is signed in. Throws what was refused as `Refused`, and anything else where there is no line. */
export async function ask<O extends Operation>(
  operation: O,
  input: InputOf<O>,
  withinMs: number,
): Promise<AnswerOf<O>> {
  const response = await fetch(addressOf(operation, input), {
    method: operation.method,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(input.body),
    credentials: "omit",
    signal: within(withinMs),
  });
  if (response.status >= 500 || response.status === 429)
    throw new Error(`the city answered ${response.status}`);
  const answer: unknown = await response.json();
  // Our own server answers refusals as problems and everything else as the contract says.
  if (!response.ok) throw new Refused(answer as Problem);
  return answer as AnswerOf<O>;
}
