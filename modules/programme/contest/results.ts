/** Results of a round: entered by one, made public by another, taken back with a reason. */
import { notify } from "#people";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { madeLately } from "#platform/publishing";
import { followPlaces } from "./awards.ts";
import * as contestStore from "./contest-store.ts";
import type { Award, Outcome } from "./contract.ts";
import { windowOf } from "./enter.ts";
import { membersOf, teamsTooSmall, undecidedIn } from "./entry-store.ts";
import { type Ranked, rankJudged, rankMeasured } from "./rank.ts";
import * as store from "./round-store.ts";
import { withStake } from "./stake.ts";
import { deciding } from "./standing.ts";

export interface RowEntered {
  entryId: string;
  status: Outcome;
  value: number | null;
  advances: boolean;
  award: Award | null;
  reason?: string | undefined;
}

/**
 * Each juror's points by entry, of ended seats those that were given, without those who stand aside; and how many points are still to come.
 * Whoever has come to have a stake in the category does not count at all.
 */
export async function judgedSoFar(ctx: Pick<Ctx, "db">, round: store.Round, entryIds: readonly string[]) {
  const sitting = await contestStore.jurorsOf(ctx.db, round.eventId);
  const gone = await contestStore.endedJurorsOf(ctx.db, round.id);
  const subjects = [...sitting, ...gone].flatMap(({ subject }) => subject ?? []);
  const partial = await withStake(ctx, round, subjects);
  const isImpartial = ({ subject }: contestStore.Juror) => subject === null || !partial.has(subject);
  const [living, ended] = [sitting.filter(isImpartial), gone.filter(isImpartial)];
  const scores = await store.scoresOf(ctx.db, round.id);
  const aside = new Set(
    (await store.conflictsOf(ctx.db, round.eventId)).map(({ entryId, jurorId }) => `${entryId} ${jurorId}`),
  );
  const given = new Map(scores.map(({ entryId, jurorId, points }) => [`${entryId} ${jurorId}`, points]));
  let lacking = 0;
  const entries = entryIds.map((entryId) => {
    const gave = ended.filter(({ id }) => given.has(`${entryId} ${id}`));
    const judges = [...living, ...gave].filter(({ id }) => !aside.has(`${entryId} ${id}`));
    const points = judges.flatMap(({ id }) => {
      const mine = given.get(`${entryId} ${id}`);
      return mine ? [mine] : [];
    });
    // An entry that nobody judges has no points either.
    lacking += Math.max(judges.length, 1) - points.length;
    return { entryId, points };
  });
  return { jurors: [...living, ...ended], entries, lacking };
}

/**
 * Enters what became of every entry of a round, until it is public. A jury's ranking is worked out here, never typed. Awards that do not
 * follow the places need a reason, as disqualifying somebody does.
 */
