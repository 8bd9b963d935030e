/** Recordings on their way in, out to phones, and away again. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Ctx, inTx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { invalid, tooLarge } from "#platform/errors";
import type { Job } from "#platform/jobs";
import { may } from "../../may.ts";
import { mostAudioBytes } from "./contract.ts";
import { eventsWith, fileToServe, forgetUnused, noteFile } from "./guide-store.ts";
import { type AudioMedia, headBytes, mediaOf, rangeOf } from "./media.ts";

/** The part of the city's storage that is ours. */
const area = "guide-audio";

/** Keeps a recording while it comes in and answers its hash. Refuses by its first bytes what no phone plays. */
export async function keepRecording(ctx: Ctx, content: AsyncIterable<Uint8Array>): Promise<string> {
  let media: AudioMedia | null = null;
  async function* checked() {
    let head = Buffer.alloc(0);
    let bytes = 0;
    for await (const part of content) {
      bytes += part.byteLength;
      if (bytes > mostAudioBytes) throw tooLarge(mostAudioBytes);
      if (media) {
        yield part;
        continue;
      }
      head = Buffer.concat([head, part]);
      if (head.length < headBytes) continue;
      media = mediaOf(head);
      if (!media) break;
      yield head;
    }
    if (!media) throw invalid([{ field: "/body/file", id: "guide.no-audio" }]);
  }
  const stored = await (await ctx.storage(area)).put(checked());
  if (!media) throw new Error("a recording was stored that is none");
  await noteFile(ctx.db, { ...stored, media }, ctx.clock());
  return stored.sha256;
}

/** Adds `GET /guide-audio/:name`, with ranges: phones ask for pieces. What is not public is heard by the staff who may see its event at the desk. */
export function serveRecordings(server: FastifyInstance, { db, storage }: Pick<Ctx, "db" | "storage">): void {
  server.get<{ Params: { name: string } }>(
    "/guide-audio/:name",
    { config: { limit: "free", asker: true } },
    async (request, reply) => {
      const [, sha256 = ""] = /^([0-9a-f]{64})\.(mp3|m4a|ogg)$/.exec(request.params.name) ?? [];
      const file = sha256 ? await fileToServe(db, sha256) : null;
      if (!file || !(file.public || (await hearsDraft(request, db, sha256))))
        return reply.code(404).header("cache-control", "no-store").send();
      // An exhibition that is withdrawn takes its recordings along: who keeps one asks again.
      reply
        .header("cache-control", file.public ? "public, no-cache" : "no-store")
        .header("etag", `"${sha256}"`);
      if (request.headers["if-none-match"] === `"${sha256}"`) return reply.code(304).send();
      const range = rangeOf(request.headers.range, file.bytes);
      reply.header("accept-ranges", "bytes").type(file.media);
      if (range === "outside") return reply.code(416).header("content-range", `bytes */${file.bytes}`).send();
      const { from, to } = range ?? { from: 0, to: file.bytes };
      if (range) reply.code(206).header("content-range", `bytes ${from}-${to - 1}/${file.bytes}`);
      return reply
        .header("content-length", to - from)
        .send(await (await storage(area)).open(sha256, { from, to }));
    },
  );
}

async function hearsDraft({ ctx }: FastifyRequest, db: Db, sha256: string): Promise<boolean> {
  if (ctx.actor.kind !== "staff") return false;
  return (await eventsWith(db, sha256)).some((event) => may["event.see-desk"](ctx.actor, event));
}

const keptHours = 24;

/** Drops what was handed in and nothing uses. */
export const guideFilesJob: Job = {
  name: "programme.drop-unused-recordings",
  cron: "20 19 * * *",
  run: async (ctx) => {
    const storage = await ctx.storage(area);
    await inTx(ctx, async ({ db }) => {
      // Whoever hands the same one in again waits for this row.
      for (const sha256 of await forgetUnused(db, ctx.clock().subtract({ hours: keptHours })))
        await storage.remove(sha256);
    });
  },
};
