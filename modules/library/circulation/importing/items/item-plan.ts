/** What a row of copies asks for: a new copy of the record it names, other facts of one that is here, nothing, or a fault. Pure. */
import type { CellFault } from "#platform/exchange";
import { landsAs } from "../../../catalogue/items/status.ts";
import type { MeantItem } from "./item-meant.ts";
import type { ItemFacts, KnownItem, NewItem } from "./items-store.ts";

type ItemPlan =
  | { faults: CellFault[] }
  | { add: NewItem }
  | { change: ItemFacts & { id: number }; recordId: number }
  | { same: true };

export function planOf(
  one: MeantItem | { faults: CellFault[] },
  {
    items,
    records,
  }: {
    items: ReadonlyMap<string, KnownItem>;
    records: ReadonlyMap<string, { id: number }[]>;
  },
): ItemPlan {
  if ("faults" in one) return one;
  const { values, house, barcode } = one;
  const now = items.get(`${house.id} ${barcode}`) ?? null;
  const found = one.called.map((called) => [...new Set((records.get(called) ?? []).map(({ id }) => id))]);
  const some = found.find((ids) => ids.length > 0) ?? [];
  const column = values.record ? "record" : "isbn";
  if (now && some.length > 0 && !some.includes(now.recordId))
    return { faults: [{ column, id: "items.other-record", data: { barcode } }] };
  const facts = factsOf(one, now);
  if (now) {
    const { id, recordId, ownerId: _owner, barcode: _barcode, ...was } = now;
    const keys = Object.keys(facts) as (keyof ItemFacts)[]; // Those of an ItemFacts literal.
    return keys.every((key) => facts[key] === was[key])
      ? { same: true }
      : { change: { id, ...facts }, recordId };
  }
  const [recordId] = some;
  if (recordId === undefined) {
    const said = values.record ?? values.isbn;
    return {
      faults: [
        said ? { column, id: "items.no-record", data: { said } } : { column: "record", id: "missing" },
      ],
    };
  }
  if (some.length > 1)
    return { faults: [{ column, id: "items.several-records", data: { count: some.length } }] };
  const status = landsAs(one.meaning ?? "available");
  return { add: { ...facts, recordId, ownerId: house.id, orgPath: house.path, barcode, status } };
}

/** What a file has no column for stays as it is. */
function factsOf({ values, placeId, shelf }: MeantItem, now: ItemFacts | null): ItemFacts {
  const { acquired } = values;
  return {
    placeId: placeId ?? now?.placeId ?? null,
    shelf: shelf === undefined ? (now?.shelf ?? "") : (shelf ?? ""),
    callNumber: values.call_number === undefined ? (now?.callNumber ?? "") : (values.call_number ?? ""),
    volume: values.volume === undefined ? (now?.volume ?? "") : (values.volume ?? ""),
    type: values.type ?? now?.type ?? "book",
    priceFen: values.price === undefined ? (now?.priceFen ?? null) : values.price,
    acquiredOn: acquired === undefined ? (now?.acquiredOn ?? null) : (acquired?.day ?? null),
  };
}
