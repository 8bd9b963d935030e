/** 申诉 and 免除: the person's own words against a mark, and what staff take back with a reason, of one or of everybody on a day. */
import { notify } from "#people";
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import { type TxCtx, today } from "#platform/ctx";
import { type Db, newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import * as appeals from "./appeal-store.ts";
import * as store from "./mark-store.ts";
import { ownPenalties } from "./marking.ts";
import { isAppealable, ownPenaltiesView } from "./own-view.ts";
import { organisationNamed } from "./rules.ts";

/** The mark, for a permission that is asked about it. */
export async function markTarget(db: Db, id: string) {
  return found(await store.markById(db, id), "mark", id);
}

export async function appealTarget(db: Db, id: string) {
  const { markId } = found(await appeals.appealById(db, id), "appeal", id);
  return markTarget(db, markId);
}

/** Appeals against a mark that counts; once. Answers by which day there is an answer. */
export async function appealPenalty(
  ctx: TxCtx,
  input: { id: string; words: string },
): Promise<{ dueOn: string }> {
  const subject = principal(ctx.actor)?.subject ?? "";
  const mark = await markTarget(ctx.db, input.id);
  found(mark.subject === subject ? mark : null, "mark", input.id);
  const { marks } = await ownPenaltiesView(ctx, subject);
  const view = marks.find(({ id }) => id === mark.id);
  if (view?.appeal) throw refused("penalty.appealed");
  if (!view || !isAppealable(view)) throw refused("penalty.nothing-held");
  const dueOn = today(ctx)
    .add({ days: mark.rule.terms?.noShow?.answerDays ?? 7 })
    .toString();
  const row = { id: newId(ctx.clock().epochMilliseconds), markId: mark.id, words: input.words.trim() };
  if (!(await appeals.insertAppeal(ctx.db, { ...row, madeAt: ctx.clock(), dueOn })))
    throw refused("penalty.appealed");
  await audit(ctx, {
    what: "penalty.appealed",
    on: { kind: "penalty-mark", id: mark.id },
    subject,
    detail: { dueOn },
  });
  return { dueOn };
}

/** Answers an appeal; accepted, the mark is gone at once. Refuses whoever made the mark, and whose own it is. */
export async function answerPenaltyAppeal(
  ctx: TxCtx,
  input: { id: string; outcome: "accepted" | "declined"; reason: string },
): Promise<void> {
  const mark = await appealTarget(ctx.db, input.id);
  const { by, because, now } = deciding(ctx, mark, input.reason);
  const given = { outcome: input.outcome, answer: because, by, now };
  if (!(await appeals.answerAppeal(ctx.db, input.id, given))) throw refused("penalty.answered");
  if (input.outcome === "accepted") await store.waiveMark(ctx.db, mark.id, { by, because, now });
  await audit(ctx, {
    what: "penalty.appeal-answered",
    on: { kind: "penalty-mark", id: mark.id },
    subject: mark.subject,
    detail: { outcome: input.outcome, because },
  });
  await notify(ctx, {
    to: mark.subject,
    kind: "penalty",
    key: "notice.penalty-answered",
    values: { outcome: input.outcome, because },
    href: ownPenalties,
    once: `penalty-appeal ${input.id}`,
  });
}

/** Takes the weight from a mark without an appeal. An appeal that waits is answered by it. */
export async function waivePenalty(ctx: TxCtx, input: { id: string; reason: string }): Promise<void> {
  const mark = await markTarget(ctx.db, input.id);
  const { by, because, now } = deciding(ctx, mark, input.reason);
  if (mark.waivedBecause !== null || !(await store.waiveMark(ctx.db, mark.id, { by, because, now })))
    throw refused("penalty.excused");
  await appeals.acceptAppeals(ctx.db, [mark.id], { answer: because, by, now });
  await audit(ctx, {
    what: "penalty.waived",
    on: { kind: "penalty-mark", id: mark.id },
    subject: mark.subject,
    detail: { because },
  });
  await notify(ctx, {
    to: mark.subject,
    kind: "penalty",
    key: "notice.penalty-waived",
    values: { because },
    href: ownPenalties,
    once: `penalty-waived ${mark.id}`,
  });
}

/**
 * Excuses a day for everybody who did not come, those not yet marked too; what waits of their appeals is answered by it. At one place: of
 * the organisation, or where its occasions were. Answers how many it frees.
 */
export async function excuseDay(
  ctx: TxCtx,
  input: { organisation: string; place: string | null; day: string; reason: string },
): Promise<{ excused: number }> {
  const { path } = await organisationNamed(ctx.db, input.organisation);
  if (input.day > today(ctx).toString()) throw invalid([{ field: "/body/day", id: "penalty.day-ahead" }]);
  if (input.day < today(ctx).subtract({ years: 1 }).toString())
    throw invalid([{ field: "/body/day", id: "penalty.day-long-ago" }]);
  const place = input.place ? found(await placeOf(ctx.db, input.place), "place", input.place) : null;
  const held = (await store.marksUnder(ctx.db, path, { day: input.day, limit: mostOnDay })).filter(
    ({ waivedBecause, placeId }) =>
      waivedBecause === null && (input.place === null || placeId === input.place),
  );
  if (place && held.length === 0 && !place.orgPath.startsWith(path))
    throw invalid([{ field: "/body/place", id: "penalty.place-elsewhere" }]);
  const because = input.reason.trim();
  const { by, now } = named(ctx);
  const id = newId(now.epochMilliseconds);
  const row = { id, orgPath: path, placeId: input.place, day: input.day, because, by, now };
  if (!(await store.insertAmnesty(ctx.db, row))) throw refused("penalty.day-excused");
  await appeals.acceptAppeals(
    ctx.db,
    held.map((mark) => mark.id),
    { answer: because, by, now },
  );
  await audit(ctx, {
    what: "penalty.day-excused",
    on: { kind: "penalty-amnesty", id },
    detail: { organisation: path, day: input.day, because, excused: held.length },
  });
  await notify(ctx, {
    to: held.map(({ subject }) => subject),
    kind: "penalty",
    key: "notice.penalty-waived",
    values: { because },
    href: ownPenalties,
    once: `penalty-amnesty ${id}`,
  });
  return { excused: held.length };
}

/** More than come to anything in the city on one day. */
const mostOnDay = 100_000;

function deciding(ctx: TxCtx, mark: store.KeptMark, reason: string) {
  const { by, now } = named(ctx);
  if (mark.madeBy === by || mark.subject === by) throw refused("penalty.own-mark");
  return { by, because: reason.trim(), now };
}

function named(ctx: TxCtx) {
  if (!ctx.actor.subject) throw new Error("whoever excuses does it by name");
  return { by: ctx.actor.subject, now: ctx.clock() };
}
