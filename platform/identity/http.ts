/** Asks a provider of the city's own choice over HTTP. README.md tells what the other side has to do. */
import { type AskOptions, askSigned } from "../signed/index.ts";
import type { IdentityAnswer, IdentityProvider } from "./provider.ts";

/** Three tries after no answer, 429 and 5xx; everything that is no clear answer is `unavailable`. */
export function httpIdentity(options: AskOptions): IdentityProvider {
  return {
    connected: true,
    async check(question) {
      const asked = { id: question.id, question, who: "the identity provider", read: answerIn };
      return (await askSigned<IdentityAnswer>(options, asked)) ?? "unavailable";
    },
  };
}

function answerIn(text: string): { answer: IdentityAnswer } | { fault: string } {
  try {
    const answer: unknown = JSON.parse(text);
    const result = typeof answer === "object" && answer !== null && "result" in answer ? answer.result : null;
    if (result === "match" || result === "no-match") return { answer: result };
  } catch {
    // Not JSON is not understood either.
  }
  return { fault: "is not understood" };
}
