/** What a juror does: takes the seat, gives points, stands aside. */
import { audit } from "#platform/audit";
import { plainReadableCode } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { holdContest, jurorsOf, lockSeatOf, takeSeat as seatOfCode } from "./contest-store.ts";
import { mayWriteContest } from "./may.ts";
import * as store from "./round-store.ts";
import { withStake } from "./stake.ts";
import { goingOn } from "./standing.ts";

/** Takes the seat a code stands for, as oneself; never whoever prepares or decides the contest or has a stake in what its jury decides. */
export async function takeSeat(ctx: TxCtx, typed: string): Promise<{ eventId: string }> {
  const seat = await seatOfCode(ctx.db, {
    code: plainReadableCode(typed),
    subject: self(ctx),
    paths: ctx.actor.grants.map(({ path }) => path),
  });
  if (seat === null) throw refused("contest.no-such-seat");
  if (seat === "again") throw refused("contest.seated-already");
  if (mayWriteContest(ctx.actor, seat)) throw refused("contest.staff-not-jury");
  await holdContest(ctx.db, seat.eventId);
  if ((await withStake(ctx, seat, [self(ctx)])).size > 0) throw refused("contest.own-category");
  await audit(ctx, { what: "contest.juror-seated", on: { kind: "contest-juror", id: seat.id } });
  return { eventId: seat.eventId };
}

/** Whether whoever asks, as themself, sits in the jury of a round and does not prepare or decide the contest, too. */
export async function sitsIn(ctx: Ctx, roundId: string): Promise<boolean> {
  const round = await store.round(ctx.db, roundId);
  const { subject, onBehalfOf } = ctx.actor;
  if (!round || !subject || onBehalfOf || mayWriteContest(ctx.actor, round)) return false;
  return (await jurorsOf(ctx.db, round.eventId)).some((juror) => juror.subject === subject);
}

/** Gives points, or changes them with a reason; never for an entry one stands aside from, nor in a category one has come to have a stake in. */
export async function score(
  ctx: TxCtx,
  { id, entry, points, reason }: { id: string; entry: string; points: number[]; reason?: string },
): Promise<void> {
  const { round, juror } = await judging(ctx, id, entry);
  if (points.length !== round.criteria.length) throw invalid([{ field: "/body/points", id: "missing" }]);
  const [known] = await store.judgedBy(ctx.db, { roundId: id, jurorId: juror.id }, [entry]);
  if (known?.aside) throw refused("contest.stood-aside");
  if ((await withStake(ctx, round, [self(ctx)])).size > 0) throw refused("contest.own-category");
  const mine = known?.points;
  const given = points.map((mark) => Math.round(mark * 100));
  if (String(mine) === String(given)) return;
  if (mine && reason === undefined) throw invalid([{ field: "/body/reason", id: "missing" }]);
  await store.putScore(
    ctx.db,
    { roundId: id, entryId: entry, jurorId: juror.id, points: given, reason: reason ?? null },
    ctx.clock(),
  );
  await audit(ctx, {
    what: mine ? "contest.score-changed" : "contest.scored",
    on: { kind: "contest-entry", id: entry },
    detail: { round: id, points: given, ...(mine && { was: mine, reason }) },
  });
}

/** Stands aside from an entry. */
export async function standAside(ctx: TxCtx, { id, entry }: { id: string; entry: string }): Promise<void> {
  const { juror } = await judging(ctx, id, entry);
  await store.declareConflict(ctx.db, { jurorId: juror.id, entryId: entry }, ctx.clock());
  await audit(ctx, {
    what: "contest.stood-aside",
    on: { kind: "contest-entry", id: entry },
    detail: { juror: juror.id },
  });
}

/** The round while it takes points and its event goes on, the juror's seat, locked; and the entry is in it. */
async function judging(ctx: TxCtx, roundId: string, entryId: string) {
  const round = found(await store.keepRound(ctx.db, roundId), "contest-round", roundId);
  await goingOn(ctx, round.eventId);
  const juror = found(await lockSeatOf(ctx.db, round.eventId, self(ctx)), "contest-round", roundId);
  if (round.rule === null || round.enteredAt !== null) throw refused("contest.round-closed");
  const before = await store.roundBefore(ctx.db, round);
  if (!(await store.isInRound(ctx.db, round, before, entryId))) throw refused("contest.not-in-round");
  return { round, juror };
}

/** A juror judges as themself, whoever else they may act for. */
function self(ctx: Ctx): string {
  if (!ctx.actor.subject) throw new Error("a juror is somebody");
  return ctx.actor.subject;
}
