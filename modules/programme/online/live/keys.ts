/** Keys under which pictures are sent: made at the desk, told once, kept as a keyed hash. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import * as store from "../../event-store.ts";
import { newsOf } from "../../publishing/news.ts";
import * as sessionStore from "../../session-store.ts";
import { pictureComes, streamTimes } from "../stream.ts";
import { streamsOf } from "../stream-store.ts";
import { hasFfmpeg } from "./ffmpeg.ts";
import { keysOf, putKey } from "./live-store.ts";

/** What a sender's key is kept as. */
export const keyHash = (ctx: Pick<Ctx, "keyedHash">, key: string) => ctx.keyedHash("stream-key", key);

/** Makes a key; the one before is void at once. Refuses what is on site only, cancelled or over. */
export async function makeKey(ctx: TxCtx, id: string): Promise<{ key: string }> {
  const key = ctx.random(18).toString("base64url");
  await changeKey(ctx, id, keyHash(ctx, key));
  return { key };
}

/** Takes the key back. */
export async function dropKey(ctx: TxCtx, id: string): Promise<void> {
  await changeKey(ctx, id, null);
}

async function changeKey(ctx: TxCtx, id: string, hash: Buffer | null): Promise<void> {
  const session = found(await sessionStore.session(ctx.db, id), "session", id);
  const event = found(await store.lockEvent(ctx.db, session.eventId), "event", session.eventId);
  if (event.mode === "on-site") throw refused("stream.on-site");
  const stream = (await streamsOf(ctx.db, [id])).get(id) ?? null;
  const { endsAt } = streamTimes(session, stream);
  if (hash && (session.cancelledAt || Temporal.Instant.compare(endsAt, ctx.clock()) <= 0))
    throw refused("live.over");
  await putKey(ctx.db, id, hash, ctx.clock());
  await audit(ctx, {
    what: hash ? "session.stream-key-made" : "session.stream-key-dropped",
    on: { kind: "session", id },
    detail: { event: event.id },
  });
  if (event.state === "published") {
    const news = await newsOf(ctx.db, event);
    await announce(ctx, "event.changed", { ...news, sessionIds: [id], what: ["stream"] });
  }
}

/** How the live streams of an event stand, for its desk page. */
export async function showLive(ctx: Ctx, eventId: string) {
  const port = ctx.city.livePort;
  const keys = await keysOf(ctx.db, eventId);
  return {
    address: port === null ? null : `rtmp://${new URL(ctx.city.publicUrl).hostname}:${port}/live`,
    ready: port !== null && (await hasFfmpeg()),
    sessions: keys.map(({ id, keyMadeAt, pictureAt }) => ({
      id,
      keyMadeAt: keyMadeAt.toString(),
      picture: pictureComes(pictureAt, ctx.clock()),
    })),
  };
}
