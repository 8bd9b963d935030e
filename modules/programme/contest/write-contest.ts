/** What staff write of a contest: its rules and days, categories, jury and rounds; and what they decide about entries. */

import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { notify } from "#people";
import { audit } from "#platform/audit";
import { newReadableCode, plainReadableCode } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { event } from "../event-store.ts";
import { sessionsOf } from "../session-store.ts";
import { changeOfEntered } from "./change-of-entered.ts";
import * as store from "./contest-store.ts";
import type { CategoryText, ContestText } from "./contract.ts";
import type { addRound as addRoundOperation } from "./desk/contract.ts";
import { hasContests } from "./entering.ts";
import * as entryStore from "./entry-store.ts";
import { insertRound, laterRound, lockRoundsOf } from "./round-store.ts";
import { deciding, goingOn, isOver } from "./standing.ts";

/** Makes an event a contest, or changes its rules and days. */
export async function putContest(
  ctx: TxCtx,
  eventId: string,
  { reason, ...text }: Static<typeof ContestText> & { reason?: string },
): Promise<void> {
  const of = found(await event(ctx.db, eventId), "event", eventId);
  if (isOver(of)) throw refused("contest.event-over");
  if (!hasContests(of.kind)) throw refused("contest.wrong-kind");
  const [opensAt, closesAt] = [Temporal.Instant.from(text.opensAt), Temporal.Instant.from(text.closesAt)];
  if (Temporal.Instant.compare(closesAt, opensAt) <= 0)
    throw invalid([{ field: "/body/closesAt", id: "period.backwards" }]);
  const ends = (await sessionsOf(ctx.db, [eventId])).flatMap(({ cancelledAt, endsAt }) =>
    cancelledAt ? [] : [endsAt.epochMilliseconds],
  );
  if (ends.length > 0 && closesAt.epochMilliseconds > Math.max(...ends))
    throw invalid([{ field: "/body/closesAt", id: "contest.closes-after-end" }]);
  const known = await store.contest(ctx.db, eventId);
  if (!known?.closesAt.equals(closesAt) && Temporal.Instant.compare(closesAt, ctx.clock()) <= 0)
    throw invalid([{ field: "/body/closesAt", id: "contest.closes-past" }]);
  if (known) await changeOfEntered(ctx, eventId, reason);
  await store.putContest(
    ctx.db,
    { eventId, opensAt, closesAt, rules: text.rules.trim(), link: text.link },
    ctx.clock(),
  );
  await audit(ctx, {
    what: "contest.written",
    on: { kind: "event", id: eventId },
    detail: { ...text, rules: text.rules.length },
  });
}

