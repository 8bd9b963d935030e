/** The table of readers: cards of a house with the persons whose they are. */
import { type CardHolder, cardHolders, type Held, namesOfSubjects } from "#people";
import { organisationsOf, placesOf } from "#places";
import { auditAll } from "#platform/audit";
import { holdsSomewhere, pathsHeld } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { announceAll } from "#platform/events";
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
import { may } from "../../may.ts";
import { type Card, insertCards, insertReaders, type NewReader } from "../readers/reader-store.ts";
import { numberColumn, readerCategory, yuan } from "./columns.ts";
import * as store from "./readers-store.ts";
import { dayIn, whenColumn } from "./when.ts";
import { type House, ownHouse, Whose } from "./whose.ts";

// texts: exchange.readers.* document.kind.*
const documentKinds = {
  "resident-id": "document.kind.resident-id",
  "hmt-residence": "document.kind.hmt-residence",
  "foreigner-residence": "document.kind.foreigner-residence",
  "hmt-travel": "document.kind.hmt-travel",
  passport: "document.kind.passport",
} as const;

/** Several numbers, divided by `、`. */
const numbers: Column<string[]> = {
  ...line({ most: 400, example: "", alsoCalled: ["usrname", "旧证号", "原证号", "旧读者证号"] }),
  read(cell) {
    const value = cell
      .normalize("NFKC")
      .split(/[、,;\s]+/)
      .filter(Boolean);
    return value.some((one) => one.length > 60)
      ? { fault: { id: "too-long", data: { limit: 60 } } }
      : { value: [...new Set(value)] };
  },
  write: (value) => value.join("、"),
};

const columns = {
  organisation: line({
    most: 400,
    example: "klmy.library",
    alsoCalled: ["libraryCode", "馆代码", "发证单位", "分馆代码"],
  }),
  number: numberColumn({
    example: "KL00012345",
    required: true,
    alsoCalled: [
      ...["cardnumber", "card barcode", "card.barcode", "patron barcode", "barcode", "readerBarcode"],
      ...["证条码号", "读者证号", "读者条码", "借书证号", "证号", "卡号"],
    ],
  }),
  name: line({ most: 100, example: "李梅", alsoCalled: ["读者姓名", "full name", "display name"] }),
  family_name: line({ most: 50, example: "", alsoCalled: ["surname", "last name", "姓"] }),
  given_name: line({ most: 50, example: "", alsoCalled: ["firstname", "first_given_name", "名"] }),
  mobile: line({
    most: 40,
    example: "13912345678",
    alsoCalled: ["手机", "手机号", "移动电话", "tel", "day_phone", "phone", "联系电话", "电话"],
  }),
  document_kind: coded(documentKinds, {
    example: "居民身份证",
    alsoCalled: ["证件类型", "证件种类", "ident_type"],
  }),
  document_number: line({
    most: 40,
    example: "",
    alsoCalled: ["idCardNumber", "ident_value", "身份证号", "身份证号码", "证件号码", "证件号"],
  }),
  document_country: line({ most: 3, example: "" }),
  born: whenColumn({ example: "", alsoCalled: ["dateofbirth", "dob", "出生日期"] }),
  category: readerCategory({
    example: "adult",
    alsoCalled: ["categorycode", "readerType", "profile", "读者类型", "读者类别"],
  }),
  place: line({
    most: 200,
    example: "KQ-SW-012",
    alsoCalled: ["branchcode", "home_ou", "home library", "开户馆", "办证馆"],
  }),
  valid_until: whenColumn({
    example: "2027-12-31",
    alsoCalled: ["dateexpiry", "expireDate", "终止日期", "失效日期", "有效期", "失效期"],
  }),
  deposit: yuan({ example: "100.00", most: 100_000, alsoCalled: ["foregift", "押金金额"] }),
  old_numbers: numbers,
};

type ReaderValues = Values<typeof columns>;
interface Prepared {
  own: House | null;
}

