/** Cards of a reader: given, replaced, lost, brought along from a library that joined the network. */
import { organisationOf, placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { livingReader } from "../living-reader.ts";
import { insertCards, type Reader } from "../reader-store.ts";
import { termsAt } from "../terms/terms-store.ts";
import { newCardNumber, plainNumber } from "./card-number.ts";
import { endActive, lockCard, setCardState } from "./card-store.ts";

/** What becomes of the card before: a lost one never works again, the number of a replaced one still leads to its reader. */
export type OldCard = "lost" | "replaced";

const tries = 20;

/** A card of their library, the first or another: with the number that is printed on it, else one that nobody has. */
export async function issueCard(
  ctx: TxCtx,
  subject: string,
  { number, old }: { number: string | null; old: OldCard },
): Promise<{ number: string }> {
  const reader = await livingReader(ctx, subject);
  const on = today(ctx).toString();
  const state = old === "lost" ? "lost" : "alias";
  const had = (await endActive(ctx.db, subject, state, on)) > 0;
  if (had) await tellCardEnded(ctx, reader, old);
  const home = found(await placeOf(ctx.db, reader.homeId), "place", reader.homeId);
  const { issuerId } = await termsAt(ctx.db, home);
  const printed = number === null ? null : plainNumber(number);
  const given = await giveNumber(ctx, { issuerId, subject, number: printed });
  await audit(ctx, {
    what: "card.issued",
    on: { kind: "reader", id: subject },
    subject,
    detail: { issuer: issuerId, ...(had && { old }) },
  });
  await announce(ctx, "card.issued", aboutCards(ctx, reader));
  return { number: given };
}

/** Gives a number out; one that is printed already may be another's, one by chance is tried again. */
async function giveNumber(
  ctx: TxCtx,
  { issuerId, subject, number }: { issuerId: string; subject: string; number: string | null },
): Promise<string> {
  const on = today(ctx).toString();
  for (let n = 0; n < tries; n++) {
    const one = number ?? newCardNumber(ctx.random);
    if ((await insertCards(ctx.db, [{ issuerId, number: one, subject, state: "active" }], on)) === 1)
      return one;
    if (number !== null) throw refused("card.taken", { number });
  }
  throw new Error(`no number of ${tries} by chance was free`);
}

/** A number they have from another library leads to them here too. Of two libraries it may be the same number. */
export async function addOldCard(
  ctx: TxCtx,
  subject: string,
  { issuerId, ...typed }: { issuerId: string; number: string },
): Promise<void> {
  const number = plainNumber(typed.number);
  await livingReader(ctx, subject);
  const issuer = found(await organisationOf(ctx.db, issuerId), "organisation", issuerId);
  const on = today(ctx).toString();
  if ((await insertCards(ctx.db, [{ issuerId: issuer.id, number, subject, state: "alias" }], on)) === 0)
    throw refused("card.taken", { number });
  await audit(ctx, {
    what: "card.added",
    on: { kind: "reader", id: subject },
    subject,
    detail: { issuer: issuer.id },
  });
}

/** One number leads nowhere from now on. */
export async function endCard(
  ctx: TxCtx,
  subject: string,
  { issuerId, number, as }: { issuerId: string; number: string; as: "lost" | "ended" },
): Promise<void> {
  const reader = await livingReader(ctx, subject);
  const card = await lockCard(ctx.db, { issuerId, number });
  if (card?.subject !== subject) throw refused("card.none");
  if (card.state !== "active" && card.state !== "alias") throw refused("card.over");
  await setCardState(ctx.db, card, as, today(ctx).toString());
  await audit(ctx, {
    what: as === "lost" ? "card.lost" : "card.ended",
    on: { kind: "reader", id: subject },
    subject,
    detail: { issuer: issuerId },
  });
  if (card.state === "active") await tellCardEnded(ctx, reader, as);
}

const aboutCards = ({ city }: TxCtx, { homeId, homePath, category }: Reader) => ({
  homeId,
  orgPath: homePath,
  category,
  demo: city.demo,
});

/** There is one card in force less. */
export const tellCardEnded = (ctx: TxCtx, reader: Reader, why: "lost" | "replaced" | "ended") =>
  announce(ctx, "card.ended", { ...aboutCards(ctx, reader), why });
