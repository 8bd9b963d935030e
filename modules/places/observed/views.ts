/** Observed openings as the contract shows them. */
import type { AnswerOf } from "#contract";
import { type Ctx, today } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import { closuresOf } from "../closures/closure-store.ts";
import type { FacilityRow } from "../facility/facility-store.ts";
import { findPlaces } from "../finding/find.ts";
import { type Holidays, holidaysNow } from "../hours/holiday-table.ts";
import { stripOf } from "../hours/week.ts";
import { may } from "../may.ts";
import { openAnswer } from "../views.ts";
import type * as contract from "./contract.ts";
import { judgedOpenings, openingHonesty, type Period, ruleOn } from "./honesty.ts";
import * as store from "./observation-store.ts";

const shownDays = 30;
const longestPeriodDays = 366;

/** How often one place kept its posted hours. Refuses periods that end before they begin or are longer than a year. */
export async function openingsView(
  ctx: Ctx,
  id: string,
  asked: { from?: string | undefined; until?: string | undefined },
): Promise<AnswerOf<typeof contract.placeOpenings>> {
  const period = lastDays(ctx, shownDays);
  const { from, until } = { from: asked.from ?? period.from, until: asked.until ?? period.until };
  const days = Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
  if (days <= 0) throw invalid([{ field: "/query/until", id: "period.backwards" }]);
  if (days > longestPeriodDays)
    throw invalid([{ field: "/query/from", id: "period.too-long", data: { days: longestPeriodDays } }]);
  const [counts, rules] = await Promise.all([
    openingHonesty(ctx, [id], { from, until }),
    store.tolerances(ctx.db),
  ]);
  return {
    from,
    until,
    days,
    tolerance: ruleOn(rules, today(ctx).toString()),
    ...found(counts.get(id), "place", id),
  };
}

/** The doors somebody's roles cover, in the order of their names. */
export async function deskOpeningsView(
  ctx: Ctx,
  search: { q?: string; after?: string; limit?: number; organisationPaths: readonly string[] },
): Promise<AnswerOf<typeof contract.deskOpenings>> {
  const page = await findPlaces(ctx, search);
  const places = page.items.map(({ place }) => place);
  const ids = places.map(({ id }) => id);
  const [counts, doings, spans] = await Promise.all([
    openingHonesty(ctx, ids, lastDays(ctx, shownDays)),
    store.lastDoings(ctx.db, ids, ctx.clock().subtract({ hours: 24 })),
    todaysSpans(ctx, places),
  ]);
  return {
    items: page.items.map(({ place, open }) => ({
      id: place.id,
      name: named(place, ctx.locale),
      state: openAnswer(ctx, open),
      today: spans.get(place.id) ?? [],
      last: doing(doings.find(({ placeId }) => placeId === place.id)),
      ...found(counts.get(place.id), "place", place.id),
    })),
    next: page.next,
  };
}

const deskDays = 14;

/** One door at the desk. */
export async function deskPlaceOpeningsView(
  ctx: Ctx,
  place: FacilityRow,
): Promise<AnswerOf<typeof contract.deskPlaceOpenings>> {
  const { id } = place;
  const now = ctx.clock();
  const period = lastDays(ctx, deskDays);
  const since = now.subtract({ hours: deskDays * 24 });
  const [judged, seen, rules, devices, doings, spans] = await Promise.all([
    judgedOpenings(ctx, [id], period),
    store.observationsIn(ctx.db, [id], { from: since, until: now.add({ milliseconds: 1 }) }),
    store.tolerances(ctx.db),
    store.devicesOf(ctx.db, id),
    store.lastDoings(ctx.db, [id], now.subtract({ hours: 24 })),
    todaysSpans(ctx, [place]),
  ]);
  const observes = place.endedOn === null && may["place.observe"](ctx.actor, place);
  const keepsDevices = place.endedOn === null && may["place.change"](ctx.actor, place);
  return {
    today: spans.get(id) ?? [],
    last: doing(doings[0]),
    tolerance: ruleOn(rules, today(ctx).toString()),
    openings: (judged.get(id) ?? []).toReversed().map(({ day, from, to, outcome, disputed }) => ({
      day,
      from: instantText(from),
      to: instantText(to),
      outcome,
      disputed,
    })),
    seen: seen.toReversed().flatMap(({ what, at, ...one }) =>
      what === "withdrawn"
        ? []
        : [
            {
              id: one.id,
              what,
              at: at.toString(),
              how: one.how,
              device: one.device,
              reason: one.reason,
              canWithdraw: observes && one.how === "clerk" && at.until(now).total("hours") <= 24,
            },
          ],
    ),
    devices: devices.map((device) => ({
      id: device.id,
      name: device.name,
      madeAt: device.madeAt.toString(),
    })),
    can: [...(observes ? (["observe"] as const) : []), ...(keepsDevices ? (["keep-devices"] as const) : [])],
  };
}

/** The last so many days of the city, today included. */
function lastDays(ctx: Ctx, days: number): Period {
  const tomorrow = today(ctx).add({ days: 1 });
  return { from: tomorrow.subtract({ days }).toString(), until: tomorrow.toString() };
}

async function todaysSpans(ctx: Ctx, places: readonly FacilityRow[]) {
  const day = today(ctx);
  const midnight = day.toZonedDateTime(ctx.city.zone).toInstant();
  const ids = places.map(({ id }) => id);
  const [closures, holidays] = await Promise.all([closuresOf(ctx.db, ids, midnight), holidaysNow(ctx.db)]);
  const own = Map.groupBy(closures, ({ placeId }) => placeId);
  const spansOf = ({ id, hours }: FacilityRow, table: Holidays) =>
    stripOf({ hours, closures: own.get(id) ?? [], holidays: table }, day, ctx.city.zone).find(
      (one) => one.day === day.toString(),
    )?.spans ?? [];
  return new Map(places.map((place) => [place.id, spansOf(place, holidays)]));
}

function doing(one: store.Observation | undefined) {
  return one && (one.what === "opened" || one.what === "closed")
    ? { id: one.id, what: one.what, at: one.at.toString() }
    : null;
}

function instantText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
