/** A set goes out and comes back as one: one loan for each copy, and whatever stands against one is told of that one. */
import type { AnswerOf, InputOf } from "#contract";
import { type TxCtx, today } from "#platform/ctx";
import { invalid, Problem, refused } from "#platform/errors";
import { checkIn } from "../lending/check-in.ts";
import { checkOut } from "../lending/check-out.ts";
import { lockItems } from "../lending/lending-store.ts";
import { writeDown } from "../lending/written.ts";
import { findReader } from "../readers/desk/find-reader.ts";
import { readerOf } from "../readers/reader-store.ts";
import type * as contract from "./contract.ts";
import * as store from "./set-store.ts";

/** A class or a company; a set is lent to nobody else. */
export async function groupMeant(ctx: TxCtx, sign: string): Promise<string> {
  const [one, ...others] = (await findReader(ctx, sign)).filter(({ isReader }) => isReader);
  if (!one || others.length > 0)
    throw invalid([{ field: "/body/sign", id: one ? "reader.not-one" : "reader.nobody" }]);
  if ((await readerOf(ctx.db, one.subject))?.kind !== "group") throw refused("set.not-a-group");
  return one.subject;
}

/** The box that was scanned: the one that stands here, else the only one that is called so. */
async function setMeant(
  ctx: TxCtx,
  { barcode, placeId }: { barcode: string; placeId: string },
): Promise<store.SetRow> {
  const [first, second] = await store.setsCalled(ctx.db, barcode.trim(), placeId);
  if (!first) throw refused("set.unknown", { barcode });
  if (first.placeId !== placeId && second) throw refused("set.several", { barcode });
  return first;
}

export async function lendSet(
  ctx: TxCtx,
  { placeId, barcode, sign }: InputOf<typeof contract.lendSet>["body"],
): Promise<AnswerOf<typeof contract.lendSet>> {
  const { db } = ctx;
  const subject = await groupMeant(ctx, sign);
  const set = await setMeant(ctx, { barcode, placeId });
  const on = today(ctx).toString();
  const now = (await store.bookingsOf(db, [set.id], on)).find(({ since }) => since <= on);
  if (now && now.subject !== subject) throw refused("set.booked", { since: now.since, until: now.until });
  const copies = await lockedCopies(ctx, set.id);
  if (copies.length === 0) throw refused("set.empty");
  let lent = 0;
  let dueOn: string | null = null;
  const notLent: AnswerOf<typeof contract.lendSet>["notLent"] = [];
  for (const { itemId, barcode: of, lentTo, status } of copies) {
    try {
      // The box was scanned, not each copy: one that nobody can find is not found by that.
      if (status === "lost" || status === "missing") throw refused("set.not-there");
      // Scanned twice it is not theirs for longer.
      if (lentTo === subject) throw refused("set.theirs");
      // What is refused leaves nothing half done.
      const made = await db.attempt((inner) => checkOut({ ...ctx, db: inner }, { subject, itemId, placeId }));
      lent += 1;
      if (dueOn === null || made.dueOn < dueOn) dueOn = made.dueOn;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      notLent.push({ itemId, barcode: of, why: { id: error.id, data: error.data } });
    }
  }
  if (lent > 0)
    await writeDown(ctx, "set.lent", { kind: "set", id: set.id }, { lent, notLent: notLent.length });
  return { lent, dueOn, notLent };
}

export async function returnSet(
  ctx: TxCtx,
  { placeId, barcode, missing: said }: InputOf<typeof contract.returnSet>["body"],
): Promise<AnswerOf<typeof contract.returnSet>> {
  const set = await setMeant(ctx, { barcode, placeId });
  const out = (await lockedCopies(ctx, set.id)).filter(({ lentTo }) => lentTo !== null);
  const isMissing = new Set(said.map((one) => one.trim()));
  const unknown = [...isMissing].find((one) => !out.some((copy) => copy.barcode === one));
  if (unknown !== undefined) throw refused("set.not-out", { barcode: unknown });
  const back = out.filter((copy) => !isMissing.has(copy.barcode));
  if (back.length === 0) throw refused("set.nothing-back");
  const goesElsewhere: string[] = [];
  for (const { itemId, barcode: of } of back) {
    const { goes } = await checkIn(ctx, { itemId, placeId });
    if (goes.to === "hold-shelf" || (goes.to === "place" && goes.reason === "hold")) goesElsewhere.push(of);
  }
  const detail = { returned: back.length, missing: isMissing.size };
  await writeDown(ctx, "set.returned", { kind: "set", id: set.id }, detail);
  return { returned: back.length, missing: [...isMissing], goesElsewhere };
}

/** In the order of their ids, as everybody locks copies; and as they stand after that. */
async function lockedCopies({ db }: TxCtx, setId: string): Promise<store.SetCopy[]> {
  const seen = await store.copiesOf(db, setId);
  await lockItems(
    db,
    seen.map(({ itemId }) => itemId),
  );
  return store.copiesOf(db, setId);
}
