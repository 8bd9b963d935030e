/** What a scanner let in or out without a line, written down once the line is back: each scan once, nobody counted twice. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { passesOf } from "#people";
import { auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, Problem } from "#platform/errors";
import { announceAll } from "#platform/events";
import { type ClaimState, isOneOf } from "../claiming/claim-state.ts";
import { walkIn } from "../door/walk-in.ts";
import { newsOf } from "../news.ts";
import type { Offer } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import type { ScanShape } from "./contract.ts";
import { hashOn } from "./list-format.ts";
import * as store from "./store.ts";
import { troublesOf } from "./troubles.ts";

type Sent = Static<typeof ScanShape>;
type Fresh = Omit<Sent, "at"> & { at: Temporal.Instant };
type Row = Omit<store.Scan, "settledAt">;

/** Who may yet become a visit by a scan that arrives: also who was marked missing before the line came back. */
const mayCome = ["confirmed", "checked-in", "attended", "no-show"] as const satisfies ClaimState[];

/** Writes scans down in the order in which they happened. What is known already is answered as it was. The scanner must be locked. */
export async function mergeScans(
  ctx: TxCtx,
  scanner: store.Asking,
  scans: readonly Sent[],
): Promise<{ id: string; counted: number; trouble: store.Trouble | null }[]> {
  if (scans.length === 0) return [];
  const doors = new Set(scanner.doors);
  for (const { offerId } of scans) found(doors.has(offerId) || null, "offer", offerId);
  const known = new Set((await store.scansById(ctx.db, idsOf(scans))).map(({ id }) => id));
  const fresh = scans
    .filter(({ id }, n) => !known.has(id) && scans.findIndex((one) => one.id === id) === n)
    .map((scan) => ({ ...scan, at: clamped(scan.at, scanner.madeAt, ctx.clock()) }))
    .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
  if (fresh.length > 0) await writeDown(ctx, scanner, fresh);
  const written = new Map((await store.scansById(ctx.db, idsOf(scans))).map((scan) => [scan.id, scan]));
  return [...new Set(idsOf(scans))].flatMap((id) => {
    const scan = written.get(id);
    return scan ? [{ id, counted: scan.counted, trouble: scan.trouble }] : [];
  });
}

const idsOf = (scans: readonly { id: string }[]) => scans.map(({ id }) => id);

/** A device's clock decides nothing that cannot be: not before it was a scanner, not after now. */
function clamped(at: string, from: Temporal.Instant, to: Temporal.Instant): Temporal.Instant {
  const said = Temporal.Instant.from(at);
  if (said.epochMilliseconds < from.epochMilliseconds) return from;
  return said.epochMilliseconds > to.epochMilliseconds ? to : said;
}

async function writeDown(ctx: TxCtx, scanner: store.Scanner, fresh: readonly Fresh[]): Promise<void> {
  const now = ctx.clock();
  const offerIds = [...new Set(fresh.map(({ offerId }) => offerId))].sort();
  // Nobody closes or settles them meanwhile.
  const offers = new Map((await offerStore.offersAtDoor(ctx.db, offerIds)).map((offer) => [offer.id, offer]));
  const rowOf = ({ fresh: _, phone: __, ...scan }: Fresh): Row => ({
    ...scan,
    scannerId: scanner.id,
    counted: 0,
    trouble: null,
    unseen: 0,
  });
  const walkedIn: Row[] = [];
  // Pools are locked before claims.
  for (const scan of fresh.filter(isWalkIn)) walkedIn.push(await walkInAt(ctx, rowOf(scan)));
  await store.attendedNow(
    ctx.db,
    walkedIn.flatMap(({ claimId }) => claimId ?? []),
  );
  const others = fresh.filter((scan) => !isWalkIn(scan));
  const locked = await store.lockClaims(
    ctx.db,
    others.flatMap(({ claimId }) => claimId ?? []),
    offerIds,
  );
  const claims = new Map(
    locked.map((claim) => [claim.id, { ...claim, at: null as Temporal.Instant | null }]),
  );
  const revoked = await revokedAmong(ctx, scanner, others, claims);
  const rows = others.map((scan): Row => {
    const row = rowOf(scan);
    const claim = claims.get(scan.claimId ?? "");
    // A claim that is not of this door is nobody's here; who came in by it is in without a place, and the desk is told.
    if (!claim || claim.offerId !== scan.offerId)
      return {
        ...row,
        claimId: null,
        trouble: scan.way === "in" && scan.shown !== "back" ? "uncounted" : null,
      };
    const isRevoked = revoked.has(scan.id);
    if (scan.way === "out" || !isOneOf(mayCome, claim.state)) return row;
    const counted = Math.min(scan.fresh, scan.size, claim.size - claim.came);
    claim.came += counted;
    if (counted > 0) claim.at ??= scan.at;
    return { ...row, counted, trouble: isRevoked ? "revoked" : null };
  });
  const came = [...claims.values()].flatMap(({ id, came: all, at }) => (at ? [{ id, came: all, at }] : []));
  await store.setCame(ctx.db, came, now);
  await store.insertScans(ctx.db, [...walkedIn, ...rows], now);
  await tell(ctx, { rows, claims, offers });
  await findTroubles(ctx, [...walkedIn, ...rows]);
}

