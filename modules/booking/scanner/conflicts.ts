/** What the desk sees of the scanners of a door, and how it settles what does not fit together. */
import type { Static } from "typebox";
import { namesOfSubjects } from "#people";
import { audit } from "#platform/audit";
import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { doorSheet } from "../door/door.ts";
import { walkIn } from "../door/walk-in.ts";
import { serving } from "../may.ts";
import * as offerStore from "../offers/offer-store.ts";
import { aboutOf, aboutView } from "../views.ts";
import type { scannersOf } from "./contract.ts";
import * as store from "./store.ts";

type View = Static<(typeof scannersOf)["answer"]>;

/** The scanners of a door and its conflicts that wait: who, where, when. */
export async function scannersView(ctx: Ctx, offerId: string): Promise<View> {
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  const about = await aboutOf(ctx, [offer]);
  const scanners = await store.scannersOf(ctx.db, offerId);
  const names = await namesOfSubjects(
    ctx.db,
    scanners.map(({ madeBy }) => madeBy),
  );
  const now = ctx.clock().epochMilliseconds;
  return {
    offerId,
    about: aboutView(about.get(offer.ref)),
    startsAt: offer.startsAt.toString(),
    endsAt: offer.endsAt.toString(),
    open: offer.state === "open",
    scanners: scanners.map((one) => ({
      id: one.id,
      label: one.label,
      madeBy: names.get(one.madeBy) ?? null,
      seenAt: one.seenAt.toString(),
      until: one.until.toString(),
      state: one.revokedAt ? "revoked" : one.until.epochMilliseconds <= now ? "over" : "ready",
    })),
    conflicts: await conflictsOf(ctx, offerId),
  };
}

async function conflictsOf(ctx: Ctx, offerId: string): Promise<View["conflicts"]> {
  const scans = await store.scansOfOffer(ctx.db, offerId);
  const groups = [...Map.groupBy(scans, groupOf)].filter(([, some]) => some.some(waits));
  if (groups.length === 0) return [];
  const called = new Map((await doorSheet(ctx, offerId)).holders.map((holder) => [holder.claimId, holder]));
  const claimIds = groups.flatMap(([, [first]]) => first?.claimId ?? []);
  const names = await store.subjectsOf(ctx.db, claimIds);
  const people = await namesOfSubjects(
    ctx.db,
    names.map(({ subject }) => subject),
  );
  const gone = new Map(names.map(({ id, subject }) => [id, people.get(subject) ?? null]));
  const states = new Map((await store.claimsNow(ctx.db, claimIds)).map(({ id, state }) => [id, state]));
  return groups.map(([id, some]) => {
    const holder = called.get(id);
    const worst = some.find(waits)?.trouble ?? "twice";
    return {
      id,
      who: some[0]?.claimId
        ? {
            name: holder?.name ?? gone.get(id) ?? null,
            phoneTail: holder?.phoneTail ?? null,
            number: holder?.number ?? null,
          }
        : null,
      trouble: worst,
      uncounted: uncountedOf(some),
      state: states.get(id) ?? null,
      scans: some.map((scan) => ({
        id: scan.id,
        label: scan.label,
        at: scan.at.toString(),
        way: scan.way,
        size: scan.size,
        trouble: scan.trouble,
      })),
    };
  });
}

type Scanned = Pick<store.Scan, "id" | "claimId" | "trouble" | "settledAt" | "size" | "counted">;

const groupOf = ({ claimId, id }: Scanned) => claimId ?? id;
const waits = ({ trouble, settledAt }: Scanned) => trouble !== null && settledAt === null;

/** People who are in without being a visit: who has no place any more, and who found none. Who came twice is counted once. */
function uncountedOf(scans: readonly Scanned[]): number {
  return scans
    .filter((scan) => waits(scan) && (scan.trouble === "gone" || scan.trouble === "uncounted"))
    .reduce((sum, { size, counted }) => sum + size - counted, 0);
}

/** Settles one conflict: noted, or its people counted from the places of the door. Settled by somebody else meanwhile: nothing to do. */
export async function settleScans(
  ctx: TxCtx,
  { offerId, id, how }: { offerId: string; id: string; how: "noted" | "counted" },
): Promise<{ settled: number }> {
  found(await offerStore.offerAtDoor(ctx.db, offerId), "offer", offerId);
  const scans = (await store.lockScans(ctx.db, offerId)).filter((scan) => groupOf(scan) === id);
  const open = scans.filter(waits);
  if (open.length === 0) return { settled: 0 };
  const uncounted = uncountedOf(open);
  if (how === "counted") {
    if (uncounted === 0) throw refused("scanner.nothing-to-count");
    await walkIn(ctx, { offerId, size: uncounted });
  }
  const settled = await store.settleScans(
    ctx.db,
    open.map((scan) => scan.id),
    { by: ctx.actor.subject ?? "", how, now: ctx.clock() },
  );
  await audit(ctx, {
    what: "scans.settled",
    on: { kind: "offer", id: offerId },
    detail: { of: id, how, settled },
  });
  return { settled };
}

// texts: today.scan-conflicts
/** For the desk's page of today: doors at which something does not fit together. */
export async function conflictsToday(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...serving);
  if (paths.length === 0) return [];
  const counts = await store.toSettleBelow(ctx.db, paths);
  const offers = new Map(
    (
      await offerStore.offers(
        ctx.db,
        counts.map(({ offerId }) => offerId),
      )
    ).map((offer) => [offer.id, offer]),
  );
  const about = await aboutOf(ctx, [...offers.values()]);
  return counts.flatMap(({ offerId, count }) => {
    const offer = offers.get(offerId);
    return offer
      ? [
          {
            key: "today.scan-conflicts",
            values: { event: about.get(offer.ref)?.title ?? "", at: offer.startsAt, count },
            href: `/desk/scanners/${offerId}`,
            kind: "do" as const,
          },
        ]
      : [];
  });
}
