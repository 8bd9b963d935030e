/** Staff choose for a reader who is brought theirs, and write down where to. */
import type { InputOf } from "#contract";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { itemsMeant } from "../../catalogue/items/meant.ts";
import { scanned } from "../../catalogue/items/scanned.ts";
import { placeHold } from "../holds/placing/place-hold.ts";
import { writeDown } from "../lending/written.ts";
import { findReader } from "../readers/desk/find-reader.ts";
import * as store from "./bag-store.ts";
import type * as contract from "./contract.ts";
import { saveContact, wayFor } from "./doorstep.ts";
import { doorReaderOf } from "./doorstep-store.ts";
import { deliveryTermsSaidBy, putDeliveryTerms } from "./terms-store.ts";

/** A reader of this very place: nobody else packs for them, or sees where they live. */
async function readerHere(ctx: TxCtx, { sign, placeId }: { sign: string; placeId: string }): Promise<string> {
  const found = (await findReader(ctx, sign)).filter(({ isReader }) => isReader);
  const [one, ...others] = found;
  if (!one || others.length > 0)
    throw invalid([{ field: "/body/sign", id: one ? "reader.not-one" : "reader.nobody" }]);
  const reader = await doorReaderOf(ctx.db, one.subject);
  if (reader?.homeId !== placeId) throw refused("delivery.not-home");
  return one.subject;
}

export async function chooseDelivery(
  ctx: TxCtx,
  { placeId, sign, barcode, again }: InputOf<typeof contract.chooseDelivery>["body"],
): Promise<void> {
  const { db } = ctx;
  const subject = await readerHere(ctx, { sign, placeId });
  await wayFor(ctx, subject);
  const { itemId, recordId } = await copyMeant(ctx, { placeId, barcode });
  // Only of whoever keeps a list themself does anybody know.
  if (!again && (await store.hasRead(db, subject, recordId))) throw refused("delivery.read-before");
  const held = await store.holdOfTitle(db, { subject, recordId });
  if (!held) {
    const wanted = { alternatives: [], neededBy: null, frozenUntil: null };
    await placeHold(ctx, { ...wanted, subject, recordId, itemId, pickupId: placeId, toDoor: true });
    return;
  }
  if (held.toDoor) throw refused("delivery.chosen-before");
  if (held.pickupId !== placeId) throw refused("delivery.collected-elsewhere");
  await store.setToDoor(db, held.id, true);
  await writeDown(ctx, "hold.to-door", { kind: "hold", id: held.id });
}

async function copyMeant(
  { db }: TxCtx,
  { placeId, barcode }: { placeId: string; barcode: string },
): Promise<{ itemId: number; recordId: number }> {
  const scan = scanned(barcode.trim());
  const [meant] = scan ? await itemsMeant(db, { scans: [scan], placeId }) : [];
  if (meant?.is === "one") return { itemId: meant.item.id, recordId: meant.item.recordId };
  throw refused(meant?.is === "several" ? "book-hold.two-of-barcode" : "delivery.no-copy", { barcode });
}

export async function saveDoorstep(
  ctx: TxCtx,
  { placeId, sign, round, ...contact }: InputOf<typeof contract.saveDoorstep>["body"],
): Promise<void> {
  if ((round.everyWeeks === null) !== (round.nextOn === null))
    throw invalid([{ field: "/body/round/nextOn", id: "round-both" }]);
  if (round.nextOn !== null && round.nextOn > today(ctx).add({ years: 1 }).toString())
    throw invalid([{ field: "/body/round/nextOn", id: "day-within-year" }]);
  const said = { ...round, wishes: round.wishes.trim(), bringer: round.bringer.trim() };
  await saveContact(ctx, await readerHere(ctx, { sign, placeId }), { ...contact, round: said });
}

export async function setDeliveryTerms(
  ctx: TxCtx,
  { organisationId, ...terms }: InputOf<typeof contract.setDeliveryTerms>["body"],
  orgPath: string,
): Promise<void> {
  const [before] = await deliveryTermsSaidBy(ctx.db, [orgPath]);
  const weekdays = [...new Set(terms.weekdays)].toSorted();
  await putDeliveryTerms(ctx.db, { ...terms, weekdays, organisationId, orgPath }, ctx.clock());
  await audit(ctx, {
    what: "delivery.terms-set",
    on: { kind: "organisation", id: organisationId },
    detail: { ...terms, weekdays, ...(before && { before: { ...before } }) },
  });
}