/** Adds a category; who is in it already is never put under other rules, so that only its places change later. */
export async function addCategory(
  ctx: TxCtx,
  eventId: string,
  { reason, ...text }: Static<typeof CategoryText> & { reason?: string },
): Promise<{ id: string }> {
  await goingOn(ctx, eventId);
  await changeOfEntered(ctx, eventId, reason);
  const measured = text.decided === "measured";
  const faults = [
    ...(text.teamTo < text.teamFrom ? [{ field: "/body/teamTo", id: "contest.less-than-from" }] : []),
    ...(text.ageFrom !== null && text.ageTo !== null && text.ageTo < text.ageFrom
      ? [{ field: "/body/ageTo", id: "contest.less-than-from" }]
      : []),
    ...(measured && text.unit === null ? [{ field: "/body/unit", id: "missing" }] : []),
    ...(measured && text.better === null ? [{ field: "/body/better", id: "missing" }] : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  const id = newId(ctx.clock().epochMilliseconds);
  const [unit, better] = measured ? [text.unit, text.better] : [null, null];
  const words = { name: text.name.trim(), discipline: text.discipline.trim(), unit, better };
  await store.insertCategory(ctx.db, { ...text, ...words, id, eventId }, ctx.clock());
  await audit(ctx, {
    what: "contest.category-added",
    on: { kind: "event", id: eventId },
    detail: { category: id },
  });
  return { id };
}

export async function setPlaces(ctx: TxCtx, id: string, places: number, reason?: string): Promise<void> {
  const { eventId } = found(await store.category(ctx.db, id), "contest-category", id);
  await goingOn(ctx, eventId);
  await changeOfEntered(ctx, eventId, reason);
  if (!(await store.setPlaces(ctx.db, id, places))) throw refused("contest.places-taken");
  await audit(ctx, { what: "contest.places-set", on: { kind: "contest-category", id }, detail: { places } });
}

/** Appoints somebody by name. The code is shown to staff until the seat is taken. */
export async function appoint(
  ctx: TxCtx,
  eventId: string,
  name: string,
): Promise<{ id: string; code: string }> {
  await deciding(ctx, eventId);
  const id = newId(ctx.clock().epochMilliseconds);
  const code = newReadableCode(ctx.random);
  await store.insertJuror(
    ctx.db,
    { id, eventId, name: name.trim(), code: plainReadableCode(code) },
    ctx.clock(),
  );
  await audit(ctx, {
    what: "contest.juror-appointed",
    on: { kind: "event", id: eventId },
    detail: { juror: id },
  });
  return { id, code };
}

/** Ends a seat. Whoever sat in the jury themself ends nobody's. */
export async function dismiss(ctx: TxCtx, id: string, reason: string): Promise<void> {
  const { eventId } = found(await store.jurorTarget(ctx.db, id), "contest-juror", id);
  await deciding(ctx, eventId);
  await store.endJuror(ctx.db, id, ctx.clock());
  await audit(ctx, {
    what: "contest.juror-dismissed",
    on: { kind: "contest-juror", id },
    detail: { reason },
  });
}

/** Adds the next round of a category. It begins when the one before is public. */
export async function addRound(
  ctx: TxCtx,
  categoryId: string,
  { stage, rule, criteria }: Static<NonNullable<typeof addRoundOperation.body>>,
): Promise<{ id: string }> {
  const category = found(await store.category(ctx.db, categoryId), "contest-category", categoryId);
  await goingOn(ctx, category.eventId);
  const judged = category.decided === "jury";
  if (judged && rule === null) throw invalid([{ field: "/body/rule", id: "missing" }]);
  if (judged && criteria.length === 0) throw invalid([{ field: "/body/criteria/0/name", id: "missing" }]);
  const id = newId(ctx.clock().epochMilliseconds);
  const round = { id, categoryId, stage, rule: judged ? rule : null, criteria: judged ? criteria : [] };
  if ((await laterRound(ctx.db, round)) !== "none") throw refused("contest.stage-late");
  if (!(await insertRound(ctx.db, round, ctx.clock()))) throw refused("contest.stage-twice");
  await audit(ctx, {
    what: "contest.round-added",
    on: { kind: "contest-category", id: categoryId },
    detail: { round: id, stage },
  });
  return { id };
}

// texts: notice.contest-accepted notice.contest-refused
/** Accepts or refuses an entry, and tells its people. */
export async function decide(
  ctx: TxCtx,
  id: string,
  { accept, reason }: { accept: boolean; reason?: string },
): Promise<void> {
  const entry = found(await entryStore.lockEntry(ctx.db, id), "contest-entry", id);
  await deciding(ctx, entry.eventId);
  if (entry.state !== "submitted") throw refused("contest.decided-already");
  const category = found(
    await store.category(ctx.db, entry.categoryId),
    "contest-category",
    entry.categoryId,
  );
  if (accept && (await lockRoundsOf(ctx.db, category.id)).scored) throw refused("contest.round-begun");
  if (accept && entry.members < category.teamFrom)
    throw refused("contest.team-too-small", { least: category.teamFrom, now: entry.members });
  if (!accept && reason === undefined) throw invalid([{ field: "/body/reason", id: "missing" }]);
  const to = (await entryStore.membersOf(ctx.db, [id])).get(id) ?? [];
  if (accept) await entryStore.acceptEntry(ctx.db, id, ctx.clock());
  else await entryStore.endEntries(ctx.db, [id], { as: "refused", reason: reason ?? null }, ctx.clock());
  await audit(ctx, {
    what: accept ? "contest.entry-accepted" : "contest.entry-refused",
    on: { kind: "contest-entry", id },
    subject: entry.subject,
  });
  await notify(ctx, {
    to,
    key: accept ? "notice.contest-accepted" : "notice.contest-refused",
    values: { title: entry.title, category: category.name, number: entry.number, reason: reason ?? "" },
    href: "/my/entries",
  });
}
