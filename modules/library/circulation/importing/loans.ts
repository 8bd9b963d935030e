/**
 * The table of loans: what is with whom when a house moves here. No rule is asked whether it may be lent: it is. The rule in force on the day
 * it was lent goes with it.
 */

import { Temporal } from "temporal-polyfill";
import { organisationsOf, placesOf } from "#places";
import { holdsSomewhere, pathsHeld } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import {
  type CellFault,
  defineTable,
  type Landing,
  line,
  type ReadRow,
  type Values,
  whole,
} from "#platform/exchange";
import { may } from "../../may.ts";
import { ruled } from "../lending/against.ts";
import { cardsNumbered } from "../readers/reader-store.ts";
import { ruleBook } from "../rules/rule-book.ts";
import type { RuleBook, Ruling } from "../rules/ruling.ts";
import { numberColumn, period } from "./columns.ts";
import { disagreements } from "./loans-reconciled.ts";
import * as store from "./loans-store.ts";
import { dayIn, momentOf, type When, whenColumn } from "./when.ts";
import { type House, ownHouse, Whose } from "./whose.ts";

// texts: exchange.loans.*
const columns = {
  reader: numberColumn({
    example: "KL00012345",
    required: true,
    alsoCalled: [
      ...["cardnumber", "card barcode", "patron barcode", "borrower", "readerBarcode", "usr barcode"],
      ...["证条码号", "读者条码", "借书证号", "证号"],
    ],
  }),
  issuer: line({ most: 400, example: "klmy.library", alsoCalled: ["读者所属馆"] }),
  barcode: numberColumn({
    example: "KL0000123",
    required: true,
    alsoCalled: ["copy barcode", "itembarcode", "itemBarcode", "册条码号", "馆藏条码", "图书条码", "条码号"],
  }),
  owner: line({ most: 400, example: "klmy.library", alsoCalled: ["owning_lib", "libraryCode", "所属馆"] }),
  lent_on: whenColumn({
    example: "2026-05-20",
    required: true,
    alsoCalled: ["issuedate", "borrowDate", "xact_start", "checkout date", "借书日期", "借阅日期"],
  }),
  due: whenColumn({
    example: "2026-06-19",
    alsoCalled: ["date_due", "returningDate", "due_date", "应还时间", "到期日期"],
  }),
  period: period({ example: "31day", alsoCalled: ["borrowPeriod", "借期"] }),
  renewals: whole({
    least: 0,
    most: 99,
    example: "1",
    alsoCalled: ["renewals_count", "renewal count", "borrowNo", "no", "续借次数"],
  }),
  renewals_left: whole({ least: 0, most: 99, example: "", alsoCalled: ["renewal_remaining"] }),
  place: line({
    most: 200,
    example: "KQ-SW-012",
    alsoCalled: ["branchcode", "circ_lib", "借出馆", "借阅地点"],
  }),
};

type LoanValues = Values<typeof columns>;
interface Prepared {
  own: House | null;
}

export const loansTable = defineTable<typeof columns, Prepared>({
  name: "loans",
  columns,
  key: ["owner", "barcode"],
  batch: 500,
  filters: [],
  personal: true,
  may: {
    bring: (who) => holdsSomewhere(who, "manager"),
    take: (who) => holdsSomewhere(who, "manager"),
  },
  prepare: async (ctx) => ({ own: await ownHouse(ctx, "manager") }),
  landRows,
  reconcile: { branchOf: ({ place, owner }) => place ?? owner ?? "", disagreements },
  rowsOf,
});

/** A row whose reader and copy are found. */
interface Wanted {
  values: LoanValues;
  subject: string;
  itemId: number;
  lentAt: Temporal.Instant;
  lentOn: string;
  dueOn: string;
  place: { id: string; orgPath: string } | null;
}

async function landRows(
  ctx: TxCtx,
  rows: readonly ReadRow<typeof columns>[],
  { own }: Prepared,
): Promise<Landing<typeof columns>[]> {
  const whose = await Whose.of(ctx, own, {
    organisations: rows.flatMap(({ values }) => [values.owner ?? [], values.issuer ?? []].flat()),
    places: rows.flatMap(({ values }) => values.place ?? []),
  });
  // Who has a book has it with a lost card too.
  const cards = Map.groupBy(
    await cardsNumbered(
      ctx.db,
      rows.map(({ values }) => values.reader ?? ""),
    ),
    ({ number }) => number,
  );
  const items = Map.groupBy(
    await store.itemsNumbered(
      ctx.db,
      rows.map(({ values }) => values.barcode ?? ""),
    ),
    ({ barcode }) => barcode,
  );
  const wanted = rows.map(({ values }) => wantedOf(ctx, values, { whose, own, cards, items }));
  const good = wanted.flatMap((one) => ("faults" in one ? [] : [one]));
  const copies = await store.lockLentCopies(
    ctx.db,
    good.map(({ itemId }) => itemId),
  );
  const borrowers = await store.lockBorrowers(
    ctx.db,
    good.map(({ subject }) => subject),
    ctx.clock(),
  );
  const homes = await placesOf(ctx.db, [
    ...new Set([...copies.flatMap(({ placeId }) => placeId ?? []), ...borrowers.map(({ homeId }) => homeId)]),
  ]);
  const known = {
    copies: new Map(copies.map((copy) => [copy.id, copy])),
    borrowers: new Map(borrowers.map((borrower) => [borrower.subject, borrower])),
    homes,
    book: await ruleBook(ctx.db),
    taken: new Set<number>(),
  };
  const plans = wanted.map((one) => planOf(ctx, one, known));
  await store.insertLoans(
    ctx.db,
    plans.flatMap((plan) => ("add" in plan ? plan.add : [])),
    { channel: "import", demo: ctx.city.demo },
  );
  await store.changeLoans(
    ctx.db,
    plans.flatMap((plan) => ("change" in plan ? plan.change : [])),
  );
  return plans.map((plan): Landing<typeof columns> => {
    if ("faults" in plan) return plan;
    return { did: "add" in plan ? "added" : "change" in plan ? "changed" : "unchanged" };
  });
}