export const readersTable = defineTable<typeof columns, Prepared>({
  name: "readers",
  columns,
  key: ["organisation", "number"],
  batch: 500,
  filters: [],
  personal: true,
  may: {
    bring: (who) => holdsSomewhere(who, "manager"),
    take: (who) => holdsSomewhere(who, "manager"),
  },
  prepare: async (ctx) => ({ own: await ownHouse(ctx, "manager") }),
  landRows,
  reconcile: {
    branchOf: ({ place, organisation }) => place ?? organisation ?? "",
    disagreements: async () => [],
  },
  rowsOf,
});

/** What a row says, in our terms. */
interface Wanted {
  house: House;
  home: { id: string; orgPath: string } | null;
  number: string;
  oldNumbers: readonly string[];
  values: ReaderValues;
  validUntil: string | null | undefined;
}
type Plan =
  | { faults: CellFault[] }
  | { known: Card; wanted: Wanted }
  | { fresh: CardHolder; wanted: Wanted & { home: { id: string; orgPath: string } } };

async function landRows(
  ctx: TxCtx,
  rows: readonly ReadRow<typeof columns>[],
  { own }: Prepared,
): Promise<Landing<typeof columns>[]> {
  const whose = await Whose.of(ctx, own, {
    organisations: rows.flatMap(({ values }) => values.organisation ?? []),
    places: rows.flatMap(({ values }) => values.place ?? []),
  });
  const wanted = rows.map(({ values }) => wantedOf(ctx, values, whose));
  const numbered = wanted.flatMap((one) =>
    "faults" in one
      ? []
      : [one.number, ...one.oldNumbers].map((number) => ({ issuerId: one.house.id, number })),
  );
  const cards = new Map((await store.cardsWith(ctx.db, numbered)).map((card) => [keyOf(card), card]));
  const names = await namesOfSubjects(
    ctx.db,
    [...cards.values()].map(({ subject }) => subject),
  );
  const claimed = new Set<string>();
  const plans = wanted.map((one) => planOf(ctx, one, { cards, names, claimed }));
  const fresh = plans.filter((plan) => "fresh" in plan);
  const held = await cardHolders(
    ctx,
    fresh.map(({ fresh: holder }) => holder),
  );
  return write(ctx, plans, new Map(fresh.map((plan, at) => [plan, held[at]])));
}

const keyOf = ({ issuerId, number }: { issuerId: string; number: string }) => `${issuerId} ${number}`;

function wantedOf(ctx: TxCtx, values: ReaderValues, whose: Whose): Wanted | { faults: CellFault[] } {
  const faults: CellFault[] = [];
  const alone = whose.house("organisation", values.organisation, null);
  const named = "house" in alone ? alone.house : null;
  // dp2 has one code for both.
  const code = values.place ?? values.organisation;
  const at = code ? whose.place("place", code, named) : null;
  if (values.place && at && "fault" in at) faults.push(at.fault);
  const home = at && "place" in at ? at.place : null;
  const of = whose.house("organisation", values.organisation, home);
  if ("fault" in of) return { faults: [of.fault, ...faults] };
  const { house } = of;
  const brings = (orgPath: string) =>
    ctx.actor.kind === "system" || may["import.readers"](ctx.actor, { orgPath });
  if (!brings(house.path)) faults.push({ column: "organisation", id: "row.not-yours" });
  else if (home && !home.orgPath.startsWith(house.path) && !brings(home.orgPath))
    faults.push({ column: "place", id: "row.not-yours" });
  if (faults.length > 0) return { faults };
  const { valid_until: until } = values;
  return {
    house,
    home,
    number: values.number ?? "",
    oldNumbers: (values.old_numbers ?? []).filter((one) => one !== values.number),
    values,
    validUntil: until ? dayIn(until, ctx.city.zone) : until,
  };
}

