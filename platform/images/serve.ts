/** Serves pictures under addresses that name their content, so that browsers keep them for ever. */
import type { FastifyInstance } from "fastify";
import type { Ctx } from "../ctx/index.ts";
import { nullWhenMissing } from "../storage/index.ts";
import { imageArea } from "./images.ts";
import { shownFile } from "./store.ts";

/** Adds `GET /images/:name`. 404 for what is not shown, though a file of that hash may lie in the storage. */
export function serveImages(server: FastifyInstance, { db, storage }: Pick<Ctx, "db" | "storage">): void {
  server.get<{ Params: { name: string } }>(
    "/images/:name",
    // A page has a dozen of them.
    { config: { limit: "free" } },
    async (request, reply) => {
      const [, sha256 = ""] = /^([0-9a-f]{64})\.(webp|jpg)$/.exec(request.params.name) ?? [];
      const file = sha256 ? await shownFile(db, sha256) : null;
      const bytes = file && (await (await storage(imageArea)).open(sha256).catch(nullWhenMissing));
      if (!file || !bytes) return reply.code(404).header("cache-control", "no-store").send();
      return reply
        .header("cache-control", "public, max-age=31536000, immutable")
        .header("content-length", file.bytes)
        .type(file.media)
        .send(bytes);
    },
  );
}
