/** Coming onto the entry of somebody else by its code, and leaving it again: until the close. */
import { audit } from "#platform/audit";
import { plainReadableCode } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { enteredElsewhere, openDraw, refuseWish, whose } from "./enter.ts";
import * as entries from "./entry-store.ts";
import { peopleOn, putPeople, takeOff } from "./people-store.ts";
import { tell } from "./tell.ts";

/** Comes along on the entry of a code, for oneself or whom one acts for; whoever made it is told, and is asked no rule but how many they are. */
export async function joinEntry(ctx: TxCtx, typed: string): Promise<{ drawId: string; number: string }> {
  const subject = whose(ctx);
  const code = plainReadableCode(typed);
  const drawId = await entries.drawOfCode(ctx.db, code);
  if (!drawId) throw refused("drawing.no-such-code");
  const draw = await openDraw(ctx, drawId);
  const entry = await entries.lockEntry(ctx.db, { drawId, code });
  const maker = entry?.subject;
  if (!entry || !maker || entry.state !== "entered") throw refused("drawing.no-such-code");
  if ((await peopleOn(ctx.db, [entry.id])).some((one) => one.subject === subject))
    throw refused("drawing.on-it", {}, { next: `/draws/${drawId}#own` });
  const wish = { ...entry, size: entry.size + 1 };
  await refuseWish(ctx, draw, { subject: maker, wish, only: "size" });
  const elsewhere = await putPeople(
    ctx.db,
    { drawId, entryId: entry.id },
    { subjects: [subject], joined: true },
  );
  if (elsewhere.length > 0) throw await enteredElsewhere(ctx, drawId, { elsewhere, self: subject });
  await entries.resize(ctx.db, entry.id, wish.size, ctx.clock());
  await audit(ctx, { what: "draw.joined", on: { kind: "draw", id: drawId }, subject });
  await tell(ctx, draw, "notice.draw.joined", [maker], { who: { person: subject }, size: wish.size });
  return { drawId, number: entry.number };
}

/** Leaves the entry that somebody else made, or, where one made it oneself, takes `who` off it; the other is told. */
export async function leaveEntry(
  ctx: TxCtx,
  { drawId, who }: { drawId: string; who: string | null },
): Promise<{ drawId: string }> {
  const self = whose(ctx);
  const draw = await openDraw(ctx, drawId);
  const asked = who
    ? await entries.entryOf(ctx.db, drawId, self)
    : await entries.entryWith(ctx.db, drawId, self);
  const entry = found(
    asked && (await entries.lockEntry(ctx.db, { drawId, id: asked.id })),
    "draw-entry",
    drawId,
  );
  const gone = who ?? self;
  if (!entry.subject || entry.subject === gone)
    throw refused("drawing.own-entry", {}, { next: `/draws/${drawId}#own` });
  if ((await takeOff(ctx.db, entry.id, [gone])) === 0) return { drawId };
  const size = entry.size - 1;
  await entries.resize(ctx.db, entry.id, size, ctx.clock());
  await audit(ctx, {
    what: who ? "draw.taken-off" : "draw.left",
    on: { kind: "draw", id: drawId },
    subject: gone,
  });
  if (who) await tell(ctx, draw, "notice.draw.taken-off", [who], { by: { person: self } });
  else await tell(ctx, draw, "notice.draw.left", [entry.subject], { who: { person: self }, size });
  return { drawId };
}
