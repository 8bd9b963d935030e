/** What a row of loans says, in our terms: which reader, which copy, since when. */
import type { Temporal } from "temporal-polyfill";
import type { TxCtx } from "#platform/ctx";
import type { CellFault } from "#platform/exchange";
import type { House, Whose } from "../whose.ts";
import type { LoanValues } from "./loan-columns.ts";
import { whenOf } from "./loan-days.ts";

/** A row whose reader and copy are found. */
export interface MeantLoan {
  values: LoanValues;
  subject: string;
  itemId: number;
  lentAt: Temporal.Instant;
  lentOn: string;
  dueOn: string;
  place: { id: string; orgPath: string } | null;
}

export function meantBy(
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
): MeantLoan | { faults: CellFault[] } {
  const faults: CellFault[] = [];
  const house = (column: "issuer" | "owner"): House | null => {
    const said = values[column];
    if (!said) return null;
    const read = whose.house(column, said, null);
    if ("fault" in read) faults.push(read.fault);
    return "house" in read ? read.house : null;
  };
  const { reader = "", barcode = "" } = values;
  const card = whichOf(cards.get(reader ?? "") ?? [], {
    houseOf: ({ issuerId }) => issuerId,
    named: house("issuer"),
    own,
    column: "reader",
    data: { number: reader ?? "" },
  });
  const item = whichOf(items.get(barcode ?? "") ?? [], {
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

type Which<T> = { one: T } | { fault: CellFault };

/** Of several with one number: the named house's, or the sender's own, or the only one there is. */
function whichOf<T>(
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
): Which<T> {
  const of = (house: House) => all.filter((one) => houseOf(one) === house.id);
  const some = named ? of(named) : own && of(own).length > 0 ? of(own) : all;
  const [first, ...others] = some;
  const what = column === "reader" ? "reader" : "copy";
  if (first === undefined) return { fault: { column, id: `loans.${what}-unknown`, data } };
  return others.length > 0 ? { fault: { column, id: `loans.${what}-several`, data } } : { one: first };
}
