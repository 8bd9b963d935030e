/** A scanner with a line asks the server about everybody: nobody is let in twice by two doors. */
import type { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import type { TxCtx } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { letIn, type Weighed, weighedAtDoor } from "../door/check-in.ts";
import { walkIn } from "../door/walk-in.ts";
import type { scanNow as contract } from "./contract.ts";
import { scannerAsking } from "./device.ts";
import * as store from "./store.ts";

type Input = Omit<Static<NonNullable<(typeof contract)["body"]>>, "device">;
type Answer = Static<(typeof contract)["answer"]>;

/** Lets in, back or out by the rule of the door, once for each scan id. Refuses with the door's refusals, and writes nothing then. */
export async function scanNow(
  asked: TxCtx,
  { device, ...input }: Input & { device: { id: string; key: string } },
): Promise<Answer> {
  const { scan: shownHere, claimId: picked, nobody } = input;
  if ([shownHere, picked, nobody].filter((one) => one !== undefined).length !== 1)
    throw invalid([{ field: "/body/nobody", id: "scanner.one-of-three" }]);
  const { ctx, scanner } = await scannerAsking(asked, device, input.id);
  found(scanner.doors.includes(input.offerId) || null, "offer", input.offerId);
  const [before] = scanner.known ? await store.scansById(ctx.db, [input.id]) : [];
  if (before) return told(before);
  const at = ctx.clock();
  const scan = {
    id: input.id,
    scannerId: scanner.id,
    offerId: input.offerId,
    way: input.way,
    at,
    trouble: null,
    unseen: 0,
  };
  if (input.nobody !== undefined) {
    if (input.way === "out") {
      const left = { ...scan, claimId: null, size: input.nobody, counted: 0, shown: "nobody" as const };
      await store.insertScans(ctx.db, [left], at);
      return { claimId: null, kind: "out", fresh: 0, back: left.size, rest: 0, checkedInAt: null };
    }
    const { claimId } = await walkIn(ctx, { offerId: input.offerId, size: input.nobody });
    const size = input.nobody;
    await store.insertScans(ctx.db, [{ ...scan, claimId, size, counted: size, shown: "nobody" }], at);
    return { claimId, kind: "in", fresh: size, back: 0, rest: 0, checkedInAt: at.toString() };
  }
  const { offer, claim, meaning } = await weighed(ctx, input);
  const since = claim.checkedInAt?.toString() ?? null;
  const already = { claimId: claim.id, kind: "already" as const, fresh: 0, back: 0, checkedInAt: since };
  if (meaning.kind === "already") return { ...already, rest: meaning.rest };
  const shown = input.claimId ? "list" : input.documentSeen ? "document" : "pass";
  if (meaning.kind === "out") {
    const { size, unseen } = meaning;
    const trouble = unseen > 0 ? "unseen" : null;
    const row = { ...scan, claimId: claim.id, size, counted: 0, shown, unseen, trouble } as const;
    await store.insertScans(ctx.db, [row], at);
    return { claimId: claim.id, kind: "out", fresh: 0, back: size, rest: 0, checkedInAt: since };
  }
  const { fresh, back, rest } = meaning;
  const row = { ...scan, claimId: claim.id, size: fresh + back, counted: fresh, shown } as const;
  if (fresh === 0) await store.insertScans(ctx.db, [row], at);
  else {
    const { documentSeen } = input;
    const write = (now: Temporal.Instant) => store.letInByScan(ctx.db, row, now);
    const done = await letIn(ctx, { offer, claim, came: fresh, documentSeen, write });
    if (done.already) return { ...already, rest: done.rest, checkedInAt: done.checkedInAt };
  }
  return { claimId: claim.id, kind: "in", fresh, back, rest, checkedInAt: since ?? at.toString() };
}

/** What it means. Who comes back or goes out is told by scans alone: of two doors at once the second waits, and sees what the first wrote. */
async function weighed(ctx: TxCtx, input: Input): Promise<Weighed> {
  const first = await weighedAtDoor(ctx, { ...input, comesAndGoes: true });
  const { meaning, claim } = first;
  if (meaning.kind === "already" || (meaning.kind === "in" && meaning.back === 0)) return first;
  await store.lockClaims(ctx.db, [claim.id], [input.offerId]);
  // The code is dealt with by now: the person is known.
  const { scan: _, ...known } = input;
  return weighedAtDoor(ctx, { ...known, claimId: claim.id, comesAndGoes: true });
}

/** What was answered, as far as it is written down. */
function told({ claimId, way, size, counted, at }: store.Scan): Answer {
  return {
    claimId,
    kind: way,
    fresh: counted,
    back: size - counted,
    rest: 0,
    checkedInAt: at.toString(),
  };
}
