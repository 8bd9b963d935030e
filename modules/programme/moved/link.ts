/** The link by which somebody answers a move with one tap, without signing in: for one claim of one holder and one move, and nothing else. */
import { timingSafeEqual } from "node:crypto";
import { claimNow } from "#booking";
import type { Ctx } from "#platform/ctx";
import { notFound } from "#platform/errors";

interface Answering {
  moveId: string;
  claimId: string;
}

/** Move and claim, with a mark only this city can make of them and the holder. */
export function moveToken(ctx: Pick<Ctx, "keyedHash">, asked: Answering, holder: string): string {
  const ids = Buffer.from((asked.moveId + asked.claimId).replaceAll("-", ""), "hex");
  return Buffer.concat([ids, markOf(ctx, asked, holder)]).toString("base64url");
}

/** Which move and claim a link is for. Refuses what we did not write, and what was written to who holds the claim no longer. */
export async function readMoveToken(ctx: Pick<Ctx, "keyedHash" | "db">, token: string): Promise<Answering> {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 48) throw notFound("link", token);
  const asked = { moveId: uuidOf(bytes.subarray(0, 16)), claimId: uuidOf(bytes.subarray(16, 32)) };
  const holder = (await claimNow(ctx.db, asked.claimId))?.subject;
  if (!holder || !timingSafeEqual(bytes.subarray(32), markOf(ctx, asked, holder)))
    throw notFound("link", token);
  return asked;
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function markOf(ctx: Pick<Ctx, "keyedHash">, { moveId, claimId }: Answering, holder: string): Buffer {
  return ctx.keyedHash("programme/answer-move", `${moveId} ${claimId} ${holder}`).subarray(0, 16);
}
