/** The programme as a list: each event by its next session in the window asked for. */
import { Temporal } from "temporal-polyfill";
import { Id, InstantShape, T } from "#contract";
import { prefixOfCode } from "#places";
import type { Ctx } from "#platform/ctx";
import { cursorText, readCursor } from "#platform/http";
import type { Admission, Audience, EventKind, EventRow, ListWindow } from "../contract.ts";
import { admissionsBy, best } from "../exhibition/entry-days.ts";
import { idsBelow } from "../series/series-store.ts";
import { admissionOf } from "./admission.ts";
import { offersFor, placeNames, seriesBrief, seriesChains } from "./around.ts";
import { askedWords } from "./asked-words.ts";
import * as store from "./find-store.ts";
import { spanOf, spanOfDay } from "./window.ts";
import { titleIn } from "./words.ts";

export interface ListInput {
  when?: ListWindow;
  day?: string;
  division?: string;
  audience?: Audience;
  kind?: EventKind;
  place?: string;
  series?: string;
  q?: string;
  cursor?: string;
  limit?: number;
}

/** Ages of each group, both included. */
export const agesOf: Record<Audience, { from: number; to: number }> = {
  children: { from: 0, to: 11 },
  teenagers: { from: 12, to: 17 },
  adults: { from: 18, to: 59 },
  older: { from: 60, to: 120 },
};

const usualLimit = 30;

/** One page of the list and the cursor of the next. */
export async function listEvents(
  ctx: Ctx,
  input: ListInput,
): Promise<{ items: EventRow[]; next: string | null }> {
  const now = ctx.clock();
  const limit = input.limit ?? usualLimit;
  const search = input.q ? askedWords(input.q) : null;
  // Signs without a word: there is nothing to look for, and so nothing is found.
  if (input.q && search === null) return { items: [], next: null };
  const wanted: store.Wanted = {
    span: input.day
      ? spanOfDay(input.day, ctx.city.zone)
      : spanOf(input.when ?? "coming", now, ctx.city.zone),
    kind: input.kind ?? null,
    division: input.division ? prefixOfCode(input.division) : null,
    ages: input.audience ? agesOf[input.audience] : null,
    placeIds: input.place ? [input.place] : null,
    seriesIds: input.series ? await idsBelow(ctx.db, input.series) : null,
    search,
  };
  const found = await store.eventsIn(
    ctx.db,
    wanted,
    input.cursor ? cursorFrom(input.cursor) : null,
    limit + 1,
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    items: await rowsOf(ctx, page),
    next: last ? cursorText([last.began, last.startsAt, last.id]) : null,
  };
}

/** Rows for these events, with places left from one question to booking. */
export async function rowsOf(ctx: Ctx, found: readonly store.FoundEvent[]): Promise<EventRow[]> {
  const [placeOf, offers, chains] = [
    await placeNames(ctx, found),
    await offersFor(ctx, found),
    await seriesChains(ctx, found),
  ];
  const bestOf = await bestSlots(ctx, found);
  return found.map((one) => {
    const series = one.seriesId ? chains.get(one.seriesId)?.at(-1) : undefined;
    const offer = one.offerId ? (offers.get(one.offerId) ?? null) : null;
    return {
      id: one.id,
      sessionId: one.sessionId,
      ...titleIn(one, ctx.locale),
      kind: one.kind,
      mode: one.mode,
      startsAt: one.startsAt.toString(),
      endsAt: one.endsAt.toString(),
      place: placeOf(one),
      series: series ? seriesBrief(ctx, series) : null,
      admission:
        bestOf.get(one.sessionId) ??
        admissionOf({ ...one, cancelledAt: null }, offer, { now: ctx.clock(), actor: ctx.actor }),
      running: Temporal.Instant.compare(one.startsAt, ctx.clock()) <= 0,
      more: one.more,
      timed: one.entry !== null,
    };
  });
}

/** For rows of timed entry the best that the day still has, by the session that stands for it. */
async function bestSlots(ctx: Ctx, found: readonly store.FoundEvent[]): Promise<Map<string, Admission>> {
  const timed = found.filter(({ entry }) => entry !== null);
  if (timed.length === 0) return new Map();
  const slots = await store.slotsOn(ctx.db, timed, { zone: ctx.city.zone, now: ctx.clock() });
  const dayOf = ({ startsAt }: { startsAt: Temporal.Instant }) =>
    startsAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
  const byDay = Map.groupBy(slots, (slot) => `${slot.eventId} ${dayOf(slot)}`);
  const admissionFor = admissionsBy(ctx, await offersFor(ctx, slots));
  return new Map(
    timed.flatMap((one) => {
      const ofDay = byDay.get(`${one.id} ${dayOf(one)}`);
      return ofDay ? [[one.sessionId, best(ofDay.map(admissionFor))] as const] : [];
    }),
  );
}

const lastRow = T.Tuple([T.Boolean(), InstantShape, Id]);

function cursorFrom(text: string): store.Cursor {
  const [began, startsAt, id] = readCursor(lastRow, text, "/query/cursor");
  return { began, startsAt, id };
}
