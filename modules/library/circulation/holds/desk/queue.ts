/** Who waits for a title, in order, as staff see and change it; and what nothing can fill. */
import type { AnswerOf } from "#contract";
import { namesOfSubjects, notify } from "#people";
import { placesOf } from "#places";
import { audit } from "#platform/audit";
import { pathsHeld } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { counterStaff, may } from "../../../may.ts";
import { ownOrganisations } from "../../../own-organisations.ts";
import { writeDown } from "../../lending/written.ts";
import type * as contract from "../contract.ts";
import { endedHolds } from "../hold-shelf.ts";
import { endHolds } from "../hold-store.ts";
import { insertHoldTerms, saidBy, usualTerms } from "../hold-terms-store.ts";
import { lookForCopies } from "../looking/look-for-copies.ts";
import { lockBehindCopy } from "../placing/own-holds.ts";
import * as store from "../placing/own-store.ts";
import { queueOf, titleOf } from "../placing/placing-store.ts";
import { hopelessUnder, queueOfTitle } from "./desk-store.ts";

const mostShown = 200;

export async function showQueue(ctx: Ctx, record: string): Promise<AnswerOf<typeof contract.holdQueue>> {
  const { db, actor } = ctx;
  const recordId = Number(record);
  const { title } = found(await titleOf(db, recordId), "record", record);
  const rows = await queueOfTitle(db, recordId, mostShown);
  const places = await placesOf(
    db,
    rows.map(({ pickupId }) => pickupId),
  );
  // Who works elsewhere sees that somebody waits, and not who.
  const seen = rows.filter(({ pickupPath }) => may["holds.work"](actor, { orgPath: pickupPath }));
  const names = await namesOfSubjects(
    db,
    seen.map(({ subject }) => subject),
  );
  return {
    title,
    ...(await queueOf(db, recordId)),
    items: rows.map((hold) => ({
      id: hold.id,
      reader: seen.includes(hold) ? (names.get(hold.subject) ?? "") : "",
      pickup: { id: hold.pickupId, name: places.get(hold.pickupId)?.name ?? "" },
      state: hold.state,
      first: hold.rank < 0,
      frozenUntil: hold.frozenUntil,
      neededBy: hold.neededBy,
      hopeless: hold.hopelessSince !== null,
      can: stepsOf(ctx, hold),
    })),
  };
}

function stepsOf(
  { actor }: Ctx,
  { pickupPath: orgPath, state }: { pickupPath: string; state: string },
): ("put-first" | "cancel")[] {
  const first = state === "waiting" && may["holds.decide"](actor, { orgPath }) ? ["put-first" as const] : [];
  return may["holds.work"](actor, { orgPath }) ? [...first, "cancel"] : first;
}

/** The reason stays in the audit: it is said of the hold, whoever's it is. */
export async function putFirst(ctx: TxCtx, id: string, reason: string): Promise<void> {
  const hold = found(await store.lockHold(ctx.db, id), "hold", id);
  if (hold.state !== "waiting") throw refused("book-hold.on-its-way");
  await store.putFirst(ctx.db, hold);
  await writeDown(ctx, "hold.put-first", { kind: "hold", id }, { reason });
  await lookForCopies(ctx, [hold.recordId]);
}

// texts: notice.hold-cancelled
/** Staff end a hold; its reader is told why, and not of which book: the message outlives it. */
export async function endHoldOf(ctx: TxCtx, id: string, reason: string): Promise<void> {
  const hold = await lockBehindCopy(ctx, found(await store.holdOf(ctx.db, id), "hold", id));
  await notify(ctx, {
    to: hold.subject,
    key: "notice.hold-cancelled",
    values: { reason },
    href: "/my/holds",
    once: `cancelled ${id}`,
  });
  await endedHolds(ctx, await endHolds(ctx.db, [id]), { how: "cancelled", but: null });
}

export async function showHopeless(ctx: Ctx): Promise<AnswerOf<typeof contract.hopelessHolds>> {
  const { db } = ctx;
  const items = await hopelessUnder(db, pathsHeld(ctx.actor, ...counterStaff), mostShown);
  const own = await ownOrganisations(ctx, "manager");
  const said = await saidBy(
    db,
    own.map(({ path }) => path),
    today(ctx).toString(),
  );
  return {
    items: items.map(({ recordId, ...one }) => ({ record: String(recordId), ...one })),
    terms: own.map(({ id, name, path }) => {
      const terms = said.find(({ orgPath }) => orgPath === path);
      return {
        organisation: { id, name },
        most: terms?.most ?? usualTerms.most,
        pullDays: terms?.pullDays ?? usualTerms.pullDays,
        since: terms?.since ?? null,
        basis: terms?.basis ?? "",
      };
    }),
  };
}

/** From a day on. What was said before stays as it was. */
export async function setHoldTerms(
  ctx: TxCtx,
  terms: { organisationId: string; most: number; pullDays: number; since: string; basis: string },
  orgPath: string,
): Promise<void> {
  if (terms.since < today(ctx).toString()) throw refused("book-hold.terms-past");
  await insertHoldTerms(ctx.db, { ...terms, orgPath }, ctx.clock());
  const { organisationId: id, ...detail } = terms;
  await audit(ctx, { what: "holds.terms-set", on: { kind: "organisation", id }, detail });
}
