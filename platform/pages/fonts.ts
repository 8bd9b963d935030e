import type { FastifyInstance } from "fastify";
import { subset, unpackCodes, writeWoff } from "#libs/glyphs";
import { fontOf, isFace } from "../lettering/index.ts";

/** More distinct characters than a page of ours has. */
const mostCharacters = 2_500;
const keptBytes = 16 * 1_048_576;

/**
 * Serves exactly the characters a page asks for: `/fonts/song-600.woff?c=…` (see `packCodes`). A page's headings are
 * about 15 KB this way; the ready-made slices of the same face would be half a megabyte. Cutting takes about 1 ms.
 */
export function serveFonts(fastify: FastifyInstance): void {
  const files = keptFiles(keptBytes);

  fastify.get<{ Params: { face: string }; Querystring: { c?: unknown } }>(
    "/fonts/:face.woff",
    async (request, reply) => {
      const { face } = request.params;
      const { c } = request.query;
      const codes = typeof c === "string" ? unpackCodes(c, mostCharacters) : null;
      if (!isFace(face) || !codes) return reply.code(404).send();
      const id = `${face} ${c}`;
      const bytes = files.get(id) ?? files.keep(id, writeWoff(subset(await fontOf(face), codes)));
      return reply
        .header("cache-control", "public, max-age=31536000, immutable")
        .type("font/woff")
        .send(Buffer.from(bytes));
    },
  );
}

/** Keeps the newest files up to so many bytes. */
function keptFiles(most: number) {
  const files = new Map<string, Uint8Array>();
  let held = 0;
  return {
    get: (id: string) => files.get(id),
    keep(id: string, bytes: Uint8Array): Uint8Array {
      if (!files.has(id)) held += bytes.length;
      files.set(id, bytes);
      for (const [oldest, file] of files) {
        if (held <= most) break;
        files.delete(oldest);
        held -= file.length;
      }
      return bytes;
    },
  };
}