type Meant<T> = { one: T } | { fault: CellFault };

/** Of several with one number: the named house's, or the sender's own, or the only one there is. */
function meant<T>(
  all: readonly T[],
  {
    houseOf,
    named,
    own,
    column,
    data,
  }: {
    houseOf: (one: T) => string;
    named: House | null;
    own: House | null;
    column: "reader" | "barcode";
    data: Record<string, string>;
  },
): Meant<T> {
  const of = (house: House) => all.filter((one) => houseOf(one) === house.id);
  const some = named ? of(named) : own && of(own).length > 0 ? of(own) : all;
  const [first, ...others] = some;
  const what = column === "reader" ? "reader" : "copy";
  if (first === undefined) return { fault: { column, id: `loans.${what}-unknown`, data } };
  return others.length > 0 ? { fault: { column, id: `loans.${what}-several`, data } } : { one: first };
}

function wantedOf(
  ctx: TxCtx,
  values: LoanValues,
  {
    whose,
    own,
    cards,
    items,
  }: {
    whose: Whose;
    own: House | null;
    cards: ReadonlyMap<string, { issuerId: string; subject: string }[]>;
    items: ReadonlyMap<string, { id: number; ownerId: string }[]>;
  },
): Wanted | { faults: CellFault[] } {
  const faults: CellFault[] = [];
  const house = (column: "issuer" | "owner"): House | null => {
    const said = values[column];
    if (!said) return null;
    const read = whose.house(column, said, null);
    if ("fault" in read) faults.push(read.fault);
    return "house" in read ? read.house : null;
  };
  const { reader = "", barcode = "" } = values;
  const card = meant(cards.get(reader ?? "") ?? [], {
    houseOf: ({ issuerId }) => issuerId,
    named: house("issuer"),
    own,
    column: "reader",
    data: { number: reader ?? "" },
  });
  const item = meant(items.get(barcode ?? "") ?? [], {
    houseOf: ({ ownerId }) => ownerId,
    named: house("owner"),
    own,
    column: "barcode",
    data: { barcode: barcode ?? "" },
  });
  if ("fault" in card) faults.push(card.fault);
  if ("fault" in item) faults.push(item.fault);
  const at = values.place ? whose.place("place", values.place, own) : null;
  if (at && "fault" in at) faults.push(at.fault);
  const when = whenOf(ctx, values);
  if ("faults" in when) faults.push(...when.faults);
  if (faults.length > 0 || "fault" in card || "fault" in item || "faults" in when) return { faults };
  const place = at && "place" in at ? at.place : null;
  return { values, subject: card.one.subject, itemId: item.one.id, place, ...when };
}

function whenOf(
  ctx: TxCtx,
  { lent_on: lent, due, period: days }: LoanValues,
): { lentAt: Temporal.Instant; lentOn: string; dueOn: string } | { faults: CellFault[] } {
  const { zone } = ctx.city;
  if (!lent) return { faults: [{ column: "lent_on", id: "missing" }] };
  const lentOn = dayIn(lent, zone);
  if (lentOn > today(ctx).toString()) return { faults: [{ column: "lent_on", id: "loans.lent-later" }] };
  const dueOn = dueDay(lentOn, due, { days, zone });
  if (dueOn === null) return { faults: [{ column: "due", id: "missing" }] };
  if (dueOn < lentOn) return { faults: [{ column: "due", id: "loans.due-before" }] };
  return { lentAt: momentOf(lent, zone), lentOn, dueOn };
}

const dueDay = (
  lentOn: string,
  due: When | null | undefined,
  { days, zone }: { days: number | null | undefined; zone: string },
) => {
  if (due) return dayIn(due, zone);
  return typeof days === "number" ? Temporal.PlainDate.from(lentOn).add({ days }).toString() : null;
};

type Plan =
  | { faults: CellFault[] }
  | { add: store.BroughtLoan }
  | { change: { id: string; dueOn: string; renewals: number } }
  | { same: true };

interface Known {
  copies: ReadonlyMap<number, store.LentCopy>;
  borrowers: ReadonlyMap<string, store.KnownBorrower>;
  homes: ReadonlyMap<string, { id: string; orgPath: string }>;
  book: RuleBook;
  /** Copies that a row before has. */
  taken: Set<number>;
}

