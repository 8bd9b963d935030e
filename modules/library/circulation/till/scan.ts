/** What was scanned at a till: who stands there, or a copy and what becomes of it. */
import type { AnswerOf, InputOf } from "#contract";
import { subjectOfPassScan } from "#people";
import { organisationsOf, placeOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { itemsMeant } from "../../catalogue/items/meant.ts";
import { titlesOf } from "../../catalogue/items/meant-store.ts";
import { scanned } from "../../catalogue/items/scanned.ts";
import { plainNumber } from "../readers/cards/card-number.ts";
import { type Card, cardsNumbered, leads } from "../readers/reader-store.ts";
import type { tillScan } from "./contract.ts";
import { showReader } from "./reader-at-till.ts";

type Asked = InputOf<typeof tillScan>["body"];
type Answer = AnswerOf<typeof tillScan>;

/** Codes of a pass begin so, live ones and those on paper. */
const passCode = /^WM1[DS]\./;

export async function scanAtTill(ctx: TxCtx, asked: Asked): Promise<Answer> {
  const { placeId } = asked;
  const said = plainNumber(asked.scan);
  if (passCode.test(said)) {
    const { subject, needsDocument } = await subjectOfPassScan(
      ctx,
      said,
      // Shown a second time while they stand here.
      async (shown) => shown === asked.subject,
    );
    return { is: "reader", reader: await showReader(ctx, { subject, placeId, needsDocument }) };
  }
  const cards = asked.ownerId === null ? await cardsOf(ctx, said, asked) : [];
  const copies = asked.issuerId === null ? await copiesOf(ctx, said, asked) : [];
  const [card] = cards;
  const [copy] = copies;
  if (cards.length + copies.length > 1) return several(ctx, cards, copies);
  if (card) {
    if (!leads(card)) throw refused(`till.card-${card.state}`);
    return { is: "reader", reader: await showReader(ctx, { subject: card.subject, placeId }) };
  }
  if (!copy) throw refused("till.unknown", { said: said.slice(0, 60) });
  const { itemId, title, barcode } = copy;
  return { is: "copy", itemId, title, barcode, do: asked.subject === null ? "return" : "check-out" };
}

const cardsOf = async (ctx: TxCtx, number: string, asked: Pick<Asked, "placeId" | "issuerId">) =>
  nearestCards(ctx, await cardsNumbered(ctx.db, [number]), asked);

/** Of the cards with one number each reader once: those of this house or one above it before others'. */
export async function nearestCards(
  ctx: TxCtx,
  numbered: readonly Card[],
  { placeId, issuerId }: Pick<Asked, "placeId" | "issuerId">,
): Promise<Card[]> {
  const all = numbered.filter((card) => issuerId === null || card.issuerId === issuerId);
  if (all.length < 2) return all;
  // A card that leads to somebody goes before one that was lost.
  const leading = all.filter(leads);
  const some = leading.length > 0 ? leading : all;
  const here = found(await placeOf(ctx.db, placeId), "place", placeId).orgPath;
  const issuers = await organisationsOf(
    ctx.db,
    some.map((card) => card.issuerId),
  );
  const own = some.filter((card) => here.startsWith(issuers.get(card.issuerId)?.path ?? "-"));
  const nearest = own.length > 0 ? own : some;
  return [...new Map(nearest.map((card) => [card.subject, card])).values()];
}

/** The nearest copies that are called so: one, or several that are equally near. */
async function copiesOf({ db }: TxCtx, said: string, { placeId, ownerId }: Asked): Promise<CopySaid[]> {
  const scan = scanned(said);
  if (!scan) return [];
  const [meant] = await itemsMeant(db, { scans: [scan], placeId, ownerId });
  const items = meant?.is === "one" ? [meant.item] : meant?.is === "several" ? meant.items : [];
  if (items.length === 0) return [];
  const titles = await titlesOf(
    db,
    items.map(({ recordId }) => recordId),
  );
  return items.map((item) => ({
    itemId: item.id,
    ownerId: item.ownerId,
    barcode: item.barcode,
    title: titles.get(item.recordId) ?? "",
  }));
}

interface CopySaid {
  itemId: number;
  ownerId: string;
  barcode: string;
  title: string;
}

async function several(ctx: TxCtx, cards: readonly Card[], copies: readonly CopySaid[]): Promise<Answer> {
  const names = await organisationsOf(ctx.db, [
    ...cards.map(({ issuerId }) => issuerId),
    ...copies.map(({ ownerId }) => ownerId),
  ]);
  const nameOf = (id: string) => names.get(id)?.name ?? "";
  return {
    is: "several",
    copies: copies.map(({ ownerId, title }) => ({ ownerId, owner: nameOf(ownerId), title })),
    cards: cards.map(({ issuerId }) => ({ issuerId, issuer: nameOf(issuerId) })),
  };
}