function planOf(
  ctx: TxCtx,
  one: Wanted | { faults: CellFault[] },
  {
    cards,
    names,
    claimed,
  }: { cards: ReadonlyMap<string, Card>; names: ReadonlyMap<string, string>; claimed: Set<string> },
): Plan {
  if ("faults" in one) return one;
  const { house, home, values, number, oldNumbers } = one;
  const name = nameOf(values);
  const key = (of: string) => keyOf({ issuerId: house.id, number: of });
  const card = cards.get(key(number)) ?? null;
  const faults: CellFault[] = [];
  const known = card === null ? undefined : names.get(card.subject);
  if (card && (card.state === "lost" || card.state === "ended"))
    faults.push({ column: "number", id: "readers.number-over", data: { number } });
  // Whoever it is: by a name alone nobody is recognised, but by another name somebody else is.
  else if (card && known !== undefined && name !== "" && plainName(known) !== plainName(name))
    faults.push({ column: "number", id: "readers.number-taken", data: { number } });
  const others = oldNumbers.filter((old) => {
    const theirs = cards.get(key(old));
    return theirs !== undefined && theirs.subject !== card?.subject;
  });
  if (others.length > 0)
    faults.push({ column: "old_numbers", id: "readers.number-taken", data: { number: others.join("、") } });
  const mine = [number, ...oldNumbers].map(key);
  const twice = mine.find((single) => claimed.has(single));
  if (twice !== undefined)
    faults.push({
      column: "old_numbers",
      id: "readers.number-twice",
      data: { number: twice.split(" ")[1] ?? "" },
    });
  if (!card && name === "") faults.push({ column: "name", id: "missing" });
  if (!card && !home) faults.push({ column: "place", id: "missing" });
  if (faults.length > 0) return { faults };
  for (const single of mine) claimed.add(single);
  const wanted = { ...one, oldNumbers: oldNumbers.filter((old) => !cards.has(key(old))) };
  if (card) return { known: card, wanted };
  if (!home) return { faults: [{ column: "place", id: "missing" }] };
  return { fresh: holderOf(ctx, values, name), wanted: { ...wanted, home } };
}

/** Between Han characters nothing stands; else the given name comes first. */
function nameOf({ name, family_name: family, given_name: given }: ReaderValues): string {
  if (name) return name;
  const parts = [family ?? "", given ?? ""].map((part) => part.trim());
  if (parts.every((part) => /^\p{Script=Han}*$/u.test(part))) return parts.join("");
  return parts.toReversed().join(" ").trim();
}

const plainName = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\p{Z}]/gu, "");

function holderOf(ctx: TxCtx, values: ReaderValues, name: string): CardHolder {
  const { document_kind: kind, document_number: number, document_country: country, born } = values;
  return {
    name,
    phone: values.mobile ?? null,
    document: number
      ? {
          kind: kind ?? "resident-id",
          number,
          country: country ?? null,
          born: born ? dayIn(born, ctx.city.zone) : null,
        }
      : null,
    isChild: values.category === "child",
    locale: ctx.locale,
  };
}

const columnOf = { name: "name", phone: "mobile", document: "document_number" } as const;

