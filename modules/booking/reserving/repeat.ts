/** A reservation that repeats: a report for each time, before anything is written and after; all of them, or those that can be had. */
import type { AnswerOf } from "#contract";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { newId } from "#platform/db";
import { invalid, Problem, refused } from "#platform/errors";
import { type Allowance, allowanceOf } from "./allowance.ts";
import type { planReservations, Repeat } from "./contract.ts";
import { overlap } from "./free.ts";
import { occupy } from "./occupy.ts";
import { repeatedTimes } from "./occurrences.ts";
import { busyIn, type NewReservation } from "./reservation-store.ts";
import {
  type Asking,
  askingFor,
  asRefusal,
  lockCounted,
  newReservation,
  noteMade,
  reasonAgainst,
  reasonAgainstWhom,
  type Wish,
} from "./reserve.ts";
import { lockCells } from "./resource-store.ts";
import { occupiedBy, type Times } from "./rules.ts";

type Row = AnswerOf<typeof planReservations>["items"][number];

function timesOf(ctx: Pick<Ctx, "city">, wish: Wish, repeat: Repeat): { times: Times[]; more: boolean } {
  if (repeat.until === null && repeat.count === null)
    throw invalid([{ field: "/body/repeat/until", id: "reservation.no-end" }]);
  const found = repeatedTimes(wish, repeat, ctx.city.zone);
  if (found.times.length === 0)
    throw invalid([{ field: "/body/repeat/until", id: "reservation.no-occurrence" }]);
  return found;
}

/** When they would be, with what is against each; nothing is written. */
export async function plannedReservations(
  ctx: Ctx,
  { repeat, ...wish }: Wish & { repeat: Repeat },
): Promise<AnswerOf<typeof planReservations>> {
  const { times, more } = timesOf(ctx, wish, repeat);
  const asking = await askingFor(ctx, wish);
  const whom = await reasonAgainstWhom(ctx, asking);
  if (whom) throw asRefusal(whom);
  const [first, last] = [times[0] ?? wish, times.at(-1) ?? wish];
  const { resource } = asking;
  const busy =
    (
      await busyIn(ctx.db, [resource.id], {
        startsAt: first.startsAt.subtract({ hours: 24 }),
        endsAt: last.endsAt.add({ hours: 24 }),
      })
    ).get(resource.id) ?? [];
  const allowance = await allowanceOf(ctx, asking);
  const items = times.map((one) => {
    const reason = reasonAgainst(ctx, asking, one);
    if (reason) return rowOf(ctx, one, asRefusal(reason));
    const occupied = occupiedBy(resource.rules, one);
    const inTheWay = busy.filter((other) => overlap(other, occupied));
    const because = inTheWay.find((other) => other.because !== null)?.because;
    if (because) return rowOf(ctx, one, asRefusal({ id: "reservation.shut", data: { because } }));
    if (inTheWay.length > 0) return rowOf(ctx, one, null, "taken");
    const more = allowance.against(one);
    if (more) return rowOf(ctx, one, asRefusal(more));
    allowance.took(one);
    return rowOf(ctx, one, null, "free");
  });
  return { items, more };
}

/** Reserves each that can be had; where all are wanted and one cannot, none. The report says of each what became of it. */
export async function reserveRepeated(
  ctx: TxCtx,
  { repeat, all, ...wish }: Wish & { repeat: Repeat; all: boolean },
): Promise<{ seriesId: string; firstId: string; made: number; items: Row[] }> {
  const { times, more } = timesOf(ctx, wish, repeat);
  if (more) throw invalid([{ field: "/body/repeat/until", id: "reservation.too-many-occurrences" }]);
  const asking = await askingFor(ctx, wish);
  const whom = await reasonAgainstWhom(ctx, asking);
  if (whom) throw asRefusal(whom);
  await lockCounted(ctx, asking);
  const allowance = await allowanceOf(ctx, asking);
  await lockCells(ctx.db, [asking.resource.id]);
  const seriesId = newId();
  const made: NewReservation[] = [];
  const items: Row[] = [];
  for (const one of times) {
    const outcome = await tryOne(ctx, asking, one, { seriesId, allowance });
    if (outcome instanceof Problem) items.push(rowOf(ctx, one, outcome));
    else {
      made.push(outcome);
      items.push(rowOf(ctx, one, null, "made"));
    }
  }
  const [first] = made;
  if (!first) throw refused("reservation.none-of-series", { of: times.length });
  if (all && made.length < times.length)
    throw refused("reservation.not-all", { of: times.length, free: made.length });
  await noteMade(ctx, asking.resource, made);
  return { seriesId, firstId: first.id, made: made.length, items };
}

async function tryOne(
  ctx: TxCtx,
  asking: Asking,
  times: Times,
  { seriesId, allowance }: { seriesId: string; allowance: Allowance },
): Promise<NewReservation | Problem> {
  const reason = reasonAgainst(ctx, asking, times) ?? allowance.against(times);
  if (reason) return asRefusal(reason);
  const reservation = newReservation(ctx, asking, times, seriesId);
  try {
    await occupy(ctx, { resource: asking.resource, place: asking.is.place, reservation });
    allowance.took(times);
    return reservation;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

const kindOf = ({ id }: Problem): Row["result"] => {
  if (id === "reservation.taken" || id === "reservation.taken-long") return "taken";
  if (id === "reservation.holiday") return "holiday";
  return [
    "reservation.outside-hours",
    "reservation.place-shut",
    "reservation.place-ended",
    "reservation.shut",
  ].includes(id)
    ? "closed"
    : "refused";
};

function rowOf(
  ctx: Ctx,
  { startsAt, endsAt }: Times,
  problem: Problem | null,
  result: Row["result"] = "free",
): Row {
  return {
    startsAt: startsAt.toString(),
    endsAt: endsAt.toString(),
    result: problem ? kindOf(problem) : result,
    says: problem && textFor(ctx)(`refusal.${problem.id}`, problem.data),
  };
}
