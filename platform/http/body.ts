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
    throw otherEncoding(brokenIn(() => JSON.parse(body.toString())));
  }
}

/** Text that is no UTF-8, with the fields it was found in. */
export function otherEncoding(fields: readonly string[]): Problem {
  const faults = fields.slice(0, 10).map((field) => ({ field: field.slice(0, 100), id: "encoding" }));
  return new Problem("body-encoding", 400, {}, faults);
}

/** Where replacement characters stand in what was read all the same; nothing where it cannot be read at all. */
function brokenIn(read: () => unknown): string[] {
  const broken: string[] = [];
  const look = (value: unknown, at: string): void => {
    if (typeof value === "string" && value.includes("\ufffd")) broken.push(at);
    if (typeof value !== "object" || value === null) return;
    for (const [name, inner] of Object.entries(value)) look(inner, `${at}/${name}`);
  };
  try {
    look(read(), "/body");
  } catch {
    return [];
  }
  return broken;
}
