/** Serves the pieces of live streams, while the session's stream lasts. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Ctx } from "#platform/ctx";
import { playlistName } from "../stream.ts";
import { seenNow } from "./live-store.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const piece = /^\d{1,20}-\d{1,10}\.ts$/;

/** Adds `GET /live/:session/:file`: the list, never kept, and its pieces, which never change. */
export function serveLive(
  server: FastifyInstance,
  { db, clock }: Pick<Ctx, "db" | "clock">,
  folder: string,
): void {
  server.get<{ Params: { session: string; file: string } }>(
    "/live/:session/:file",
    // A player asks every few seconds, and a hall of people may share one address.
    { config: { limit: "free" } },
    async (request, reply) => {
      const { session, file } = request.params;
      const list = file === playlistName;
      const known = uuid.test(session) && (list || piece.test(file));
      const seen = known && (await seenNow(db, [session], clock())).has(session);
      const opened = seen ? await open(join(folder, session, file)).catch(nullWhenMissing) : null;
      if (!opened) return reply.code(404).header("cache-control", "no-store").send();
      const { size } = await opened.stat();
      return reply
        .header("cache-control", list ? "no-cache" : "public, max-age=3600, immutable")
        .header("content-length", size)
        .type(list ? "application/vnd.apple.mpegurl" : "video/mp2t")
        .send(opened.createReadStream());
    },
  );
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