async function write(
  ctx: TxCtx,
  plans: readonly Plan[],
  held: ReadonlyMap<Plan, Held | undefined>,
): Promise<Landing<typeof columns>[]> {
  const on = today(ctx).toString();
  const subjectOf = (plan: Plan): string | null => {
    if ("known" in plan) return plan.known.subject;
    const one = held.get(plan);
    return one && "subject" in one ? one.subject : null;
  };
  const present = await store.lockReadersOf(
    ctx.db,
    plans.flatMap((plan) => subjectOf(plan) ?? []),
  );
  const readers = new Map(present.map((reader) => [reader.subject, reader]));
  const joined: NewReader[] = [];
  const changed: Parameters<typeof store.changeReaders>[1][number][] = [];
  const made: Card[] = [];
  const deposits: { id: string; subject: string; amountFen: number }[] = [];
  const landings = plans.map((plan): Landing<typeof columns> => {
    if ("faults" in plan) return plan;
    const subject = subjectOf(plan);
    if (subject === null) {
      const one = held.get(plan);
      const fault = one && "fault" in one ? one.fault : { field: "name" as const, id: "missing" };
      return { faults: [{ column: columnOf[fault.field], id: fault.id }] };
    }
    const { wanted } = plan;
    const cardsBefore = made.length;
    const reader = readers.get(subject);
    let did: "added" | "changed" | "unchanged" = "unchanged";
    if ("fresh" in plan) {
      const isReader = reader !== undefined && reader.endedOn === null;
      made.push({
        issuerId: wanted.house.id,
        number: wanted.number,
        subject,
        state: reader?.hasCard ? "alias" : "active",
      });
      const own = {
        subject,
        category: wanted.values.category ?? "adult",
        homeId: plan.wanted.home.id,
        homePath: plan.wanted.home.orgPath,
        validUntil: wanted.validUntil ?? null,
      };
      if (!isReader) joined.push({ ...own, kind: "person", name: "", joinedOn: on });
      readers.set(subject, {
        ...(isReader ? reader : { ...own, endedOn: null, depositFen: null }),
        hasCard: true,
      });
      did = "added";
    } else if (reader && plan.known.state === "active") {
      const next = {
        subject,
        category: wanted.values.category ?? reader.category,
        homeId: wanted.home?.id ?? reader.homeId,
        homePath: wanted.home?.orgPath ?? reader.homePath,
        validUntil: wanted.validUntil === undefined ? reader.validUntil : wanted.validUntil,
      };
      const same =
        next.category === reader.category &&
        next.homeId === reader.homeId &&
        next.validUntil === reader.validUntil;
      if (!same) {
        changed.push(next);
        did = "changed";
      }
    }
    made.push(
      ...wanted.oldNumbers.map((number) => ({
        issuerId: wanted.house.id,
        number,
        subject,
        state: "alias" as const,
      })),
    );
    const now = readers.get(subject);
    const { deposit } = wanted.values;
    if (deposit && now && now.depositFen !== deposit) {
      deposits.push({ id: newId(), subject, amountFen: deposit });
      now.depositFen = deposit;
      if (did === "unchanged") did = "changed";
    }
    if (did === "unchanged" && made.length > cardsBefore) did = "changed";
    return { did };
  });
  await writeAll(ctx, { joined, changed, made, deposits }, on);
  return landings;
}

async function writeAll(
  ctx: TxCtx,
  {
    joined,
    changed,
    made,
    deposits,
  }: {
    joined: readonly NewReader[];
    changed: Parameters<typeof store.changeReaders>[1];
    made: readonly Card[];
    deposits: readonly { id: string; subject: string; amountFen: number }[];
  },
  on: string,
): Promise<void> {
  await insertReaders(ctx.db, joined);
  await store.changeReaders(ctx.db, changed);
  if ((await insertCards(ctx.db, made, on)) < made.length)
    throw new Error("a number of this batch was given to somebody meanwhile");
  await store.putDeposits(
    ctx.db,
    [...new Map(deposits.map((one) => [one.subject, one])).values()],
    ctx.clock(),
  );
  await auditAll(
    ctx,
    joined.map(({ subject, category, homeId }) => ({
      what: "reader.joined",
      on: { kind: "reader", id: subject },
      subject,
      detail: { category, home: homeId },
    })),
  );
  await announceAll(
    ctx,
    joined.map(({ homeId, category }) => ({
      type: "reader.joined" as const,
      payload: { homeId, category, kind: "person" as const, demo: ctx.city.demo },
    })),
  );
}

async function* rowsOf(ctx: Ctx): AsyncGenerator<ReaderValues> {
  const paths = ctx.actor.kind === "system" ? [""] : pathsHeld(ctx.actor, "manager");
  let after: string | null = null;
  for (;;) {
    const page: store.TakenReader[] = await store.readerPage(ctx.db, paths, after);
    const last = page.at(-1);
    if (!last) return;
    const names = await namesOfSubjects(
      ctx.db,
      page.map(({ subject }) => subject),
    );
    const houses = await organisationsOf(ctx.db, [...new Set(page.map(({ issuerId }) => issuerId))]);
    const places = await placesOf(ctx.db, [...new Set(page.map(({ homeId }) => homeId))]);
    for (const one of page) {
      const home = places.get(one.homeId);
      yield {
        organisation: houses.get(one.issuerId)?.path.replace(/\.$/, "") ?? null,
        number: one.number,
        name: names.get(one.subject) ?? null,
        category: one.category,
        place: home?.number ?? home?.name ?? null,
        valid_until: one.validUntil === null ? null : { day: one.validUntil, time: null, offset: null },
        deposit: one.depositFen,
        old_numbers: one.oldNumbers,
      };
    }
    after = last.subject;
  }
}
