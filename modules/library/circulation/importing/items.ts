/** The table of copies: barcodes of an owner, at home at a place, each of a record that is in the catalogue. */
import { organisationsOf, placesOf } from "#places";
import { holdsSomewhere, pathsHeld } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import {
  type CellFault,
  type Column,
  coded,
  defineTable,
  type Landing,
  line,
  type ReadRow,
  type Values,
} from "#platform/exchange";
import { controlKeyOf } from "../../catalogue/describing/keys.ts";
import { isbn13 } from "../../catalogue/describing/standard-numbers.ts";
import { type CodeMeaning, codeMeanings, landsAs } from "../../catalogue/items/status.ts";
import { markPlaces } from "../../catalogue/keeping/place-marks.ts";
import { landers, may } from "../../may.ts";
import { itemType, numberColumn, yuan } from "./columns.ts";
import * as store from "./items-store.ts";
import { whenColumn } from "./when.ts";
import { type House, ownHouse, Whose } from "./whose.ts";

// texts: exchange.items.* item.status.*
const statusWords = Object.fromEntries(codeMeanings.map((code) => [code, `item.status.${code}`])) as Record<
  CodeMeaning,
  string
>; // Object.fromEntries forgets which keys it was given.
const statuses = coded(statusWords, { example: "在架" });
/** What field systems usually say. */
const statusesCalled: Record<string, CodeMeaning> = {
  在馆: "available",
  可借: "available",
  普通: "available",
  入藏: "available",
  "": "available",
  "checked out": "on-loan",
  已借出: "on-loan",
  外借: "on-loan",
  编目: "in-process",
  "in process": "in-process",
  cataloging: "in-process",
  丢失: "lost",
  剔除: "withdrawn",
  剔旧: "withdrawn",
  注销: "withdrawn",
};

/** Anything in the cell, such as a due date or a reader, says that it is lent; what it is, is not read. */
const isLent: Column<boolean> = {
  ...line({ most: 100, example: "", alsoCalled: ["onloan", "borrower", "借阅者"] }),
  read: (cell) => ({ value: !/^(?:0|否|no|f|false)$/i.test(cell.trim()) }),
  write: (value) => (value ? "1" : ""),
};

const columns = {
  organisation: line({
    most: 400,
    example: "klmy.library",
    alsoCalled: ["owning_lib", "libraryCode", "所属馆", "馆代码", "文献所属馆"],
  }),
  barcode: numberColumn({
    example: "KL0000123",
    required: true,
    alsoCalled: ["copy barcode", "itembarcode", "册条码号", "馆藏条码", "图书条码", "条码号", "登录号"],
  }),
  record: line({
    most: 100,
    example: "",
    alsoCalled: ["biblionumber", "bib id", "tcn", "控制号", "记录控制号", "记录号"],
  }),
  isbn: line({ most: 40, example: "978-7-02-000220-7", alsoCalled: ["ISBN号", "标准号"] }),
  place: line({
    most: 200,
    example: "KQ-SW-012",
    alsoCalled: ["homebranch", "circ_lib", "所在馆", "文献所在馆"],
  }),
  shelf: line({
    most: 100,
    example: "一楼A1",
    alsoCalled: ["location", "shelving location", "copy_location", "馆藏地点", "馆藏地"],
  }),
  call_number: line({
    most: 100,
    example: "I247.5/123",
    alsoCalled: ["itemcallnumber", "accessNo", "call number label", "label", "索取号", "排架号"],
  }),
  volume: line({ most: 60, example: "", alsoCalled: ["enumchron", "卷册", "卷期"] }),
  type: itemType({
    example: "book",
    alsoCalled: ["itype", "bookType", "circ_modifier", "流通类型", "文献类型", "图书类型"],
  }),
  price: yuan({ example: "36.00", most: 1_000_000, alsoCalled: ["单价", "定价"] }),
  acquired: whenColumn({
    example: "2024-05-01",
    alsoCalled: ["dateaccessioned", "active_date", "入藏日期", "验收日期"],
  }),
  status: line({ most: 60, example: "在架", alsoCalled: ["state", "copy status", "馆藏状态", "流通状态"] }),
  lent: isLent,
};

type ItemValues = Values<typeof columns>;
interface Prepared {
  own: House | null;
}

