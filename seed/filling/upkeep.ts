/** What was seen at doors, in what state places were found, and what has been renewed. */
import { Temporal } from "temporal-polyfill";
import { actorFor } from "#people/filling";
import {
  finishRenovation,
  inspectPlace,
  observeOpening,
  planRenovation,
  reportProgress,
  reportShut,
  startRenovation,
} from "#places/filling";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import type { DemoCity, DemoDoor, DemoRenovation } from "../demo/types.ts";
import { at, idOf, type Keys } from "./keys.ts";

/** Everything at its own time, place by place. `step`: one record more is written. */
export async function fillUpkeep(ctx: Ctx, city: DemoCity, keys: Keys, step: () => void): Promise<void> {
  const clerks = await actorsOf(ctx, city, keys);
  for (const [place, records] of Map.groupBy(city.doors, (door) => door.place)) {
    // One transaction a place: a month of its door.
    await inTx(ctx, async (inner) => {
      for (const one of records) await fillDoor(inner, idOf(keys.places, place), one, clerks);
    });
    for (const _ of records) step();
  }
  const noon = (day: string) =>
    Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone: city.zone, plainTime: "12:00" })
      .toInstant()
      .toString();
  const access = new Map(city.places.map((one) => [one.key, one.access]));
  for (const { place, on, grade, words, equipment } of city.inspections) {
    await inTx(at(ctx, noon(on)), (inner) =>
      inspectPlace(inner, idOf(keys.places, place), {
        on,
        grade,
        words,
        access: [...(access.get(place) ?? [])],
        equipment: [...equipment],
      }),
    );
    step();
  }
  for (const one of city.renovations) {
    await fillRenovation(ctx, idOf(keys.places, one.place), one, noon);
    step();
  }
}

async function fillDoor(
  ctx: TxCtx,
  placeId: string,
  { what, at: moment, by, device }: DemoDoor,
  clerks: Map<string, Actor>,
): Promise<void> {
  const then = at(ctx, moment);
  if (what === "shut") await fillReport(then, placeId);
  else if (by)
    await observeOpening({ ...then, actor: idOf(clerks, by), channel: "desk" }, placeId, {
      what,
      how: "clerk",
    });
  else if (device) await observeOpening(then, placeId, { what, how: "device", device });
}

/** A visitor in front of a shut door; on a day that turns out to be a holiday there is nothing to report. */
async function fillReport(ctx: TxCtx, placeId: string): Promise<void> {
  try {
    await ctx.db.attempt((db) => reportShut({ ...ctx, db }, placeId, { reason: "locked" }));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

async function fillRenovation(
  ctx: Ctx,
  placeId: string,
  one: DemoRenovation,
  noon: (day: string) => string,
): Promise<void> {
  const on = <T>(day: string, work: (inner: TxCtx) => Promise<T>) => inTx(at(ctx, noon(day)), work);
  const { name, scope, from, to, closes, money } = one;
  const { id } = await on(one.startedOn, (inner) =>
    planRenovation(inner, placeId, { name, scope, from, to, closes, money: [...money] }),
  );
  const of = { placeId, id };
  await on(one.startedOn, (inner) => startRenovation(inner, of, one.startedOn));
  for (const report of one.progress) await on(report.on, (inner) => reportProgress(inner, of, report));
  const { finished } = one;
  if (finished) await on(finished.on, (inner) => finishRenovation(inner, of, { ...finished, reopen: true }));
}

async function actorsOf(ctx: Ctx, city: DemoCity, keys: Keys): Promise<Map<string, Actor>> {
  const logins = new Set(city.doors.flatMap(({ by }) => by ?? []));
  const actors = new Map<string, Actor>();
  for (const login of logins) {
    const actor = await actorFor(ctx, { account: idOf(keys.staff, login).account, actingFor: null });
    if (!actor) throw new Error(`${login} of the demo staff cannot act`);
    actors.set(login, actor);
  }
  return actors;
}
