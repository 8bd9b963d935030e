/** What staff see of loans that went wrong: copies and days, no reader. */
import { placeOf } from "#places";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { itemsMeant } from "../../catalogue/items/meant.ts";
import { scanned } from "../../catalogue/items/scanned.ts";
import { counterStaff, may } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import { ruleBook } from "../rules/rule-book.ts";
import { type RuleBook, termsOf } from "../rules/ruling.ts";
import { lostCost } from "./lost-cost.ts";
import * as store from "./lost-store.ts";

function viewOf({ itemId: _, priceFen: __, ruleId, ownerPath: ___, ...one }: store.Astray, book: RuleBook) {
  return { ...one, checksNeeded: termsOf(book, ruleId).claims.checks };
}

export async function showAstray(ctx: Ctx, asked: { place?: string | undefined }) {
  const places = await ownPlaces(ctx, ...counterStaff);
  const one = asked.place ? places.find(({ id }) => id === asked.place) : places[0];
  const book = await ruleBook(ctx.db);
  const claimed = one ? await store.claimedAt(ctx.db, one.id) : [];
  const lost = one ? await store.lostAt(ctx.db, one.id) : [];
  return {
    places: places.map(({ id, name }) => ({ id, name })),
    place: one ? { id: one.id, name: one.name } : null,
    mayDecide: one !== undefined && may["claim.decide"](ctx.actor, one),
    claimed: claimed.map((row) => viewOf(row, book)),
    lost: lost.map((row) => viewOf(row, book)),
  };
}

export async function showOne(ctx: Ctx, loanId: string, placeId: string) {
  const one = found(await store.astray(ctx.db, loanId), "loan", loanId);
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  const book = await ruleBook(ctx.db);
  return {
    ...viewOf(one, book),
    lostFen: lostCost(termsOf(book, one.ruleId).lost, one.priceFen),
    mayDecide: may["claim.decide"](ctx.actor, place),
  };
}

export async function loanScanned(
  ctx: TxCtx,
  { placeId, scan }: { placeId: string; scan: string },
): Promise<{ loanId: string }> {
  const read = scanned(scan);
  const [meant] = read ? await itemsMeant(ctx.db, { scans: [read], placeId }) : [];
  if (meant?.is !== "one") throw refused("till.unknown", { said: scan.slice(0, 60) });
  const loanId = await store.loanOfItem(ctx.db, meant.item.id);
  if (loanId === null) throw refused("loan.nobodys");
  return { loanId };
}
