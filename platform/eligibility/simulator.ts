/** A provider for demo and development: answers by what stands in the name, and knows nobody. */
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { isSigned, signedHeaders } from "../signed/index.ts";
import type { EligibilityAnswer, EligibilityProviders, EligibilityQuestion } from "./provider.ts";
import { isQuestion, type QuestionShape } from "./shapes.ts";

/**
 * 不符 or "notmet" in the name: no. 查无 or "unknown": nobody of that name is known. 未授权 or "notagreed": the person has to agree
 * there first. 故障 or "outage": nobody answers. Everybody else: yes.
 */
export function simulatedAnswer({
  person: { name },
}: Pick<EligibilityQuestion, "person">): EligibilityAnswer {
  if (/故障|outage/i.test(name)) return { answer: "unavailable" };
  if (/不符|notmet/i.test(name)) return { answer: "no", reason: "not-met" };
  if (/查无|unknown/i.test(name)) return { answer: "no", reason: "not-known-there" };
  if (/未授权|notagreed/i.test(name)) return { answer: "no", reason: "not-agreed-there" };
  return { answer: "yes", validUntil: null };
}

/** The same rule without a network, for a demo city on one machine. */
export const simulatedEligibility: EligibilityProviders = {
  connected: ["credit", "residence"],
  ask: async (_provider, question) => simulatedAnswer(question),
};

/** The rule behind a real socket, spoken as the OpenAPI document says. Not listening yet. */
export function eligibilitySimulator({
  secret,
  clock,
}: {
  secret: string;
  clock: () => Temporal.Instant;
}): Server {
  return createServer(async (request, response) => {
    const body = await text(request);
    const { status, answer } = answered(String(request.headers["x-wenmai-signature"] ?? ""), body);
    const said = JSON.stringify(answer);
    response.writeHead(status, {
      "content-type": "application/json",
      ...signedHeaders(secret, said, clock()),
    });
    response.end(said);
  });

  function answered(signature: string, body: string): { status: number; answer: object } {
    if (!isSigned(secret, signature, body, clock())) return { status: 401, answer: {} };
    const question = questionIn(body);
    if (question === null) return { status: 400, answer: {} };
    const answer = simulatedAnswer(question);
    return answer.answer === "unavailable"
      ? { status: 503, answer: {} }
      : { status: 200, answer: { id: question.id, ...answer } };
  }
}

function questionIn(body: string): Static<typeof QuestionShape> | null {
  try {
    const asked: unknown = JSON.parse(body);
    return isQuestion(asked) ? asked : null;
  } catch {
    return null;
  }
}
