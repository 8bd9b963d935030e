/** Reads what is sent: UTF-8 JSON whose objects have each key once. Anything else is refused before anybody sees it. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { duplicateKey, TooDeep } from "#libs/json";
import { invalid, Problem } from "../errors/index.ts";
import { refuseOtherCharsets } from "./charset.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The API takes JSON alone. A silent replacement character would become somebody's name; a silent second key a wrong place. */
export function readBodiesStrictly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (request: FastifyRequest, body: Buffer) => {
      refuseOtherCharsets(request.headers["content-type"]);
      return body.length === 0 ? {} : readJson(body);
    },
  );
}

/** The value in these bytes. Refuses other encodings, unreadable JSON, bottomless nesting and keys that stand twice. */
export function readJson(body: Buffer): unknown {
  const text = decoded(body);
  try {
    const value: unknown = JSON.parse(text);
    const twice = duplicateKey(text);
    if (twice !== null) throw invalid([{ field: `/body${twice}`, id: "twice" }]);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TooDeep) throw new Problem("body-unreadable", 400);
    throw error;
  }
}

function decoded(body: Buffer): string {
  try {
    return decoder.decode(body);
  } catch {
    throw new Problem("body-encoding", 400);
  }
}
