/** The figures of the city page and what is behind them. */
import { Temporal } from "temporal-polyfill";
import { aboutOf } from "#booking";
import { type AnswerOf, Id, InstantShape, T } from "#contract";
import { organisationOf, organisationsByPaths } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { cursorText, readCursor } from "#platform/http";
import { named } from "#platform/i18n";
import type { factRows, figure, overview } from "./contract.ts";
import { may, rowPaths } from "./may.ts";
import { type MetricId, metrics } from "./metrics.ts";
import * as store from "./store.ts";

export interface Period {
  from?: string | undefined;
  until?: string | undefined;
  org?: string | undefined;
}

interface Window {
  from: string;
  until: string;
  path: string;
}

/** The period asked for, this month unless told. `until` is the first day after it. */
async function windowOf(ctx: Ctx, asked: Period): Promise<Window> {
  const first = today(ctx).with({ day: 1 });
  const from = asked.from ?? first.toString();
  const until = asked.until ?? today(ctx).add({ days: 1 }).toString();
  if (Temporal.PlainDate.compare(from, until) >= 0)
    throw invalid([{ field: "/query/until", id: "until-before-from" }]);
  const path = asked.org
    ? found(await organisationOf(ctx.db, asked.org), "organisation", asked.org).path
    : "";
  return { from, until, path };
}

/** Stocks are what there is at the end of the period, whenever it came. */
const spanOf = (metric: MetricId, window: Window): store.Span =>
  isStock(metric) ? { ...window, from: null } : window;

const ids = metrics.map(({ id }) => id);

const isStock = (metric: MetricId) => metrics.find(({ id }) => id === metric)?.kind === "stock";

/** Amounts of metrics in a period, and day by day. */
async function amountsIn(ctx: Ctx, of: readonly MetricId[], window: Window) {
  const sums = await store.byDay(ctx.db, of, { ...window, stocks: of.filter(isStock) });
  const byMetric = Map.groupBy(sums, ({ metric }) => metric);
  return (metric: MetricId) => {
    const own = byMetric.get(metric) ?? [];
    return {
      amount: own.reduce((sum, { amount }) => sum + amount, 0),
      days: own.flatMap(({ day, amount }) => (day === null ? [] : [{ day, amount }])),
    };
  };
}

export async function allFigures(ctx: Ctx, asked: Period): Promise<AnswerOf<typeof overview>> {
  const window = await windowOf(ctx, asked);
  const amountsOf = await amountsIn(ctx, ids, window);
  const figures = metrics.map(({ id, unit, kind, by }) => ({ metric: id, unit, kind, by, ...amountsOf(id) }));
  return { from: window.from, until: window.until, asOf: await asOfText(ctx), demo: ctx.city.demo, figures };
}

export async function oneFigure(ctx: Ctx, metric: MetricId, asked: Period): Promise<AnswerOf<typeof figure>> {
  const window = await windowOf(ctx, asked);
  const shares = await store.byOrganisation(ctx.db, metric, spanOf(metric, window));
  const organisations = await organisationsByPaths(
    ctx.db,
    shares.map(({ orgPath }) => orgPath),
  );
  const definition = found(
    metrics.find(({ id }) => id === metric),
    "metric",
    metric,
  );
  return {
    metric,
    unit: definition.unit,
    kind: definition.kind,
    by: definition.by,
    from: window.from,
    until: window.until,
    asOf: await asOfText(ctx),
    ...(await amountsIn(ctx, [metric], window))(metric),
    organisations: shares.map(({ orgPath, amount }) => {
      const organisation = organisations.get(orgPath);
      return {
        id: organisation?.id ?? null,
        name: organisation ? named(organisation, ctx.locale) : "",
        amount,
      };
    }),
    can: may["insight.see-rows"](ctx.actor, { orgPath: window.path }) ? ["see-rows"] : [],
  };
}

const pageSize = 50;

export async function rowsBehind(
  ctx: Ctx,
  metric: MetricId,
  asked: Period & { after?: string | undefined },
): Promise<AnswerOf<typeof factRows>> {
  const window = await windowOf(ctx, asked);
  const rows = await store.rows(
    ctx.db,
    metric,
    { ...spanOf(metric, window), paths: rowPaths(ctx.actor, window.path) },
    asked.after ? cursorFrom(asked.after) : null,
    pageSize + 1,
  );
  const shown = rows.slice(0, pageSize);
  const organisations = await organisationsByPaths(
    ctx.db,
    shown.map(({ orgPath }) => orgPath),
  );
  const about = await aboutOf(
    ctx,
    shown.flatMap(({ aboutKind, aboutRef }) =>
      aboutKind && aboutRef ? [{ kind: aboutKind, ref: aboutRef }] : [],
    ),
  );
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => {
      const organisation = organisations.get(row.orgPath);
      const subject = row.aboutRef ? about.get(row.aboutRef) : undefined;
      return {
        eventId: row.eventId,
        at: row.occurredAt.toString(),
        organisation: organisation ? named(organisation, ctx.locale) : "",
        amount: row.amount,
        source: { kind: row.sourceKind, id: row.sourceId },
        about: subject ? { title: subject.title, href: subject.href } : null,
      };
    }),
    next: last ? cursorText([last.occurredAt, last.eventId]) : null,
  };
}

const lastRow = T.Tuple([InstantShape, Id]);

function cursorFrom(text: string): { at: string; eventId: string } {
  const [at, eventId] = readCursor(lastRow, text, "/query/after");
  return { at, eventId };
}

async function asOfText(ctx: Ctx): Promise<string | null> {
  return (await store.asOf(ctx.db, ids))?.toString() ?? null;
}
