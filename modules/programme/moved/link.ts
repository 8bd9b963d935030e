/** The link by which somebody answers a move with one tap, without signing in: for one claim while it is the same holder's, one move, and nothing else. */
import { timingSafeEqual } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import { claimNow } from "#booking";
import type { Ctx } from "#platform/ctx";
import { notFound, refused } from "#platform/errors";

interface Answering {
  moveId: string;
  claimId: string;
}

/** Move and claim, with a mark only this city can make of them and since when the claim is its holder's: joined with another account they stay the holder. */
export function moveToken(ctx: Pick<Ctx, "keyedHash">, asked: Answering, since: Temporal.Instant): string {
  const ids = Buffer.from((asked.moveId + asked.claimId).replaceAll("-", ""), "hex");
  return Buffer.concat([ids, markOf(ctx, asked, since)]).toString("base64url");
}

/** Which move and claim a link is for. Refuses what we did not write, and what was written to who holds the claim no longer. */
export async function readMoveToken(ctx: Pick<Ctx, "keyedHash" | "db">, token: string): Promise<Answering> {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 48) throw notFound("link", token);
  const asked = { moveId: uuidOf(bytes.subarray(0, 16)), claimId: uuidOf(bytes.subarray(16, 32)) };
  const claim = await claimNow(ctx.db, asked.claimId);
  const isOf = (since: Temporal.Instant) => timingSafeEqual(bytes.subarray(32), markOf(ctx, asked, since));
  if (claim?.subject && isOf(claim.since)) return asked;
  if (claim && isOf(claim.madeAt)) throw refused("move.handed-on", {}, { status: 410 });
  throw notFound("link", token);
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function markOf(
  ctx: Pick<Ctx, "keyedHash">,
  { moveId, claimId }: Answering,
  since: Temporal.Instant,
): Buffer {
  return ctx.keyedHash("programme/answer-move", `${moveId} ${claimId} ${since}`).subarray(0, 16);
}
