/** Whose a card of a row is: somebody who has it here, or somebody to be found or made. */
import type { CardHolder } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { CellFault } from "#platform/exchange";
import type { Card } from "../../readers/reader-store.ts";
import { dayIn } from "../when.ts";
import type { ReaderValues } from "./reader-columns.ts";
import type { MeantReader } from "./reader-meant.ts";
import { nameOf, plainName } from "./reader-name.ts";

/** Their card is here. */
export interface KnownCard {
  known: Card;
  meant: MeantReader;
}
/** Somebody to be found by what the row says of them, or made. */
export interface FreshReader {
  fresh: CardHolder;
  meant: MeantReader & { home: { id: string; orgPath: string } };
}
export type ReaderPlan = { faults: CellFault[] } | KnownCard | FreshReader;

export const keyOf = ({ issuerId, number }: { issuerId: string; number: string }) => `${issuerId} ${number}`;

export function planOf(
  ctx: TxCtx,
  one: MeantReader | { faults: CellFault[] },
  {
    cards,
    names,
    claimed,
  }: { cards: ReadonlyMap<string, Card>; names: ReadonlyMap<string, string>; claimed: Set<string> },
): ReaderPlan {
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
  const meant = { ...one, oldNumbers: oldNumbers.filter((old) => !cards.has(key(old))) };
  if (card) return { known: card, meant };
  if (!home) return { faults: [{ column: "place", id: "missing" }] };
  return { fresh: holderOf(ctx, values, name), meant: { ...meant, home } };
}

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