export const itemsTable = defineTable<typeof columns, Prepared>({
  name: "items",
  columns,
  key: ["organisation", "barcode"],
  batch: 500,
  filters: [],
  // A cell that says to whom it is lent may stand beside the others.
  personal: true,
  may: {
    bring: (who) => holdsSomewhere(who, ...landers),
    take: (who) => holdsSomewhere(who, ...landers),
  },
  prepare: async (ctx) => ({ own: await ownHouse(ctx, ...landers) }),
  landRows,
  reconcile: {
    branchOf: ({ place, organisation }) => place ?? organisation ?? "",
    disagreements: async (ctx) => {
      const { count } = await store.saidLentStill(ctx.db, pathsOf(ctx), 0);
      return count > 0 ? [{ key: "exchange.items.reconcile.said-lent", data: { count } }] : [];
    },
  },
  rowsOf,
});

const pathsOf = ({ actor }: Ctx) => (actor.kind === "system" ? [""] : pathsHeld(actor, ...landers));

interface Wanted {
  house: House;
  values: ItemValues;
  barcode: string;
  placeId: string | null;
  shelf: string | null | undefined;
  meaning: CodeMeaning | null;
  isLent: boolean;
  /** Control key and ISBN by which its record is looked for. */
  called: string[];
}

async function landRows(
  ctx: TxCtx,
  rows: readonly ReadRow<typeof columns>[],
  { own }: Prepared,
): Promise<Landing<typeof columns>[]> {
  const whose = await Whose.of(ctx, own, {
    organisations: rows.flatMap(({ values }) => values.organisation ?? []),
    places: rows.flatMap(({ values }) => placeSaid(values)),
  });
  const wanted = rows.map(({ values }) => wantedOf(ctx, values, whose));
  const good = wanted.flatMap((one) => ("faults" in one ? [] : [one]));
  const present = await store.lockItemsWith(
    ctx.db,
    good.map(({ house, barcode }) => ({ ownerId: house.id, barcode })),
  );
  const items = new Map(present.map((item) => [`${item.ownerId} ${item.barcode}`, item]));
  const called = [...new Set(good.flatMap((one) => one.called))];
  const records = Map.groupBy(
    await store.recordsCalled(ctx.db, {
      keys: called.filter((one) => one.includes(":")),
      isbns: called.filter((one) => !one.includes(":")),
    }),
    (one) => one.called,
  );
  const plans = wanted.map((one) => planOf(one, { items, records }));
  const added = plans.flatMap((plan) => ("add" in plan ? [plan] : []));
  const changed = plans.flatMap((plan) => ("change" in plan ? [plan] : []));
  const made =
    added.length === 0
      ? []
      : await store.insertNewItems(
          ctx.db,
          added.map(({ add }) => add),
          ctx.clock(),
        );
  await store.changeItems(
    ctx.db,
    changed.map(({ change }) => change),
    ctx.clock(),
  );
  await markPlaces(ctx.db, [
    ...new Set([...added.map(({ add }) => add.recordId), ...changed.map(({ recordId }) => recordId)]),
  ]);
  const ids = new Map([...present, ...made].map(({ id, ownerId, barcode }) => [`${ownerId} ${barcode}`, id]));
  const said = (isLentNow: boolean) =>
    good.flatMap(({ isLent: lent, house, barcode, values }) => {
      const tells = values.status !== undefined || values.lent !== undefined;
      return tells && lent === isLentNow ? (ids.get(`${house.id} ${barcode}`) ?? []) : [];
    });
  await store.noteSaidLent(ctx.db, { lent: said(true), not: said(false) }, today(ctx).toString());
  return plans.map((plan): Landing<typeof columns> => {
    if ("faults" in plan) return plan;
    if ("add" in plan) return { did: "added" };
    return { did: "change" in plan ? "changed" : "unchanged" };
  });
}

/** The place, or where a file has none the beginning of where it stands: dp2 writes `城南分馆/社科阅览室`. */
function placeSaid({ place, shelf }: ItemValues): string[] {
  if (place) return [place];
  if (place === null || !shelf) return [];
  const [branch] = shelf.split("/");
  return [shelf, ...(branch ? [branch.trim()] : [])];
}

