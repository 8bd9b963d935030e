import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { FastifyInstance } from "fastify";
import { type Font, openFont, readWoff, subset, unpackCodes, writeWoff } from "#libs/glyphs";

/** Han typefaces we serve: headings (宋体), and body (黑体) for machines that have no Han font of their own. */
const faces: Record<string, string> = {
  "song-600": "@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-600-normal.woff",
  "hei-400": "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff",
  "hei-600": "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-600-normal.woff",
};

/** More distinct characters than a page of ours has. */
const mostCharacters = 2_500;
const keptBytes = 16 * 1_048_576;

/**
 * Serves exactly the characters a page asks for: `/fonts/song-600.woff?c=…` (see `packCodes`). A page's headings are
 * about 15 KB this way; the ready-made slices of the same face would be half a megabyte. Cutting takes about 1 ms.
 */
export function serveFonts(fastify: FastifyInstance): void {
  const opened = new Map<string, Promise<Font>>();
  const made = new Map<string, Uint8Array>();
  let kept = 0;

  function keep(id: string, bytes: Uint8Array) {
    if (!made.has(id)) kept += bytes.length;
    made.set(id, bytes);
    for (const [oldest, file] of made) {
      if (kept <= keptBytes) break;
      made.delete(oldest);
      kept -= file.length;
    }
  }

  fastify.get<{ Params: { face: string }; Querystring: { c?: string } }>(
    "/fonts/:face.woff",
    async (request, reply) => {
      const { face } = request.params;
      const file = faces[face];
      const codes = typeof request.query.c === "string" ? unpackCodes(request.query.c, mostCharacters) : null;
      if (!file || !codes) return reply.code(404).send();
      const id = `${face} ${request.query.c}`;
      let bytes = made.get(id);
      if (!bytes) {
        let font = opened.get(face);
        if (!font) {
          font = open(file);
          opened.set(face, font);
        }
        bytes = writeWoff(subset(await font, codes));
        const [oldest] = made.keys();
        if (made.size >= keptFiles && oldest !== undefined) made.delete(oldest);
        made.set(id, bytes);
      }
      return reply
        .header("cache-control", "public, max-age=31536000, immutable")
        .type("font/woff")
        .send(Buffer.from(bytes));
    },
  );
}

async function open(file: string): Promise<Font> {
  const path = createRequire(import.meta.url).resolve(file);
  return openFont(readWoff(await readFile(path)));
}