const isWalkIn = ({ claimId, way, shown }: Pick<Sent, "claimId" | "way" | "shown">) =>
  claimId === null && way === "in" && shown === "nobody";

/** People nobody named are claims of the door's places; where none are left they are in all the same, and the desk is told. */
async function walkInAt(ctx: TxCtx, row: Row): Promise<Row> {
  try {
    const { claimId } = await walkIn({ ...ctx, clock: () => row.at }, row);
    return { ...row, claimId, counted: row.size };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ...row, trouble: "uncounted" };
  }
}

/** Scans of phones, or of people, whose pass is good no more: it was ended while the scanner had no line. */
async function revokedAmong(
  ctx: TxCtx,
  scanner: store.Scanner,
  scans: readonly Fresh[],
  claims: ReadonlyMap<string, { subject: string | null }>,
): Promise<Set<string>> {
  const shown = scans.filter(({ phone, way }) => phone !== null && way === "in");
  const subjectOf = (scan: Fresh) => claims.get(scan.claimId ?? "")?.subject ?? null;
  const subjects = shown.flatMap((scan) => subjectOf(scan) ?? []);
  const salt = scanner.salt.toString("base64url");
  const good = new Map<string, Set<string>>();
  for (const { subject, active, phones } of await passesOf(ctx.db, subjects)) {
    good.set(subject, new Set(active ? await Promise.all(phones.map((one) => hashOn(salt, one))) : []));
  }
  return new Set(
    shown.flatMap((scan) => {
      const phones = good.get(subjectOf(scan) ?? "");
      return phones && !phones.has(scan.phone ?? "") ? [scan.id] : [];
    }),
  );
}

async function tell(
  ctx: TxCtx,
  {
    rows,
    claims,
    offers,
  }: {
    rows: readonly Row[];
    claims: ReadonlyMap<string, store.Locked>;
    offers: ReadonlyMap<string, Offer>;
  },
): Promise<void> {
  const pools = new Map(
    (await offerStore.pools(ctx.db, [...offers.keys()])).map((pool) => [pool.id, pool.channel]),
  );
  const came = rows.flatMap((row) => {
    const claim = claims.get(row.claimId ?? "");
    const offer = offers.get(row.offerId);
    return claim && offer && row.counted > 0 ? [{ row, claim, offer }] : [];
  });
  await announceAll(
    ctx,
    came.map(({ row, claim, offer }) => ({
      type: "claim.checked-in" as const,
      payload: newsOf(offer, {
        id: claim.id,
        size: row.counted,
        channel: pools.get(claim.poolId) ?? "online",
      }),
    })),
  );
  await auditAll(
    ctx,
    came.map(({ row, claim }) => ({
      what: "claim.checked-in",
      on: { kind: "claim", id: claim.id },
      subject: claim.subject,
      detail: { came: row.counted, scan: row.id, at: row.at.toString() },
    })),
  );
}

/** A scan that arrives late can explain another, or contradict it: all of a claim are looked at again. */
async function findTroubles(ctx: TxCtx, rows: readonly Row[]): Promise<void> {
  const ids = [...new Set(rows.flatMap(({ claimId }) => claimId ?? []))];
  const scans = Map.groupBy(await store.scansOfClaims(ctx.db, ids), ({ claimId }) => claimId ?? "");
  const claims = await store.claimsNow(ctx.db, ids);
  await store.setTroubles(
    ctx.db,
    claims.flatMap((claim) => troublesOf(claim, scans.get(claim.id) ?? [])),
  );
}
