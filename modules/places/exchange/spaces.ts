/** The table of rooms, courts and halls: in by the number of their place and their name. */
import { holdsSomewhere } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import {
  type CellFault,
  decimal,
  defineTable,
  type Filter,
  type Landing,
  line,
  type ReadRow,
  type Values,
  whole,
  yesNo,
} from "#platform/exchange";
import type { FacilityRow } from "../facility/facility-store.ts";
import { facilityPage, lockByNumbers } from "../facility/many-store.ts";
import { may } from "../may.ts";
import { organisationOf } from "../network/organisation-store.ts";
import { inReview } from "../publishing/in-review.ts";
import { allSpacesIn } from "../spaces/space-many-store.ts";
import type { Space, SpaceFacts } from "../spaces/space-store.ts";
import { putSpaces } from "../spaces/spaces-many.ts";
import { access, equipment } from "./columns.ts";
import { pathsFor } from "./facilities.ts";

const columns = {
  place: line({ most: 40, example: "KQ-SW-012", required: true }),
  name: line({ most: 100, example: "多功能厅", required: true }),
  name_en: line({ most: 100, example: "Hall" }),
  capacity: whole({ least: 1, most: 1_000_000, example: "120", filled: true }),
  area: decimal({ least: 0.01, most: 1_000_000, example: "180.5" }),
  equipment,
  access,
  retired: yesNo({ example: "否" }),
};

type SpaceValues = Values<typeof columns>;

export const spacesTable = defineTable<typeof columns, null>({
  name: "spaces",
  columns,
  key: ["place", "name"],
  batch: 500,
  filters: ["organisation"],
  may: {
    bring: (who) => holdsSomewhere(who, "manager", "admin"),
    take: (who) => holdsSomewhere(who, "manager", "admin"),
  },
  prepare: async () => null,
  landRows,
  rowsOf,
});

type Plan =
  | { faults: CellFault[] }
  | { add: SpaceFacts & { id: string; placeId: string } }
  | { change: Space; now: Space }
  | { retire: Space }
  | "unchanged";

async function landRows(
  ctx: TxCtx,
  rows: readonly ReadRow<typeof columns>[],
): Promise<Landing<typeof columns>[]> {
  const places = await lockByNumbers(ctx.db, [...new Set(rows.flatMap(({ values }) => values.place ?? []))]);
  const present = await allSpacesIn(
    ctx.db,
    [...places.values()].map(({ id }) => id),
  );
  const byName = Map.groupBy(present, ({ placeId, name }) => `${placeId} ${name}`);
  const plans = rows.map(({ values }) => {
    const place = places.get(values.place ?? "") ?? null;
    const own = place ? (byName.get(`${place.id} ${values.name}`) ?? []) : [];
    return planFor(ctx, values, { place, own });
  });
  const planned = plans.filter((plan) => plan !== "unchanged");
  await putSpaces(ctx, {
    added: planned.flatMap((plan) => ("add" in plan ? plan.add : [])),
    changed: planned.flatMap((plan) => ("change" in plan ? plan.change : [])),
    retired: planned.flatMap((plan) => ("retire" in plan ? plan.retire : [])),
  });
  return plans.map((plan, at): Landing<typeof columns> => {
    if (plan === "unchanged") return { did: "unchanged" };
    if ("faults" in plan) return plan;
    if ("add" in plan) return { did: "added" };
    const number = rows[at]?.values.place ?? null;
    const [was, becomes] = "retire" in plan ? [plan.retire, plan.retire] : [plan.now, plan.change];
    return {
      did: "changed",
      was: valuesOf(was, number),
      becomes: { ...valuesOf(becomes, number), retired: "retire" in plan },
    };
  });
}

function planFor(
  { actor }: TxCtx,
  values: SpaceValues,
  { place, own }: { place: FacilityRow | null; own: readonly Space[] },
): Plan {
  const fault = (column: string, id: string, data = {}): Plan => ({ faults: [{ column, id, data }] });
  if (!place) return fault("place", "place.number-unknown", { number: values.place ?? "" });
  const now = own.find(({ retired }) => !retired);
  if (values.retired && !now) return own.length > 0 ? "unchanged" : fault("name", "space.unknown");
  const facts = now ? factsFrom(values, now) : factsFrom(values, null);
  if (now && !values.retired && sameFacts(now, facts)) return "unchanged";
  if (place.endedOn) return fault("place", "place.ended", { day: place.endedOn });
  if (inReview(place)) return fault("place", "refusal.place.in-review");
  if (actor.kind !== "system" && !may["place.change"](actor, place)) return fault("place", "row.not-yours");
  if (!now && !values.capacity) return fault("capacity", "missing");
  if (!now) return { add: { ...facts, id: newId(), placeId: place.id } };
  return values.retired ? { retire: now } : { change: { ...now, ...facts }, now };
}

function factsFrom(values: SpaceValues, now: Space | null): SpaceFacts {
  const names = { ...now?.names };
  if (values.name_en) names.en = values.name_en;
  else if (values.name_en === null) delete names.en;
  return {
    name: values.name ?? "",
    names,
    capacity: values.capacity ?? now?.capacity ?? 0,
    areaM2: values.area === undefined ? (now?.areaM2 ?? null) : values.area,
    equipment: values.equipment === undefined ? (now?.equipment ?? []) : (values.equipment ?? []),
    access: values.access === undefined ? (now?.access ?? []) : (values.access ?? []),
  };
}

function sameFacts(a: SpaceFacts, b: SpaceFacts): boolean {
  const plain = ({ names, capacity, areaM2, equipment: things, access: ways }: SpaceFacts) =>
    JSON.stringify([Object.entries(names).toSorted(), capacity, areaM2, things.toSorted(), ways.toSorted()]);
  return plain(a) === plain(b);
}

async function* rowsOf(ctx: Ctx, filter: Filter): AsyncGenerator<SpaceValues> {
  const organisation = filter.organisation ? await organisationOf(ctx.db, filter.organisation) : null;
  const wanted = {
    paths: pathsFor(ctx, organisation?.path ?? null),
    divisionPrefix: null,
    kind: null,
    level: null,
  };
  let after: { number: string; id: string } | null = null;
  for (;;) {
    const page: FacilityRow[] = await facilityPage(ctx.db, wanted, after);
    const last = page.at(-1);
    if (!last) return;
    const numbers = new Map(page.map(({ id, number }) => [id, number]));
    for (const space of await allSpacesIn(ctx.db, [...numbers.keys()])) {
      if (space.retired) continue;
      yield valuesOf(space, numbers.get(space.placeId) ?? null);
    }
    after = { number: last.number ?? "", id: last.id };
  }
}

function valuesOf(space: Space, place: string | null): SpaceValues {
  return {
    place,
    name: space.name,
    name_en: space.names.en ?? null,
    capacity: space.capacity,
    area: space.areaM2,
    equipment: space.equipment,
    access: space.access,
    retired: false,
  };
}
