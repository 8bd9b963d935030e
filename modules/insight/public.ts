/** The figures for everybody. Nobody is named in them, and nobody can be guessed from them. */
import type { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { type Ctx, today } from "#platform/ctx";
import type { publicFigures } from "./contract.ts";
import { type Metric, type MetricId, metrics } from "./metrics.ts";
import { byMonth, isAnyFlowBefore, type MonthSum } from "./store.ts";

/** Fewer people than this are not told in numbers. */
export const fewest = 10;
const monthsBack = 12;
const ofPeople: ReadonlySet<Metric["unit"]> = new Set([
  "person",
  "person-times",
  "beneficiary",
  "loan",
  "hold",
  "card",
]);

/**
 * What everybody may read of one month's figure. Sessions and places are told as they are. Of people: a few are not told; and where
 * tomorrow's figure less today's would tell a few, in a month that is not over and in a stock, the amount goes down to whole tens.
 */
export function told(
  amount: number,
  { unit, kind }: Pick<Metric, "unit" | "kind">,
  whole: boolean,
): { amount: number | null; rounded: boolean } {
  if (!ofPeople.has(unit)) return { amount, rounded: false };
  if (amount !== 0 && Math.abs(amount) < fewest) return { amount: null, rounded: false };
  const rounded = !whole || kind === "stock";
  return { amount: rounded ? Math.trunc(amount / 10) * 10 : amount, rounded };
}

type PublicFigures = AnswerOf<typeof publicFigures>;

/**
 * Counts the twelve months before this one and this one until yesterday. They begin with the first month in which anything happened:
 * before, nobody counted, and that is not nought.
 */
export async function countPublic(ctx: Ctx): Promise<PublicFigures> {
  const day = today(ctx);
  const first = day.with({ day: 1 }).subtract({ months: monthsBack });
  const stocks: MetricId[] = metrics.flatMap(({ id, kind }) => (kind === "stock" ? [id] : []));
  const sums = await byMonth(ctx.db, { from: first.toString(), until: day.toString(), stocks });
  const earlier = await isAnyFlowBefore(ctx.db, { from: first.toString(), stocks });
  const counted = new Set(sums.flatMap(({ metric, month }) => (stocks.includes(metric) ? [] : [month])));
  const months = sums.length === 0 ? [] : monthsSince(first, day, earlier ? null : counted);
  return {
    lastDay: day.subtract({ days: 1 }).toString(),
    demo: ctx.city.demo,
    fewest,
    figures: metrics.map((metric) => ({
      metric: metric.id,
      unit: metric.unit,
      kind: metric.kind,
      by: metric.by,
      months: amounts(metric, months, sums).map(({ month, amount }) => {
        const whole = month < day.toString().slice(0, 7);
        return { month, whole, ...told(amount, metric, whole) };
      }),
    })),
  };
}

/** The months that are told; `counted` are those in which something happened, null when that began before all of them. */
function monthsSince(
  first: Temporal.PlainDate,
  day: Temporal.PlainDate,
  counted: ReadonlySet<string | null> | null,
): string[] {
  const all = Array.from({ length: monthsBack + 1 }, (_, at) =>
    first.add({ months: at }).toString().slice(0, 7),
  );
  // On the first of a month nothing of it is over.
  const begun = day.day === 1 ? all.slice(0, -1) : all;
  if (counted === null) return begun;
  const start = begun.findIndex((month) => counted.has(month));
  return begun.slice(start);
}

/** One figure's amounts in the months that are told; a stock begins with all that came in before them. */
function amounts(
  { id, kind }: (typeof metrics)[number],
  months: readonly string[],
  sums: readonly MonthSum[],
): { month: string; amount: number }[] {
  const own = sums.filter(({ metric }) => metric === id);
  const sumOf = (month: string) => own.find((sum) => sum.month === month)?.amount ?? 0;
  const [start = ""] = months;
  let stock = own
    .filter(({ month }) => month === null || month < start)
    .reduce((sum, { amount }) => sum + amount, 0);
  return months.map((month) => {
    stock += sumOf(month);
    return { month, amount: kind === "stock" ? stock : sumOf(month) };
  });
}

const keptMinutes = 10;

/** `countPublic`, counted again every ten minutes: everybody may ask, and yesterday changes seldom. */
export function publicFiguresKept(): (ctx: Ctx) => Promise<PublicFigures> {
  let kept: { until: Temporal.Instant; figures: Promise<PublicFigures> } | null = null;
  return (ctx) => {
    const now = ctx.clock();
    if (!kept || now.since(kept.until).sign >= 0) {
      const figures = countPublic(ctx);
      kept = { until: now.add({ minutes: keptMinutes }), figures };
      // What failed is not kept.
      figures.catch(() => {
        kept = null;
      });
    }
    return kept.figures;
  };
}
