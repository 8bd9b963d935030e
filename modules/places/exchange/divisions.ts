/** The table of divisions: a yearly list, a nation, or the history of one code. Codes that moved keep theirs, dissolved ones end. */
import { auditAll } from "#platform/audit";
import { holdsSomewhere } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { announceAll } from "#platform/events";
import { defineTable, type Filter, type Landing, type ReadRow } from "#platform/exchange";
import { texts } from "#platform/i18n";
import { firstOpenDay } from "../closed-years.ts";
import { moveFacilitiesOfDivision } from "../facility/move.ts";
import { canonicalCode, prefixOfCode } from "../network/division-code.ts";
import {
  correctMeanings,
  countOnThem,
  divisionPage,
  endMeanings,
  insertMeanings,
  knownCodes,
  linkMany,
} from "../network/division-many-store.ts";
import { type DivisionRow, historiesOf, type Succession, successorsOf } from "../network/division-store.ts";
import { moveOrganisationsOfDivision } from "../network/organisations-many.ts";
import { mayForCity } from "./city-wide.ts";
import { divisionColumns } from "./division-columns.ts";
import type { Following } from "./division-leftovers.ts";
import {
  type DivisionPlan,
  type DivisionValues,
  type DivisionWrites,
  type KnownDivisions,
  linkKey,
  type Meaning,
  planDivision,
} from "./division-plan.ts";

type Rows = readonly ReadRow<typeof divisionColumns>[];

export const divisionsTable = defineTable<typeof divisionColumns, { allowed: boolean }>({
  name: "divisions",
  columns: divisionColumns,
  key: ["code", "from"],
  batch: 5000,
  filters: ["division"],
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
  rows: Rows,
  { allowed }: { allowed: boolean },
): Promise<Landing<typeof divisionColumns>[]> {
  const known = await knownTo(ctx, rows, allowed);
  const plans = plansInOrder(rows, known);
  const writes = plans.flatMap((plan) => ("writes" in plan ? plan.writes : []));
  await write(ctx, {
    insert: writes.flatMap(({ insert }) => insert),
    end: writes.flatMap(({ end }) => end),
    correct: writes.flatMap(({ correct }) => correct),
    links: writes.flatMap(({ links }) => links),
  });
  return plans.map((plan: DivisionPlan): Landing<typeof divisionColumns> => {
    if ("faults" in plan) return plan;
    if (plan.did === "unchanged") return { did: plan.did };
    const also = plan.follows.map(following);
    if (plan.did === "added" || !plan.was) return { did: plan.did, also };
    return { did: "changed", was: meant(plan.was), becomes: meant(plan.becomes), also };
  });
}

/** A row that ends a code comes after the one that says what the code became: by then its places have somewhere to go. */
function plansInOrder(rows: Rows, known: KnownDivisions): DivisionPlan[] {
  const became = new Set(rows.flatMap(({ values }) => values.moved_from ?? []));
  const plans = new Map<number, DivisionPlan>();
  // Asked before the first plan: each plan adds to what is known.
  const waits = rows.map(({ values: { code, to } }) =>
    Boolean(code && to && became.has(code) && known.histories.has(code)),
  );
  for (const last of [false, true])
    rows.forEach((row, at) => {
      if (waits[at] === last) plans.set(at, planDivision(row.values, known));
    });
  return rows.flatMap((_, at) => plans.get(at) ?? []);
}

const following = ({ from, to, places, organisations }: Following) => ({
  column: "moved_from",
  was: texts("zh-CN")("exchange.divisions.follow", { code: from, places, organisations }),
  becomes: to,
});

const meant = ({ code, name, names, kind, parentCode, from, to }: Meaning): DivisionValues => ({
  code,
  name,
  name_en: names.en ?? null,
  kind,
  parent: parentCode,
  from,
  to,
});

async function knownTo(ctx: TxCtx, rows: Rows, allowed: boolean): Promise<KnownDivisions> {
  const own = rows.flatMap(({ values }) => [values.code ?? [], values.moved_from ?? []].flat());
  const [histories, links, codes, onThem] = await Promise.all([
    historiesOf(ctx.db, own),
    successorsOf(ctx.db, own),
    knownCodes(ctx.db, [...new Set(rows.flatMap(({ values }) => parentsOf(values)))]),
    countOnThem(ctx.db, own),
  ]);
  const open = firstOpenDay(ctx);
  return {
    histories: Map.groupBy<string, DivisionRow>(histories, ({ code }) => code),
    codes,
    onThem,
    links: new Set(links.map(({ fromCode, toCode }) => linkKey(fromCode, toCode))),
    successors: new Map(links.map(({ fromCode, toCode }) => [fromCode, toCode])),
    allowed,
    closed: open === null ? null : { before: open, within: prefixOfCode(ctx.city.division) },
  };
}

/** The parent that is named, and the ones that the digits name. */
function parentsOf({ code, parent }: DivisionValues): string[] {
  const digits = code ?? "";
  const above =
    digits.length > 6
      ? digits.slice(0, -3)
      : `${digits.slice(0, digits.endsWith("00") ? 2 : 4)}`.padEnd(6, "0");
  return parent ? [parent, above] : [above];
}

async function write(ctx: TxCtx, { insert, end, correct, links }: DivisionWrites): Promise<void> {
  // What ends makes room for what begins.
  if (end.length > 0) await endMeanings(ctx.db, end);
  if (correct.length > 0) await correctMeanings(ctx.db, correct);
  if (insert.length > 0) await insertMeanings(ctx.db, insert);
  if (links.length > 0) await linkMany(ctx.db, links);
  await follow(ctx, links);
  const codes = [...new Set([...end, ...correct, ...insert].map(({ code }) => code))];
  const pieces = Array.from({ length: Math.ceil(codes.length / 1000) }, (_, n) =>
    codes.slice(n * 1000, n * 1000 + 1000),
  );
  await announceAll(
    ctx,
    pieces.map((piece) => ({ type: "division.changed" as const, payload: { codes: piece } })),
  );
}

/** The places and organisations of a code that became one other follow it. One that was split is empty by then. */
async function follow(ctx: TxCtx, links: readonly Succession[]): Promise<void> {
  const moves = links.filter(({ how, onDay }) => how !== "split" && onDay !== null);
  for (const { fromCode, toCode, onDay } of moves) {
    await moveFacilitiesOfDivision(ctx, { from: fromCode, to: toCode, on: onDay ?? "" });
    await moveOrganisationsOfDivision(ctx, { from: fromCode, to: toCode });
  }
  await auditAll(
    ctx,
    links.map(({ fromCode, toCode, how, onDay }) => ({
      what: "division.moved",
      on: { kind: "division", id: fromCode },
      detail: { to: toCode, how, on: onDay },
    })),
  );
}

async function* rowsOf(ctx: Ctx, filter: Filter): AsyncGenerator<DivisionValues> {
  const code = filter.division ? canonicalCode(filter.division) : null;
  if (filter.division && !code) throw invalid([{ field: "/query/division", id: "division.code" }]);
  let after: { code: string; id: string } | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof divisionPage>> = await divisionPage(
      ctx.db,
      code ? prefixOfCode(code) : "",
      after,
    );
    const last = page.at(-1);
    if (!last) return;
    for (const row of page) {
      yield {
        code: row.code,
        name: row.name,
        name_en: row.names.en ?? null,
        kind: row.kind,
        parent: row.parentCode,
        from: row.from,
        to: row.to,
        moved_from: row.former.length > 0 ? row.former : null,
        how: row.how,
        source: row.source,
        note: row.note,
      };
    }
    after = { code: last.code, id: last.id };
  }
}