function planOf(ctx: TxCtx, one: Wanted | { faults: CellFault[] }, known: Known): Plan {
  if ("faults" in one) return one;
  const { values, subject, itemId } = one;
  const copy = known.copies.get(itemId);
  const borrower = known.borrowers.get(subject);
  const fault = (column: string, id: string, data: Record<string, string> = {}): Plan => ({
    faults: [{ column, id, data }],
  });
  if (!copy) return fault("barcode", "loans.copy-unknown", { barcode: values.barcode ?? "" });
  if (!borrower) return fault("reader", "loans.reader-unknown", { number: values.reader ?? "" });
  if (ctx.actor.kind !== "system" && !may["import.loans"](ctx.actor, { orgPath: copy.ownerPath }))
    return fault("barcode", "row.not-yours");
  if (known.taken.has(itemId)) return fault("barcode", "loans.twice", { barcode: copy.barcode });
  if (copy.loanId !== null) return againstLoan(ctx, one, copy);
  if (copy.away !== null || copy.keptFor !== null)
    return fault("barcode", "loans.copy-kept", { barcode: copy.barcode });
  if (borrower.endedOn !== null) return fault("reader", "loans.reader-over", { number: values.reader ?? "" });
  const place =
    one.place ??
    (copy.placeId === null ? undefined : known.homes.get(copy.placeId)) ??
    known.homes.get(borrower.homeId);
  if (!place) return fault("place", "missing");
  known.taken.add(itemId);
  const { ruling, guarantee } = ruled(
    known.book,
    { borrower, copy, lentAt: place.orgPath, on: one.lentOn },
    { despite: true },
  );
  return {
    add: {
      id: newId(),
      itemId,
      recordId: copy.recordId,
      ownerId: copy.ownerId,
      ownerPath: copy.ownerPath,
      type: copy.type,
      subject,
      placeId: place.id,
      placePath: place.orgPath,
      lentAt: one.lentAt.toString(),
      dueOn: one.dueOn,
      category: borrower.category,
      guarantee,
      ruleId: ruling.rule.id,
      renewals: renewalsOf(values, ruling) ?? 0,
    },
  };
}

/** Evergreen counts how many are left. Null: the file does not say. */
function renewalsOf({ renewals, renewals_left: left }: LoanValues, ruling: Ruling | null): number | null {
  if (typeof renewals === "number") return renewals;
  if (typeof left === "number" && ruling) return Math.max(0, ruling.terms.renewals - left);
  return null;
}

/** It is on loan here: the same loan, a newer word on it, or another. */
function againstLoan(ctx: TxCtx, { values, subject, lentOn, dueOn }: Wanted, copy: store.LentCopy): Plan {
  const numbers = { number: values.reader ?? "", other: copy.theirNumber ?? "", barcode: copy.barcode };
  if (copy.lentTo !== subject) return { faults: [{ column: "reader", id: "loans.conflict", data: numbers }] };
  const ours = copy.lentAt?.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
  if (ours !== lentOn || copy.loanId === null)
    return { faults: [{ column: "lent_on", id: "loans.other-day", data: { barcode: copy.barcode } }] };
  const renewals = renewalsOf(values, null) ?? copy.renewals ?? 0;
  if (dueOn === copy.dueOn && renewals === copy.renewals) return { same: true };
  // Renewed here, or lent here: what the file says of it is old.
  if (copy.renewedOn !== null || copy.channel !== "import")
    return { faults: [{ column: "due", id: "loans.other-due", data: { barcode: copy.barcode } }] };
  return { change: { id: copy.loanId, dueOn, renewals } };
}

async function* rowsOf(ctx: Ctx): AsyncGenerator<LoanValues> {
  const paths = ctx.actor.kind === "system" ? [""] : pathsHeld(ctx.actor, "manager");
  let after: string | null = null;
  for (;;) {
    const page: store.TakenLoan[] = await store.loanPage(ctx.db, paths, after);
    const last = page.at(-1);
    if (!last) return;
    const ids = page.flatMap(({ ownerId, issuerId }) => [ownerId, issuerId ?? []].flat());
    const houses = await organisationsOf(ctx.db, [...new Set(ids)]);
    const places = await placesOf(ctx.db, [...new Set(page.map(({ placeId }) => placeId))]);
    const pathOf = (id: string | null) => (id && houses.get(id)?.path.replace(/\.$/, "")) || null;
    for (const one of page) {
      const lent = one.lentAt.toZonedDateTimeISO(ctx.city.zone);
      const place = places.get(one.placeId);
      yield {
        reader: one.reader,
        issuer: pathOf(one.issuerId),
        barcode: one.barcode,
        owner: pathOf(one.ownerId),
        lent_on: {
          day: lent.toPlainDate().toString(),
          time: lent.toPlainTime().toString({ smallestUnit: "second" }),
          offset: null,
        },
        due: { day: one.dueOn, time: null, offset: null },
        renewals: one.renewals,
        place: place?.number ?? place?.name ?? null,
      };
    }
    after = last.id;
  }
}
