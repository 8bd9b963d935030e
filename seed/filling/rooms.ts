/** Rooms of the demo city that can be reserved, and reservations, through the doors. */
import { Temporal } from "temporal-polyfill";
import { makeResource, makeSeats, reserve } from "#booking/filling";
import { actorFor } from "#people/filling";
import { type Ctx, inTx, today } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { RESERVED, ROOMS } from "../demo/rooms.ts";
import { idOf, type Keys } from "./keys.ts";

/** Answers what a rule refused, by reason. */
export async function fillRooms(ctx: Ctx, keys: Keys): Promise<Map<string, number>> {
  const { rooms } = keys;
  await inTx(ctx, async (inner) => {
    for (const { key, place, space, label, rules, seats } of ROOMS) {
      const made = await makeResource(inner, {
        place: idOf(keys.places, place),
        ...(space
          ? { kind: "space", space: idOf(keys.spaces, space) }
          : { kind: "thing", label: label ?? "" }),
        rules,
        public: !seats,
      });
      if (seats) await makeSeats(inner, made.id, seats);
      rooms.set(key, made.id);
    }
  });
  const refused = new Map<string, number>();
  for (const one of RESERVED) {
    const why = await fillOne(ctx, keys, idOf(rooms, one.room), one);
    if (why) refused.set(why, (refused.get(why) ?? 0) + 1);
  }
  return refused;
}

/** On the day, or on the next on which the house is open. */
async function fillOne(
  ctx: Ctx,
  keys: Keys,
  resourceId: string,
  { resident, days, from, to, purpose }: (typeof RESERVED)[number],
): Promise<string | null> {
  const { account } = idOf(keys.residents, resident);
  const actor = await actorFor(ctx, { account, actingFor: null });
  if (!actor) return "no-actor";
  let why: string | null = null;
  for (const later of [0, 1, 2]) {
    const day = today(ctx).add({ days: days + later });
    const at = (time: string) =>
      day.toZonedDateTime({ timeZone: ctx.city.zone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
    try {
      await inTx({ ...ctx, actor, channel: "portal" }, (inner) =>
        reserve(inner, { resourceId, startsAt: at(from), endsAt: at(to), purpose }),
      );
      return null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      why = error.id;
    }
  }
  return why;
}
