/** The table of places: in by the city's own number, out for whoever manages them. */
import { holds, holdsSomewhere, pathsHeld } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { defineTable, type Filter, type Landing, type ReadRow } from "#platform/exchange";
import { named } from "#platform/i18n";
import type { FacilityRow } from "../facility/facility-store.ts";
import { type ChangedPlace, changeMany, type NewPlace, registerMany } from "../facility/many.ts";
import { facilityPage, lockByNumbers } from "../facility/many-store.ts";
import { standingsAbove } from "../facility/reach.ts";
import { placesInHandover } from "../handover/handover-store.ts";
import { type Kind, kinds } from "../kinds/kind-store.ts";
import { cityOutlines } from "../network/city-edge.ts";
import { canonicalCode, prefixOfCode } from "../network/division-code.ts";
import { historiesOf, successorsOf } from "../network/division-store.ts";
import { organisationOf, organisationsCalled, organisationsOf } from "../network/organisation-store.ts";
import type { Outline } from "../network/outlines.ts";
import { waitingOf } from "../publishing/waiting-store.ts";
import { facilityColumns } from "./facility-columns.ts";
import { type FacilityValues, type Known, planFor } from "./facility-plan.ts";

interface Prepared {
  kinds: Kind[];
  outlines: (Outline & { name: string })[];
}

export const facilitiesTable = defineTable<typeof facilityColumns, Prepared>({
  name: "facilities",
  columns: facilityColumns,
  key: ["number"],
  batch: 500,
  filters: ["organisation", "division", "kind", "level"],
  points: true,
  may: {
    bring: (who) => holdsSomewhere(who, "manager", "admin"),
    take: (who) => holdsSomewhere(who, "manager", "admin"),
  },
  prepare: async (ctx) => {
    const [all, outlines] = await Promise.all([kinds(ctx.db), cityOutlines(ctx)]);
    return { kinds: all, outlines: outlines ?? [] };
  },
  landRows,
  rowsOf,
});

async function landRows(
  ctx: TxCtx,
  rows: readonly ReadRow<typeof facilityColumns>[],
  prepared: Prepared,
  file: { sha256: string },
): Promise<Landing<typeof facilityColumns>[]> {
  const known = await knownTo(ctx, rows, prepared);
  const plans = rows.map(({ values }) => planFor(values, known));
  const added: NewPlace[] = plans.flatMap((plan) => ("add" in plan ? plan.add : []));
  const changed: ChangedPlace[] = plans.flatMap((plan) => ("change" in plan ? plan.change : []));
  await registerMany(ctx, added, file);
  await changeMany(ctx, changed, file);
  return plans.map((plan): Landing<typeof facilityColumns> => {
    if ("faults" in plan) return plan;
    if ("add" in plan) return { did: "added" };
    return "change" in plan ? { did: "changed", ...cellsOf(plan.change, known, ctx) } : { did: "unchanged" };
  });
}

/** What the cells of a place say now, and what they would. */
function cellsOf({ now, facts, around, move, endedOn }: ChangedPlace, known: Known, ctx: Ctx) {
  const own = known.organisations.find(({ id }) => id === now.organisationId);
  const { kind } = around;
  const becomes: FacilityRow = {
    ...now,
    ...facts,
    kindName: kind.name,
    kindNames: kind.names,
    divisionCode: move?.divisionCode ?? now.divisionCode,
    since: move?.on ?? now.since,
    endedOn: endedOn ?? now.endedOn,
  };
  return {
    was: valuesOf(now, own?.path ?? "", ctx),
    becomes: valuesOf(becomes, (move?.organisationId ? around.organisation.path : own?.path) ?? "", ctx),
  };
}

/** Everything the rows speak of, in eight questions for any number of them. */
async function knownTo(
  ctx: TxCtx,
  rows: readonly ReadRow<typeof facilityColumns>[],
  prepared: Prepared,
): Promise<Known> {
  const said = <K extends keyof FacilityValues>(column: K) => [
    ...new Set(
      rows.flatMap(({ values }) => (typeof values[column] === "string" ? [String(values[column])] : [])),
    ),
  ];
  const places = await lockByNumbers(ctx.db, said("number"));
  const codes = [
    ...new Set([...said("division"), ...[...places.values()].map(({ divisionCode }) => divisionCode)]),
  ];
  const ids = [...places.values()].map(({ id }) => id);
  const [called, own, divisions, successors, inHandover, waiting] = await Promise.all([
    organisationsCalled(ctx.db, said("organisation")),
    organisationsOf(
      ctx.db,
      [...places.values()].map(({ organisationId }) => organisationId),
    ),
    historiesOf(ctx.db, codes),
    successorsOf(ctx.db, codes),
    placesInHandover(ctx.db, ids),
    waitingOf(ctx.db, ids),
  ]);
  const organisations = [...new Map([...called, ...own.values()].map((one) => [one.id, one])).values()];
  return {
    ...prepared,
    actor: ctx.actor,
    today: today(ctx).toString(),
    demo: ctx.city.demo,
    places,
    inHandover,
    waiting,
    organisations,
    standings: await standingsAbove(ctx.db, organisations),
    divisions: Map.groupBy(divisions, ({ code }) => code),
    successors: Map.groupBy(successors, ({ fromCode }) => fromCode),
  };
}

async function* rowsOf(ctx: Ctx, filter: Filter): AsyncGenerator<FacilityValues> {
  const organisation = filter.organisation ? await organisationOf(ctx.db, filter.organisation) : null;
  const code = filter.division ? canonicalCode(filter.division) : null;
  if (filter.division && !code) throw invalid([{ field: "/query/division", id: "division.code" }]);
  const wanted = {
    paths: pathsFor(ctx, organisation?.path ?? null),
    divisionPrefix: code && prefixOfCode(code),
    kind: filter.kind ?? null,
    level: filter.level ?? null,
  };
  let after: { number: string; id: string } | null = null;
  for (;;) {
    const page: FacilityRow[] = await facilityPage(ctx.db, wanted, after);
    const last = page.at(-1);
    if (!last) return;
    const paths = await organisationsOf(
      ctx.db,
      page.map(({ organisationId }) => organisationId),
    );
    for (const row of page) yield valuesOf(row, paths.get(row.organisationId)?.path ?? "", ctx);
    after = { number: last.number ?? "", id: last.id };
  }
}

/** The paths whose places the asker takes away: those managed, or one below them; all for the city itself. */
export function pathsFor({ actor }: Ctx, path: string | null): string[] | null {
  if (actor.kind === "system") return path === null ? null : [path];
  if (path !== null && (holds(actor, "manager", path) || holds(actor, "admin", path))) return [path];
  const managed = pathsHeld(actor, "manager", "admin");
  return path === null ? managed : managed.filter((own) => own.startsWith(path));
}

function valuesOf(row: FacilityRow, path: string, ctx: Ctx): FacilityValues {
  const { position } = row;
  return {
    number: row.number,
    name: row.name,
    name_en: row.names.en ?? null,
    kind: named({ name: row.kindName, names: row.kindNames }, ctx.locale),
    level: row.level,
    organisation: path.replace(/\.$/, ""),
    division: row.divisionCode,
    address: row.address,
    coordinate_system: position?.system ?? null,
    lon: position?.lon ?? null,
    lat: position?.lat ?? null,
    phone: row.phone,
    access: row.access,
    equipment: row.equipment,
    hours: row.hours,
    since: row.since,
    ended_on: row.endedOn,
    state: row.state,
  };
}
