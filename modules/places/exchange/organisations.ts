/** The table of organisations: in by their path in the tree, parents before or beside their children. */
import { holdsSomewhere } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import {
  type CellFault,
  defineTable,
  type Filter,
  type Landing,
  line,
  type ReadRow,
  type Values,
} from "#platform/exchange";
import { named } from "#platform/i18n";
import { may } from "../may.ts";
import { knownCodes } from "../network/division-many-store.ts";
import { type OrganisationKind, organisationKinds } from "../network/organisation-many-store.ts";
import {
  type Organisation,
  organisationOf,
  organisationsAfter,
  organisationsByPaths,
} from "../network/organisation-store.ts";
import {
  addOrganisations,
  changeOrganisations,
  type NewOrganisation,
} from "../network/organisations-many.ts";
import { divisionCode } from "./columns.ts";

const columns = {
  path: line({
    most: 399,
    pattern: /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.?$/,
    id: "organisation.path",
    example: "klmy.library.chengnan",
    required: true,
  }),
  name: line({ most: 100, example: "克拉玛依市图书馆城南分馆", filled: true }),
  name_en: line({ most: 100, example: "Karamay Library, Chengnan Branch" }),
  kind: line({ most: 60, example: "图书馆", filled: true }),
  division: divisionCode({ example: "650203007" }),
};

type OrganisationValues = Values<typeof columns>;

export const organisationsTable = defineTable<typeof columns, { kinds: OrganisationKind[] }>({
  name: "organisations",
  columns,
  key: ["path"],
  batch: 500,
  filters: ["organisation"],
  may: {
    bring: (who) => holdsSomewhere(who, "admin"),
    take: (who) => holdsSomewhere(who, "manager", "admin"),
  },
  prepare: async (ctx) => ({ kinds: await organisationKinds(ctx.db) }),
  landRows,
  rowsOf,
});

type Plan =
  | { faults: CellFault[] }
  | { add: NewOrganisation }
  | { change: Organisation; now: Organisation }
  | "unchanged";

async function landRows(
  ctx: TxCtx,
  rows: readonly ReadRow<typeof columns>[],
  { kinds }: { kinds: OrganisationKind[] },
): Promise<Landing<typeof columns>[]> {
  const paths = rows.map(({ values }) => pathOf(values));
  const known = await organisationsByPaths(ctx.db, [
    ...new Set(paths.flatMap((path) => [path, parentOf(path) ?? path])),
  ]);
  const codes = await knownCodes(
    ctx.db,
    rows.flatMap(({ values }) => values.division ?? []),
  );
  // A parent that is itself refused takes its children along, so they are looked at from the top.
  const good = new Set(known.keys());
  const plans = new Map<string, Plan>();
  for (const { values } of rows.toSorted((a, b) => pathOf(a.values).length - pathOf(b.values).length)) {
    const path = pathOf(values);
    const plan = planFor(ctx, values, { now: known.get(path) ?? null, good, kinds, codes });
    plans.set(path, plan);
    if (typeof plan === "string" || !("faults" in plan)) good.add(path);
  }
  const all = [...plans.values()].filter((plan) => typeof plan !== "string");
  await addOrganisations(
    ctx,
    all.flatMap((plan) => ("add" in plan ? plan.add : [])),
  );
  await changeOrganisations(
    ctx,
    all.flatMap((plan) => ("change" in plan ? plan : [])),
  );
  const kindNames = namesOfKinds(kinds, ctx.locale);
  return paths.map((path): Landing<typeof columns> => {
    const plan = plans.get(path) ?? "unchanged";
    if (plan === "unchanged") return { did: "unchanged" };
    if ("faults" in plan) return plan;
    if ("add" in plan) return { did: "added" };
    return { did: "changed", was: valuesOf(plan.now, kindNames), becomes: valuesOf(plan.change, kindNames) };
  });
}

