/** Asks a provider of the city's own choice over HTTP. docs/eligibility-provider.openapi.json tells what the other side has to do. */
import { type AskOptions, askSigned, isSigned } from "../signed/index.ts";
import type { EligibilityAnswer, EligibilityQuestion } from "./provider.ts";
import { isAnswer } from "./shapes.ts";

/** Three tries after no answer, 429 and 5xx; everything that is no clear yes or no, signed, is `unavailable`. */
export async function askOverHttp(
  options: AskOptions & { secret: string },
  question: EligibilityQuestion,
): Promise<EligibilityAnswer> {
  const answer = await askSigned<EligibilityAnswer>(options, {
    id: question.id,
    question,
    who: "the eligibility provider",
    read: (text, headers) => {
      if (!isSigned(options.secret, headers.get("x-wenmai-signature"), text, options.clock()))
        return { fault: "is not signed by it" };
      return answerTo(question.id, text);
    },
  });
  return answer ?? { answer: "unavailable" };
}

/** The yes or no in a text. A text with anything else in it, such as a score, is thrown away, and not repeated in the fault. */
export function answerTo(id: string, text: string): { answer: EligibilityAnswer } | { fault: string } {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return { fault: "is not JSON" };
  }
  if (!isAnswer(said)) return { fault: "is not a yes or a no and nothing else" };
  if (said.id !== id) return { fault: "is to another question" };
  return said.answer === "yes"
    ? { answer: { answer: "yes", validUntil: said.validUntil } }
    : { answer: { answer: "no", reason: said.reason } };
}
