/** The table of holidays: a row for each day of rest or make-up workday. Ordinary days are in none. */
import { weekdays } from "#libs/hours";
import { holdsSomewhere } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import {
  type CellFault,
  coded,
  day,
  defineTable,
  type Landing,
  line,
  type ReadRow,
  type Values,
} from "#platform/exchange";
import { usualMakeUp } from "../hours/holiday-lines.ts";
import { type HolidayRow, lockHolidays, wholeTable } from "../hours/holiday-store.ts";
import { isHolidayDay, putHolidayRows } from "../hours/holidays.ts";
import { mayForCity } from "./city-wide.ts";

// texts: exchange.holidays.kind.* place.weekday.*
const kinds = { rest: "exchange.holidays.kind.rest", workday: "exchange.holidays.kind.workday" } as const;
// Object.fromEntries forgets which keys it was given.
const likeWhich = Object.fromEntries(weekdays.map((one) => [one, `place.weekday.${one}`])) as Record<
  (typeof weekdays)[number],
  string
>;
const statuses = {
  verified: "exchange.population.status.verified",
  unverified: "exchange.population.status.unverified",
} as const;

const columns = {
  day: day({ example: "2026-10-01", required: true }),
  kind: coded(kinds, { example: "放假", filled: true }),
  name: line({ most: 40, example: "国庆", filled: true }),
  name_en: line({ most: 40, example: "National Day" }),
  as: coded(likeWhich, { example: "" }),
  source: line({ most: 500, example: "国务院办公厅关于 2026 年部分节假日安排的通知", filled: true }),
  status: coded(statuses, { example: "未核实" }),
};

type HolidayValues = Values<typeof columns>;
type Plan = { faults: CellFault[] } | { now: HolidayRow | null; row: HolidayRow };

export const holidaysTable = defineTable<typeof columns, { allowed: boolean }>({
  name: "holidays",
  columns,
  key: ["day"],
  batch: 1000,
  filters: [],
  may: {
    bring: (who) => holdsSomewhere(who, "admin"),
    take: (who) => holdsSomewhere(who, "manager", "admin"),
  },
  prepare: async (ctx) => ({ allowed: await mayForCity(ctx) }),
  landRows,
  rowsOf,
});

async function landRows(
  ctx: TxCtx,
  rows: readonly ReadRow<typeof columns>[],
  { allowed }: { allowed: boolean },
): Promise<Landing<typeof columns>[]> {
  const days = rows.flatMap(({ values }) => values.day ?? []);
  const known = new Map((await lockHolidays(ctx.db, days)).map((row) => [row.day, row]));
  const planned = rows.map(({ values }): Plan => {
    const now = known.get(values.day ?? "") ?? null;
    const faults = faultsOf(values, now, allowed);
    return faults.length > 0 ? { faults } : { now, row: rowFrom(values, now) };
  });
  const fresh = planned.flatMap((plan) => ("row" in plan && !isSame(plan.row, plan.now) ? plan.row : []));
  if (fresh.length > 0) await putHolidayRows(ctx, fresh);
  return planned.map((plan): Landing<typeof columns> => {
    if ("faults" in plan) return plan;
    if (!plan.now) return { did: "added" };
    if (isSame(plan.row, plan.now)) return { did: "unchanged" };
    return { did: "changed", was: valuesOf(plan.now), becomes: valuesOf(plan.row) };
  });
}

function faultsOf(values: HolidayValues, now: HolidayRow | null, allowed: boolean): CellFault[] {
  const faults: CellFault[] = [];
  if (!allowed) faults.push({ column: "day", id: "row.not-yours" });
  if (!isHolidayDay(values.day ?? "")) faults.push({ column: "day", id: "holiday.day" });
  for (const column of ["kind", "name", "source"] as const) {
    if (!values[column] && !now) faults.push({ column, id: "missing" });
  }
  if (values.as && (values.kind ?? now?.kind) === "rest")
    faults.push({ column: "as", id: "holiday.rest-like-weekday" });
  return faults;
}

/** What the file has no column for stays as it is. */
function rowFrom(values: HolidayValues, now: HolidayRow | null): HolidayRow {
  const names = { ...now?.names };
  if (values.name_en) names.en = values.name_en;
  else if (values.name_en === null) delete names.en;
  const kind = values.kind ?? now?.kind ?? "rest";
  return {
    day: values.day ?? "",
    kind,
    name: values.name ?? now?.name ?? "",
    names,
    as: kind === "rest" ? null : (values.as ?? now?.as ?? usualMakeUp),
    source: values.source ?? now?.source ?? "",
    status: values.status ?? now?.status ?? "unverified",
  };
}

const isSame = (row: HolidayRow, now: HolidayRow | null) =>
  now !== null && JSON.stringify(valuesOf(row)) === JSON.stringify(valuesOf(now));

const valuesOf = ({ day: on, kind, name, names, as, source, status }: HolidayRow) =>
  ({ day: on, kind, name, name_en: names.en ?? null, as, source, status }) satisfies HolidayValues;

async function* rowsOf(ctx: Ctx): AsyncGenerator<HolidayValues> {
  // A table of a few hundred days.
  for (const row of (await wholeTable(ctx.db)).days) yield valuesOf(row);
}