export async function enterResults(
  ctx: TxCtx,
  roundId: string,
  rows: readonly RowEntered[],
  reason?: string,
): Promise<void> {
  const round = found(await store.lockRound(ctx.db, roundId), "contest-round", roundId);
  const contest = await deciding(ctx, round.eventId);
  if (round.publishedAt !== null) throw refused("contest.results-public");
  await refuseUnsettled(ctx, contest, round.categoryId);
  const before = await store.roundBefore(ctx.db, round);
  if (before && before.publishedAt === null) throw refused("contest.round-before-open");
  const entries = await store.entriesIn(ctx.db, round, before);
  const rowOf = new Map(rows.map((row) => [row.entryId, row]));
  if (
    entries.length === 0 ||
    rows.length !== entries.length ||
    !entries.every(({ entryId }) => rowOf.has(entryId))
  )
    throw refused("contest.other-entries");
  const short = await teamsTooSmall(ctx.db, round.categoryId);
  const placed = short.filter(({ id }) => rowOf.get(id)?.status === "ok");
  if (placed.length > 0) throw refused("contest.team-short", { numbers: numbersOf(placed) });
  const ranked = new Map((await rank(ctx, round, rows)).map((one) => [one.entryId, one]));
  const results = rows.map((row) => {
    const { entryId, status } = row;
    const { value = null, place = null } = ranked.get(entryId) ?? {};
    const [advances, award] = status === "ok" ? [row.advances, row.award] : [false, null];
    const why = status === "dsq" ? (row.reason ?? null) : null;
    return { entryId, status, value, place, advances, award, reason: why };
  });
  const astray = !followPlaces(results);
  const faults = [
    ...results.flatMap((row, at) =>
      row.status === "dsq" && row.reason === null
        ? [{ field: `/body/rows/${at}/reason`, id: "missing" }]
        : [],
    ),
    ...(astray && reason === undefined ? [{ field: "/body/reason", id: "contest.awards-astray" }] : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  const awardsReason = astray ? (reason ?? null) : null;
  await store.putResults(ctx.db, roundId, results, { by: staff(ctx), awardsReason, now: ctx.clock() });
  await audit(ctx, {
    what: "contest.results-entered",
    on: { kind: "contest-round", id: roundId },
    detail: { results, awardsReason },
  });
}

/** Results wait until entries are closed and each is decided about. */
async function refuseUnsettled(ctx: TxCtx, contest: contestStore.Contest, categoryId: string): Promise<void> {
  if (windowOf(ctx, contest) !== "closed") throw refused("contest.window-open");
  const undecided = await undecidedIn(ctx.db, categoryId);
  if (undecided.length > 0) throw refused("contest.entries-undecided", { numbers: numbersOf(undecided) });
}

const numbersOf = (entries: readonly { number: number }[]) => entries.map(({ number }) => number).join(", ");

async function rank(ctx: TxCtx, round: store.Round, rows: readonly RowEntered[]): Promise<Ranked[]> {
  const finished = rows.filter(({ status }) => status === "ok");
  if (round.rule !== null) {
    const { jurors, entries, lacking } = await judgedSoFar(
      ctx,
      round,
      finished.map(({ entryId }) => entryId),
    );
    if (lacking > 0) throw refused("contest.scores-missing", { count: lacking });
    await store.keepScoresOf(
      ctx.db,
      round.id,
      jurors.map(({ id }) => id),
    );
    return rankJudged({ rule: round.rule, criteria: round.criteria, jurors: jurors.length }, entries);
  }
  const category = found(
    await contestStore.category(ctx.db, round.categoryId),
    "contest-category",
    round.categoryId,
  );
  const exact = (value: number) => Math.round(value * 1000) / 1000;
  const faults = rows.flatMap(({ status, value }, at) => {
    const field = `/body/rows/${at}/value`;
    if (status !== "ok") return [];
    if (value === null) return [{ field, id: "missing" }];
    return category.unit === "time" && exact(value) === 0 ? [{ field, id: "contest.no-time" }] : [];
  });
  if (faults.length > 0) throw invalid(faults);
  const measured = finished.map(({ entryId, value }) => ({ entryId, value: exact(value ?? 0) }));
  return rankMeasured(category.better ?? "higher", measured);
}

// texts: notice.contest-results
/** Makes results public: by a second person, whom the first has not lately made one. Everybody who is in the round is told. */
export async function publishResults(ctx: TxCtx, roundId: string, seen: number): Promise<{ told: number }> {
  const round = found(await store.lockRound(ctx.db, roundId), "contest-round", roundId);
  const by = staff(ctx);
  if (round.publishedAt !== null) throw refused("contest.results-public");
  if (round.enteredBy === null) throw refused("contest.results-lacking");
  if (round.version !== seen) throw refused("event.changed-meanwhile", { yours: seen, now: round.version });
  const contest = await deciding(ctx, round.eventId);
  await refuseUnsettled(ctx, contest, round.categoryId);
  if (
    round.enteredBy === by ||
    (await ctx.slots.gather(madeLately, ctx, { maker: round.enteredBy, subject: by })).length > 0
  )
    throw refused("contest.own-results");
  await store.publishRound(ctx.db, roundId, { by, now: ctx.clock() });
  await audit(ctx, { what: "contest.results-published", on: { kind: "contest-round", id: roundId } });
  await announce(ctx, "contest.results-published", {
    roundId,
    categoryId: round.categoryId,
    eventId: round.eventId,
    orgPath: round.orgPath,
  });
  const results = await store.resultsOf(ctx.db, [roundId]);
  const members = await membersOf(
    ctx.db,
    results.map(({ entryId }) => entryId),
  );
  const told = await notify(ctx, {
    to: [...members.values()].flat(),
    key: "notice.contest-results",
    values: { title: contest.title },
    href: `/events/${round.eventId}/contest`,
  });
  return { told };
}

/** Takes results back from the public, while nothing rests on them. */
export async function retractResults(ctx: TxCtx, roundId: string, reason: string): Promise<void> {
  const round = found(await store.lockRound(ctx.db, roundId), "contest-round", roundId);
  await deciding(ctx, round.eventId);
  if (round.publishedAt === null) throw refused("contest.results-lacking");
  if ((await store.laterRound(ctx.db, round)) === "begun") throw refused("contest.later-round");
  await store.retractRound(ctx.db, roundId);
  await audit(ctx, {
    what: "contest.results-retracted",
    on: { kind: "contest-round", id: roundId },
    detail: { reason },
  });
}

function staff(ctx: TxCtx): string {
  if (!ctx.actor.subject) throw new Error("results are entered by a named person");
  return ctx.actor.subject;
}
