/** Reservations as what is kept about a person: told to them, joined with their other account, forgotten. */
import type { Joining, Moved, PersonSection } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { noteGone } from "./give-back.ts";
import * as personalStore from "./personal-store.ts";
import { endReservations, reservationsOfHolder } from "./reservation-store.ts";
import { resourcesById } from "./resource-store.ts";
import { currentStates } from "./states.ts";
import { reservationViews } from "./views.ts";

/** Everything a person has or had. */
export async function exportReservations(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const all = await reservationsOfHolder(ctx.db, subject, { now: ctx.clock(), limit: 10_000 });
  if (all.length === 0) return [];
  const rows = (await reservationViews(ctx, all)).map(
    ({ room, startsAt, endsAt, purpose, people, state, because, organisation }) => ({
      room: room.name,
      place: room.place?.name ?? null,
      startsAt,
      endsAt,
      purpose,
      people,
      state,
      because,
      organisation,
    }),
  );
  return [{ module: "booking", title: "export.reservations", rows, words: { state: "reserving.state" } }];
}

/** Two accounts are one person: what either has stands; two at one time in different rooms are theirs to give back. */
export async function mergeReservations(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const keys = { from: from.subject, into: into.subject };
  await personalStore.movePersonResource(ctx.db, keys, ctx.clock());
  const rows = await personalStore.moveReservations(ctx.db, from.subject, into.subject);
  return rows === 0 ? [] : [{ module: "booking", what: "merge.reservations", rows, settled: [] }];
}

/** What is to come is given back, what is past stays without the person. */
export async function eraseReservations(ctx: TxCtx, subject: string): Promise<number> {
  const current = (await personalStore.currentOf(ctx.db, subject)).map(({ id }) => id);
  if (current.length > 0) {
    const gone = await endReservations(ctx.db, current, {
      as: "cancelled",
      from: currentStates,
      now: ctx.clock(),
    });
    const resources = await resourcesById(ctx.db, [...new Set(gone.map(({ resourceId }) => resourceId))]);
    for (const resource of resources)
      await noteGone(
        ctx,
        resource,
        gone.filter(({ resourceId }) => resourceId === resource.id),
        "cancelled",
      );
  }
  return personalStore.forgetReservations(ctx.db, subject, ctx.clock());
}