const pathOf = ({ path }: OrganisationValues) => `${(path ?? "").replace(/\.$/, "")}.`;
/** Null for a root. */
const parentOf = (path: string) => /^(.+\.)[^.]+\.$/.exec(path)?.[1] ?? null;

function planFor(
  ctx: TxCtx,
  values: OrganisationValues,
  {
    now,
    good,
    kinds,
    codes,
  }: {
    now: Organisation | null;
    good: ReadonlySet<string>;
    kinds: readonly OrganisationKind[];
    codes: ReadonlySet<string>;
  },
): Plan {
  const path = pathOf(values);
  const parent = parentOf(path);
  const kind = kinds.find(({ code, name, names }) =>
    [code, name, ...Object.values(names)].includes(values.kind ?? now?.kind ?? ""),
  );
  const faults: CellFault[] = [];
  const label = path.slice(parent?.length ?? 0, -1);
  if (label.length > 32) faults.push({ column: "path", id: "organisation.label-long", data: { limit: 32 } });
  if (parent && !good.has(parent))
    faults.push({ column: "path", id: "organisation.no-parent", data: { path: parent.slice(0, -1) } });
  if (!values.name && !now) faults.push({ column: "name", id: "missing" });
  if (!values.kind && !now) faults.push({ column: "kind", id: "missing" });
  else if (!kind)
    faults.push({ column: "kind", id: "organisation.no-kind", data: { said: values.kind ?? "" } });
  if (values.division && !codes.has(values.division))
    faults.push({ column: "division", id: "division.unknown-code", data: { code: values.division } });
  if (!mayWrite(ctx, now, parent)) faults.push({ column: "path", id: "row.not-yours" });
  if (faults.length > 0 || !kind) return { faults };
  const said = { name: values.name ?? now?.name ?? "", names: namesOf(values, now), kind: kind.code };
  const divisionCode = values.division === undefined ? (now?.divisionCode ?? null) : values.division;
  if (!now) return { add: { ...said, path, label, parentPath: parent, divisionCode, demo: ctx.city.demo } };
  const change = { ...now, ...said, divisionCode };
  return JSON.stringify(change) === JSON.stringify(now) ? "unchanged" : { change, now };
}

function namesOf({ name_en: english }: OrganisationValues, now: Organisation | null): Record<string, string> {
  const names = { ...now?.names };
  if (english) names.en = english;
  else if (english === null) delete names.en;
  return names;
}

function mayWrite({ actor }: TxCtx, now: Organisation | null, parent: string | null): boolean {
  if (actor.kind === "system") return true;
  if (now) return may["organisation.change"](actor, now);
  return parent !== null && may["organisation.add"](actor, { path: parent });
}

async function* rowsOf(ctx: Ctx, filter: Filter): AsyncGenerator<OrganisationValues> {
  const { actor } = ctx;
  const under = filter.organisation ? await organisationOf(ctx.db, filter.organisation) : null;
  const kinds = namesOfKinds(await organisationKinds(ctx.db), ctx.locale);
  const mine = (path: string) =>
    actor.kind === "system" ||
    actor.grants.some(
      (grant) => (grant.role === "manager" || grant.role === "admin") && path.startsWith(grant.path),
    );
  let after = "";
  for (;;) {
    const page = await organisationsAfter(ctx.db, under?.path ?? "", after);
    const last = page.at(-1);
    if (!last) return;
    for (const one of page) if (mine(one.path)) yield valuesOf(one, kinds);
    after = last.path;
  }
}

const namesOfKinds = (kinds: readonly OrganisationKind[], locale: Ctx["locale"]) =>
  new Map(kinds.map((kind) => [kind.code, named(kind, locale)]));

function valuesOf(one: Organisation, kinds: ReadonlyMap<string, string>): OrganisationValues {
  return {
    path: one.path.replace(/\.$/, ""),
    name: one.name,
    name_en: one.names.en ?? null,
    kind: kinds.get(one.kind) ?? one.kind,
    division: one.divisionCode,
  };
}
