/** A reservation is given back: by the holder until the house's deadline, by staff of the house at any time; one, from here on, or all. */
import { Temporal } from "temporal-polyfill";
import { organisationOf } from "#places";
import { audit, auditAll } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import { bringsGroups, servesAt } from "../may.ts";
import { newsOf } from "./news.ts";
import { endReservations, type Reservation, reservationOf, restOfSeries } from "./reservation-store.ts";
import { lockCells, type Resource, resourceOf } from "./resource-store.ts";
import { giveBackUntil } from "./rules.ts";
import type { Scope } from "./states.ts";
import { tellHolders } from "./tell.ts";

/** Answers how many were given back. Of a series those that are too late stay; a single one that is too late is refused. */
export async function cancelReservation(
  ctx: TxCtx,
  {
    reservationId,
    scope = "one",
    because = null,
  }: { reservationId: string; scope?: Scope; because?: string | null },
): Promise<{ cancelled: number; stay: number }> {
  const asked = found(await reservationOf(ctx.db, reservationId), "reservation", reservationId);
  const resource = found(await resourceOf(ctx.db, asked.resourceId), "resource", asked.resourceId);
  // What goes on there ends where it was planned, and then the room is free.
  if (asked.useRef) throw refused("reservation.of-use", { title: asked.purpose });
  const staff = servesAt(ctx.actor, resource) && !(await isHolder(ctx, asked));
  await lockCells(ctx.db, [resource.id]);
  const now = ctx.clock();
  const from = scope === "all" ? now : asked.startsAt;
  const some =
    scope === "one" || asked.seriesId === null
      ? [found(await reservationOf(ctx.db, reservationId), "reservation", reservationId)]
      : await restOfSeries(ctx.db, asked.seriesId, from);
  const standing = some.filter(({ state }) => state === "requested" || state === "confirmed");
  const going = standing.filter((one) => staff || isInTime(resource, one, now));
  if (going.length === 0) {
    if (standing.length === 0) throw refused("reservation.not-standing");
    throw refused("reservation.give-back-too-late", { minutes: resource.rules.giveBackMinutes });
  }
  const gone = await endReservations(
    ctx.db,
    going.map(({ id }) => id),
    { as: "cancelled", because, now },
  );
  await noteGone(ctx, resource, gone, "cancelled");
  if (staff)
    await tellHolders(
      ctx,
      "notice.reservation.cancelled",
      gone.map((reservation) => ({ reservation, reason: because ?? "" })),
    );
  return { cancelled: gone.length, stay: standing.length - gone.length };
}

/** What is asked for can be taken back until it begins; what is agreed holds to the deadline. */
export function isInTime(
  { rules }: Pick<Resource, "rules">,
  { state, startsAt }: Pick<Reservation, "state" | "startsAt">,
  now: Temporal.Instant,
): boolean {
  const until = state === "requested" ? startsAt : giveBackUntil(rules, { startsAt });
  return Temporal.Instant.compare(now, until) <= 0;
}

/** Is it theirs, or their organisation's? */
export async function isHolder(
  ctx: Pick<TxCtx, "db" | "actor">,
  { subject, organisationId }: Pick<Reservation, "subject" | "organisationId">,
): Promise<boolean> {
  if (subject !== null) return principal(ctx.actor)?.subject === subject;
  const holder = organisationId ? await organisationOf(ctx.db, organisationId) : null;
  return holder !== null && bringsGroups(ctx.actor, { orgPath: holder.path });
}

/** Audits and announces what came to nothing. */
export async function noteGone(
  ctx: TxCtx,
  resource: Resource,
  gone: readonly Reservation[],
  as: "refused" | "cancelled" | "displaced" | "released",
): Promise<void> {
  await announceAll(
    ctx,
    gone.map((one) => ({
      type: "reservation.gone" as const,
      payload: {
        ...newsOf(resource, one),
        as,
        use: one.useKind && one.useRef ? { kind: one.useKind, ref: one.useRef } : null,
      },
    })),
  );
  const entryOf = ({ id, subject }: Reservation) => ({
    what: `reservation.${as}`,
    on: { kind: "reservation", id },
    subject,
    detail: { resource: resource.id },
  });
  const [told, plain] = [gone.filter(isPersonal), gone.filter((one) => !isPersonal(one))];
  await auditAll(ctx, plain.map(entryOf));
  // Why is nobody else's: sealed with the person's own key.
  for (const one of told) await audit(ctx, { ...entryOf(one), personal: { because: one.because } });
}

const isPersonal = ({ subject, because }: Reservation) => subject !== null && because !== null;
