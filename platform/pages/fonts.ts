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
  const files = keptFiles(keptBytes);

  async function cut(face: string, file: string, codes: number[]): Promise<Uint8Array> {
    let font = opened.get(face);
    if (!font) {
      font = open(file);
      opened.set(face, font);
    }
    return writeWoff(subset(await font, codes));
  }

  fastify.get<{ Params: { face: string }; Querystring: { c?: unknown } }>(
    "/fonts/:face.woff",
    async (request, reply) => {
      const { face } = request.params;
      const { c } = request.query;
      const file = faces[face];
      const codes = typeof c === "string" ? unpackCodes(c, mostCharacters) : null;
      if (!file || !codes) return reply.code(404).send();
      const id = `${face} ${c}`;
      const bytes = files.get(id) ?? files.keep(id, await cut(face, file, codes));
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
