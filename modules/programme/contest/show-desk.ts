/** A contest and its rounds as their staff see them. No single juror's points: those are nobody's but the juror's. */
import { type AnswerOf, T } from "#contract";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { cursorText, readCursor } from "#platform/http";
import { event } from "../event-store.ts";
import * as store from "./contest-store.ts";
import type { deskContest, deskRound } from "./desk/contract.ts";
import { countEntries, entriesOf, membersOf } from "./entry-store.ts";
import { mayChangeContest, mayDecide, mayWriteContest } from "./may.ts";
import { peopleIn, publicNames } from "./names.ts";
import { judgedSoFar } from "./results.ts";
import * as roundStore from "./round-store.ts";
import { categoryText, readable, textOf } from "./show-contest.ts";

const entriesAtOnce = 100;
const lastEntry = T.Tuple([T.Boolean(), T.Integer()]);

/** A contest with a page of its entries, those to decide about first. */
export async function showDeskContest(
  ctx: Ctx,
  id: string,
  after?: string,
): Promise<AnswerOf<typeof deskContest>> {
  const of = found(await event(ctx.db, id), "event", id);
  const contest = await store.contest(ctx.db, id);
  const rounds = await roundStore.roundsOf(ctx.db, id);
  const [decided = false, number] = after ? readCursor(lastEntry, after, "/query/after") : [];
  const page = await entriesOf(ctx.db, id, {
    after: number === undefined ? null : { decided, number },
    limit: entriesAtOnce + 1,
  });
  const entries = page.slice(0, entriesAtOnce);
  const last = page.length > entriesAtOnce ? entries.at(-1) : undefined;
  const total = await countEntries(ctx.db, id);
  const names = await peopleIn(
    ctx,
    await membersOf(
      ctx.db,
      entries.map((entry) => entry.id),
    ),
  );
  const can = [
    ...(mayWriteContest(ctx.actor, of) ? (["write"] as const) : []),
    ...(mayChangeContest(ctx.actor, { ...of, entered: total > 0 }) ? (["change"] as const) : []),
    ...(mayDecide(ctx.actor, of) ? (["decide"] as const) : []),
  ];
  const categories = await store.categoriesOf(ctx.db, id);
  const leastOf = new Map(categories.map((category) => [category.id, category.teamFrom]));
  return {
    event: { id, title: of.title, kind: of.kind },
    contest: contest && textOf(contest),
    categories: categories.map((category) => ({
      ...categoryText(category),
      taken: category.taken,
      rounds: rounds
        .filter(({ categoryId }) => categoryId === category.id)
        .map((round) => ({ id: round.id, stage: round.stage, state: stateOf(round) })),
    })),
    total,
    next: last ? cursorText([last.state !== "submitted", last.number]) : null,
    entries: entries.map((entry) => ({
      id: entry.id,
      categoryId: entry.categoryId,
      number: entry.number,
      title: entry.title,
      description: entry.description,
      link: entry.link,
      teamName: entry.teamName,
      members: names(entry.id),
      short:
        (entry.state === "submitted" || entry.state === "accepted") &&
        entry.members < (leastOf.get(entry.categoryId) ?? 1),
      state: entry.state,
      reason: entry.reason,
    })),
    jurors: (await store.jurorsOf(ctx.db, id)).map((juror) => ({
      id: juror.id,
      name: juror.name,
      code: can.includes("write") ? readable(juror.code) : null,
      ofHouse: juror.ofHouse,
    })),
    can,
  };
}

export async function showDeskRound(ctx: Ctx, id: string): Promise<AnswerOf<typeof deskRound>> {
  const round = found(await roundStore.round(ctx.db, id), "contest-round", id);
  const category = found(
    await store.category(ctx.db, round.categoryId),
    "contest-category",
    round.categoryId,
  );
  const of = found(await event(ctx.db, round.eventId), "event", round.eventId);
  const entries = await roundStore.entriesIn(ctx.db, round, await roundStore.roundBefore(ctx.db, round));
  const results = new Map(
    (await roundStore.resultsOf(ctx.db, [id])).map((result) => [result.entryId, result]),
  );
  const nameOf = await publicNames(ctx, entries);
  const state = stateOf(round);
  const judged = round.rule !== null && state === "open";
  const enters = mayWriteContest(ctx.actor, of);
  const publishes = mayDecide(ctx.actor, of);
  return {
    id,
    event: { id: of.id, title: of.title },
    category: category.name,
    stage: round.stage,
    unit: category.unit,
    rule: round.rule,
    state,
    version: round.version,
    awardsReason: round.awardsReason,
    last: round.stage === "final",
    lacking: judged
      ? (
          await judgedSoFar(
            ctx,
            round,
            entries.map(({ entryId }) => entryId),
          )
        ).lacking
      : 0,
    rows: entries
      .map((entry) => {
        const result = results.get(entry.entryId);
        return {
          entryId: entry.entryId,
          number: entry.number,
          title: entry.title,
          name: nameOf(entry),
          result: result
            ? {
                status: result.status,
                value: result.value,
                place: result.place,
                advances: result.advances,
                award: result.award,
                reason: result.reason,
              }
            : null,
        };
      })
      .sort((a, b) => (a.result?.place ?? Infinity) - (b.result?.place ?? Infinity) || a.number - b.number),
    can: [
      ...(enters && state !== "published" ? (["enter"] as const) : []),
      ...(publishes && state === "entered" && round.enteredBy !== ctx.actor.subject
        ? (["publish"] as const)
        : []),
      ...(publishes && state === "published" ? (["retract"] as const) : []),
    ],
  };
}

function stateOf({ enteredAt, publishedAt }: roundStore.Round): "open" | "entered" | "published" {
  return publishedAt ? "published" : enteredAt ? "entered" : "open";
}