function wantedOf(ctx: TxCtx, values: ItemValues, whose: Whose): Wanted | { faults: CellFault[] } {
  const faults: CellFault[] = [];
  const alone = whose.house("organisation", values.organisation, null);
  const house = "house" in alone ? alone.house : null;
  const [said, branch] = placeSaid(values);
  let at = said ? whose.place("place", said, house) : null;
  let shelf = values.shelf;
  if (at && !values.place) {
    if ("place" in at) shelf = "";
    else if (branch && branch !== said) {
      at = whose.place("place", branch, house);
      if ("place" in at) shelf = said?.slice(said.indexOf("/") + 1).trim() ?? "";
    }
    // A shelf without a place is a shelf.
    if ("fault" in at) at = null;
  }
  if (at && "fault" in at) faults.push(at.fault);
  const place = at && "place" in at ? at.place : null;
  const of = whose.house("organisation", values.organisation, place);
  if ("fault" in of) return { faults: [of.fault, ...faults] };
  const writes = (orgPath: string) =>
    ctx.actor.kind === "system" || may["item.write"](ctx.actor, { orgPath });
  if (!writes(of.house.path)) faults.push({ column: "organisation", id: "row.not-yours" });
  else if (place && !place.orgPath.startsWith(of.house.path) && !writes(place.orgPath))
    faults.push({ column: "place", id: "row.not-yours" });
  const meaning = values.status ? meaningOf(values.status, whose.status(values.status, of.house)) : null;
  if (values.status && meaning === null)
    faults.push({ column: "status", id: "items.status", data: { said: values.status } });
  if ((shelf ?? "").length > 60) faults.push({ column: "shelf", id: "too-long", data: { limit: 60 } });
  const isbn = values.isbn ? isbn13(values.isbn) : null;
  if (values.isbn && isbn === null) faults.push({ column: "isbn", id: "isbn" });
  if (faults.length > 0) return { faults };
  return {
    house: of.house,
    values,
    barcode: values.barcode ?? "",
    placeId: place?.id ?? null,
    shelf,
    meaning,
    isLent: meaning === "on-loan" || values.lent === true,
    called: [...(values.record ? (keyOf(values.record) ?? []) : []), ...(isbn ? [isbn] : [])],
  };
}

/** `agency:number`, as the catalogue knows it. */
function keyOf(said: string): string[] | null {
  const at = said.lastIndexOf(":");
  const key = at < 1 ? null : controlKeyOf(said.slice(0, at), said.slice(at + 1));
  return key === null ? null : [key];
}

function meaningOf(said: string, profiled: string | null): CodeMeaning | null {
  const own = codeMeanings.find((one) => one === profiled);
  if (own) return own;
  const read = statuses.read(said);
  return "value" in read ? read.value : (statusesCalled[said.normalize("NFKC").trim().toLowerCase()] ?? null);
}

type Plan =
  | { faults: CellFault[] }
  | { add: store.NewItem }
  | { change: store.ItemFacts & { id: number }; recordId: number }
  | { same: true };

function planOf(
  one: Wanted | { faults: CellFault[] },
  {
    items,
    records,
  }: {
    items: ReadonlyMap<string, store.KnownItem>;
    records: ReadonlyMap<string, { id: number }[]>;
  },
): Plan {
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
    const keys = Object.keys(facts) as (keyof store.ItemFacts)[]; // Those of an ItemFacts literal.
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
function factsOf({ values, placeId, shelf }: Wanted, now: store.ItemFacts | null): store.ItemFacts {
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

async function* rowsOf(ctx: Ctx): AsyncGenerator<ItemValues> {
  let after = 0;
  for (;;) {
    const page: store.TakenItem[] = await store.itemPage(ctx.db, pathsOf(ctx), after);
    const last = page.at(-1);
    if (!last) return;
    const houses = await organisationsOf(ctx.db, [...new Set(page.map(({ ownerId }) => ownerId))]);
    const places = await placesOf(ctx.db, [...new Set(page.flatMap(({ placeId }) => placeId ?? []))]);
    for (const one of page) {
      const place = one.placeId === null ? undefined : places.get(one.placeId);
      yield {
        organisation: houses.get(one.ownerId)?.path.replace(/\.$/, "") ?? null,
        barcode: one.barcode,
        record: one.controlKey?.startsWith("@") ? null : one.controlKey,
        place: place?.number ?? place?.name ?? null,
        shelf: one.shelf || null,
        call_number: one.callNumber || null,
        volume: one.volume || null,
        type: one.type,
        price: one.priceFen,
        acquired: one.acquiredOn === null ? null : { day: one.acquiredOn, time: null, offset: null },
        status: one.status,
      };
    }
    after = last.id;
  }
}
