/** A box comes in: each copy is scanned as at any counter, and what does not agree with the manifest is told and kept. */
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import type { Goes } from "../../circulation/holds/go-on.ts";
import { checkIn } from "../../circulation/lending/check-in.ts";
import { overSince } from "../ended-place.ts";
import * as store from "./box-store.ts";
import { markSent, type Scan } from "./boxes.ts";
import { insertFinding } from "./finding-store.ts";
import { copyInBox } from "./in-box-store.ts";
import { copyMeant, type SeveralCopies } from "./which-copy.ts";

/** came: as on the manifest · again: it was scanned before · extra: not on it, and right here · elsewhere: not on it, and to go on */
export type Outcome = "came" | "again" | "extra" | "elsewhere";

export type Received =
  | {
      is: "received";
      outcome: Outcome;
      title: string;
      barcode: string;
      /** How staff call it, where that is not available. */
      status: string;
      /** Somebody had it as lent: the loan has ended. */
      wasLent: boolean;
      goes: Goes;
    }
  | { is: "unknown"; barcode: string }
  | SeveralCopies;

/** Taken whatever is wrong. Scanned again it is the same; a box that nobody sent has left now, and one that is closed still takes what turns up. */
export async function receiveScan(ctx: TxCtx, { id, scan, ownerId }: Scan): Promise<Received> {
  const { db } = ctx;
  const box = await arriving(ctx, id);
  const on = today(ctx).toString();
  const meant = await copyMeant(ctx, { scan, ownerId, box, placeId: box.toId });
  if (meant.is === "several") return meant;
  if (meant.is === "none") {
    await insertFinding(db, { boxId: id, kind: "unknown", itemId: null, barcode: meant.barcode, on });
    return { is: "unknown", barcode: meant.barcode };
  }
  const { itemId, barcode } = meant;
  const before = found(await copyInBox(db, box.id, itemId), "item", `${itemId}`);
  const { title, loan, goes } = await checkIn(ctx, { itemId, placeId: box.toId });
  const outcome = outcomeOf(before, goes);
  if (outcome === "extra" || outcome === "elsewhere")
    await insertFinding(db, { boxId: id, kind: outcome, itemId, barcode, on });
  return {
    is: "received",
    outcome,
    title,
    barcode,
    status: before.status,
    wasLent: loan !== null,
    goes,
  };
}

/** Pure. */
export function outcomeOf(
  { line, hasFinding }: { line: "open" | "ended" | null; hasFinding: boolean },
  goes: Pick<Goes, "to">,
): Outcome {
  if (line === "open") return "came";
  if (line === "ended" || hasFinding) return "again";
  return goes.to === "place" ? "elsewhere" : "extra";
}

/** Whoever scans shares the box, so that it is not closed meanwhile; whoever finds it unsent has it alone. */
async function arriving(ctx: TxCtx, id: string): Promise<store.Box> {
  const { state } = found(await store.boxOf(ctx.db, id), "box", id);
  const box = found(await store.lockBox(ctx.db, id, { alone: state === "packing" }), "box", id);
  if (box.state !== "packing") return box;
  await markSent(ctx, box);
  return found(await store.boxOf(ctx.db, id), "box", id);
}

/** All that came has been scanned: what did not come is missing. Closed twice it is closed once. Refuses a box that has not left. */
export async function closeBox(ctx: TxCtx, id: string): Promise<{ missing: number; extra: number }> {
  const { db, city } = ctx;
  const box = found(await store.lockBox(db, id, { alone: true }), "box", id);
  if (box.state === "packing") throw refused("box.not-sent", { code: box.code });
  if (box.state === "received") return { missing: 0, extra: 0 };
  const on = today(ctx).toString();
  const missing = await store.closeBox(db, id, { on, now: ctx.clock(), zone: city.zone });
  const extra = await store.countExtra(db, id);
  const { fromId, toId, copies } = box;
  await audit(ctx, {
    what: "box.received",
    on: { kind: "box", id },
    detail: { copies, missing, extra },
  });
  await announce(ctx, "box.received", {
    boxId: id,
    fromId,
    toId,
    copies,
    missing,
    extra,
    demo: city.demo,
  });
  return { missing, extra };
}

/** Who takes it in: the house it goes to; where that place is no more, the house that sent it. */
export async function receivers(ctx: Pick<Ctx, "db" | "clock" | "city">, box: store.Box): Promise<string> {
  const to = await placeOf(ctx.db, box.toId);
  return to === null || overSince(ctx, to) !== null ? box.fromPath : box.toPath;
}
