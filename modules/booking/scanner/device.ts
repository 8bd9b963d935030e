/** Devices that are scanners of a door: made ready by whoever serves there, for a day, and ended when one is lost. */
import { createHash } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { actorOfSubject } from "#people";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { servesAt } from "../may.ts";
import type { Offer } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { aboutOf } from "../views.ts";
import { signedList } from "./build-list.ts";
import type { makeScanner } from "./contract.ts";
import * as store from "./store.ts";

/** Days after its day for which a scanner's scans are still taken: the line may come back late. */
const daysOfGrace = 3;
/** Occasions of one scanner, at most. */
const mostDoors = 60;

export interface ScannerInput {
  offerId: string;
  label: string;
  room?: number;
  wholeDay?: boolean;
}

/** Makes the asking device a scanner of the door until the day is over, and gives it its key and list. */
export async function readyScanner(
  ctx: TxCtx,
  input: ScannerInput,
): Promise<Static<(typeof makeScanner)["answer"]>> {
  const offer = found(await offerStore.offer(ctx.db, input.offerId), "offer", input.offerId);
  if (offer.rules.ownRoll) throw refused("check-in.own-roll");
  const now = ctx.clock();
  const until = endOfDay(ctx, offer.endsAt);
  if (until.epochMilliseconds <= now.epochMilliseconds) throw refused("scanner.door-over");
  if (
    offer.startsAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString() >
    today(ctx).add({ days: 1 }).toString()
  )
    throw refused("scanner.too-early", { day: offer.startsAt.toString() });
  const offers = input.wholeDay ? await samePlaceToday(ctx, offer) : [offer.id];
  const key = ctx.random(32).toString("base64url");
  const row = {
    id: newId(now.epochMilliseconds),
    label: input.label,
    salt: ctx.random(16),
    orgPath: offer.orgPath,
    room: input.room ?? null,
    madeBy: ctx.actor.subject ?? "",
    madeAt: now,
    until,
  };
  await store.insertScanner(ctx.db, { ...row, keyHash: hashOf(key), offers });
  await audit(ctx, {
    what: "scanner.made",
    on: { kind: "scanner", id: row.id },
    detail: { offers: offers.length, label: row.label },
  });
  const list = await signedList(ctx, { ...row, seenAt: now, revokedAt: null }, offers, null);
  return { device: { id: row.id, key }, list };
}

/** Ends a scanner: lost, or not needed any more. What it has not sent is not taken from then on. */
export async function revokeScanner(ctx: TxCtx, id: string): Promise<void> {
  if (!(await store.revoke(ctx.db, id, ctx.actor.subject ?? "", ctx.clock()))) return;
  await audit(ctx, { what: "scanner.revoked", on: { kind: "scanner", id } });
}

/**
 * The scanner that asks, and the context of whoever made it ready, who still serves there. Locks the device. Refuses, so that it forgets
 * its list, what was ended or is nobody's.
 */
export async function scannerAsking(
  ctx: TxCtx,
  device: { id: string; key: string },
  scan: string | null = null,
): Promise<{ ctx: TxCtx; scanner: store.Asking; over: boolean }> {
  const now = ctx.clock();
  const asking = { id: device.id, keyHash: hashOf(device.key), scan };
  const scanner = await store.scannerHere(ctx.db, asking, now);
  if (!scanner) throw refused("scanner.revoked");
  const over = now.epochMilliseconds >= scanner.until.epochMilliseconds;
  if (now.epochMilliseconds >= scanner.until.add({ hours: 24 * daysOfGrace }).epochMilliseconds)
    throw refused("scanner.revoked");
  // How they signed in was looked at when the device was made ready; here only whether they still serve.
  const actor = await actorOfSubject(ctx, scanner.madeBy, "provider-two");
  if (!actor || !servesAt(actor, scanner)) throw refused("scanner.revoked");
  return { ctx: { ...ctx, actor, channel: "door" }, scanner, over };
}

function hashOf(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

function endOfDay(ctx: Ctx, at: Temporal.Instant): Temporal.Instant {
  return at.toZonedDateTimeISO(ctx.city.zone).startOfDay().add({ days: 1 }).toInstant();
}

async function samePlaceToday(ctx: Ctx, offer: Offer): Promise<string[]> {
  const day = offer.startsAt.toZonedDateTimeISO(ctx.city.zone).startOfDay();
  const span = { from: day.toInstant(), to: day.add({ days: 1 }).toInstant(), limit: 500 };
  const offers = await offerStore.offersBetween(ctx.db, [offer.orgPath], span);
  const about = await aboutOf(ctx, offers);
  const place = about.get(offer.ref)?.place?.id ?? null;
  const there = offers.filter(
    ({ id, ref, orgPath, state }) =>
      id !== offer.id &&
      state === "open" &&
      orgPath === offer.orgPath &&
      (about.get(ref)?.place?.id ?? null) === place,
  );
  return [offer.id, ...there.map(({ id }) => id)].slice(0, mostDoors);
}
