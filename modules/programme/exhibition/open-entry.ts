/** Opens timed entry: slots and tours are sessions, made many at once and held to the rules of every session. */
import { Temporal } from "temporal-polyfill";
import { type Place, placesOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { addTo } from "../changing/change-event.ts";
import type { SessionText } from "../desk/contract.ts";
import { sessionRows } from "../drafting/draft-sessions.ts";
import type { Event } from "../event-store.ts";
import type { SessionRow } from "../session-store.ts";
import { type EntryPlan, mostSlots, type SlotPlan, type TourPlan } from "./contract.ts";
import { slotsOf, toursOf } from "./slots.ts";

const mostDays = 366;

interface Asked {
  id: string;
  version: number;
  reason?: string;
}

interface Opened {
  id: string;
  version: number;
  made: number;
}

/** Makes the slots that are not over yet. Refuses where the place has no hours, or one of them is there already. */
export function openSlots(ctx: TxCtx, input: Asked & SlotPlan): Promise<Opened> {
  return open(ctx, input, slotsOf, { entry: "slot", language: null });
}

/** Makes guided tours likewise. */
export function openTours(ctx: TxCtx, input: Asked & TourPlan): Promise<Opened> {
  return open(ctx, input, toursOf, { entry: "tour", language: input.language });
}

async function open<P extends EntryPlan>(
  ctx: TxCtx,
  input: Asked & P,
  made: (plan: P, place: Place, zone: string) => SessionText[],
  as: Pick<SessionRow, "entry" | "language">,
): Promise<Opened> {
  const days = Temporal.PlainDate.from(input.from).until(input.through).days;
  if (days < 0) throw invalid([{ field: "/body/through", id: "period.backwards" }]);
  if (days > mostDays)
    throw invalid([{ field: "/body/through", id: "exhibition.too-long", data: { max: mostDays } }]);
  const { id, version, sessionIds } = await addTo(ctx, input, async (event) => {
    const texts = made(input, await placeWithHours(ctx, event), ctx.city.zone);
    const coming = texts.filter(({ endsAt }) => Temporal.Instant.compare(endsAt, ctx.clock()) > 0);
    if (coming.length === 0) throw invalid([{ field: "/body/from", id: "exhibition.no-slots" }]);
    if (coming.length > mostSlots) {
      throw invalid([
        { field: "/body/through", id: "exhibition.too-many", data: { count: coming.length, max: mostSlots } },
      ]);
    }
    // What is wrong with one is wrong with all: told once, at the field it was typed in.
    await sessionRows(ctx.db, event, coming.slice(0, 1), ctx.clock(), () => "/body");
    const rows = await sessionRows(ctx.db, event, coming, ctx.clock(), () => "/body");
    return rows.map((row) => ({ ...row, ...as }));
  });
  return { id, version, made: sessionIds.length };
}

async function placeWithHours(ctx: TxCtx, { placeId }: Event): Promise<Place> {
  const place = placeId ? (await placesOf(ctx.db, [placeId])).get(placeId) : undefined;
  if (!place?.hours) throw invalid([{ field: "/body/from", id: "exhibition.no-hours" }]);
  return place;
}
