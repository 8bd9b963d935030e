/** A provider for demo and development: answers by what stands in the name, and knows nobody. */
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { IdentityAnswer, IdentityProvider, IdentityQuestion } from "./provider.ts";

/** 不符 or "nomatch" in the name: no match. 故障 or "outage": nobody answers. Everybody else matches. */
export function simulatedAnswer({ name }: Pick<IdentityQuestion, "name">): IdentityAnswer {
  if (/故障|outage/i.test(name)) return "unavailable";
  return /不符|nomatch/i.test(name) ? "no-match" : "match";
}

/** The same rule without a network, for a demo city on one machine. */
export const simulatedIdentity: IdentityProvider = {
  connected: true,
  check: async (question) => simulatedAnswer(question),
};

/** The rule behind a real socket, spoken as README.md says. Not listening yet. */
export function identitySimulator(): Server {
  return createServer(async (request, response) => {
    const question = questionIn(await text(request));
    const answer = question && simulatedAnswer(question);
    const status = answer === null ? 400 : answer === "unavailable" ? 503 : 200;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? { result: answer } : {}));
  });
}

function questionIn(body: string): Pick<IdentityQuestion, "name"> | null {
  try {
    const asked: unknown = JSON.parse(body);
    if (typeof asked !== "object" || asked === null || !("name" in asked) || typeof asked.name !== "string")
      return null;
    return "number" in asked && typeof asked.number === "string" ? { name: asked.name } : null;
  } catch {
    return null;
  }
}
