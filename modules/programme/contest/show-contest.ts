/** A contest as the public, its entrants and its jury see it. */

import { type AnswerOf, Id, T } from "#contract";
import { principal } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { cursorText, readCursor } from "#platform/http";
import * as store from "./contest-store.ts";
import { type ContestView, type myEntries, outcomes, type ResultRow } from "./contract.ts";
import { publicContest, windowOf } from "./enter.ts";
import { entriesOfSubject, membersOf } from "./entry-store.ts";
import type { juryRound, myJury } from "./jury/contract.ts";
import { peopleIn, publicNames } from "./names.ts";
import * as roundStore from "./round-store.ts";
import { isOver } from "./standing.ts";

const resultsAtOnce = 100;
const lastResult = T.Tuple([Id, T.Integer(), T.Enum([...outcomes]), T.Integer()]);

/** Rules, categories, published results and records. What is not public yet is told to nobody. One round's results go on `after`. */
export async function showContest(ctx: Ctx, eventId: string, after?: string): Promise<ContestView> {
  const contest = await publicContest(ctx, eventId);
  const categories = await store.categoriesOf(ctx.db, eventId);
  const rounds = await roundStore.roundsOf(ctx.db, eventId);
  const published = rounds.filter(({ publishedAt }) => publishedAt !== null).map(({ id }) => id);
  const [roundId, place, status, number] = after ? readCursor(lastResult, after, "/query/after") : [];
  const rows = await roundStore.resultsOf(ctx.db, published, {
    after: roundId && place && status && number ? { roundId, place, status, number } : null,
    limit: resultsAtOnce + 1,
  });
  const pages = Map.groupBy(rows, (row) => row.roundId);
  const pageOf = (id: string) => (pages.get(id) ?? []).slice(0, resultsAtOnce);
  const nextOf = (id: string) => {
    const last = (pages.get(id)?.length ?? 0) > resultsAtOnce ? pageOf(id).at(-1) : undefined;
    return last ? cursorText([id, last.place ?? roundStore.unplaced, last.status, last.number]) : null;
  };
  const shown = published.flatMap(pageOf);
  const jurors = await roundStore.jurorsIn(ctx.db, published);
  const best = await roundStore.bestOf(ctx.db, categories);
  const nameOf = await publicNames<roundStore.InRound>(ctx, [...shown, ...best]);
  return {
    event: { id: eventId, title: contest.title },
    ...textOf(contest),
    state: isOver(contest) ? "cancelled" : windowOf(ctx, contest),
    categories: categories.map((category) => ({
      ...categoryText(category),
      left: category.places - category.taken,
      rounds: rounds
        .filter(({ categoryId }) => categoryId === category.id)
        .map(({ id, stage, rule, criteria, publishedAt, awardsReason }) => ({
          id,
          stage,
          rule,
          criteria,
          publishedAt: publishedAt?.toString() ?? null,
          jurors: jurors.get(id)?.jurors ?? null,
          ofHouse: jurors.get(id)?.ofHouse ?? null,
          awardsReason: publishedAt ? awardsReason : null,
          results: pageOf(id).map((row) => resultRow(row, nameOf)),
          next: nextOf(id),
        })),
    })),
    records: best.map((row) => ({
      discipline: row.discipline,
      unit: row.unit,
      value: row.value,
      name: nameOf(row),
      number: row.number,
      day: row.publishedAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString(),
      event: { id: row.eventId, title: row.contest },
    })),
  };
}

export const textOf = ({ opensAt, closesAt, rules, link }: store.Contest) => ({
  opensAt: opensAt.toString(),
  closesAt: closesAt.toString(),
  rules,
  link,
});

export const categoryText = ({ eventId: _, taken: __, ...category }: store.Category) => category;

function resultRow(
  row: roundStore.ShownResult,
  nameOf: (entry: roundStore.InRound) => string | null,
): ResultRow {
  const { entryId, number, title, status, value, place, advances, award, reason } = row;
  return { entryId, number, name: nameOf(row), title, status, value, place, advances, award, reason };
}

/** What somebody is in, newest first. */
export async function showMine(ctx: Ctx): Promise<AnswerOf<typeof myEntries>> {
  const who = principal(ctx.actor);
  const entries = who ? await entriesOfSubject(ctx.db, who.subject) : [];
  const members = await membersOf(
    ctx.db,
    entries.map(({ id }) => id),
  );
  const names = await peopleIn(ctx, members);
  return {
    items: entries.map((entry) => {
      const captain = entry.subject === who?.subject;
      const living = entry.state === "submitted" || entry.state === "accepted";
      return {
        id: entry.id,
        number: entry.number,
        event: { id: entry.eventId, title: entry.contest },
        category: entry.category,
        title: entry.title,
        teamName: entry.teamName,
        members: names(entry.id),
        size: entry.members,
        teamFrom: entry.teamFrom,
        teamTo: entry.teamTo,
        captain,
        code: captain ? readable(entry.code) : null,
        namePublic: entry.namePublic,
        state: entry.state,
        reason: entry.reason,
        can: living && !entry.begun ? (["leave"] as const).slice() : [],
      };
    }),
  };
}

/** A stored code as it is read aloud. */
export const readable = (code: string | null) => code && `${code.slice(0, 5)}-${code.slice(5)}`;

/** Rounds that wait for the asker's points. */
export async function showJury(ctx: Ctx): Promise<AnswerOf<typeof myJury>> {
  const { subject, onBehalfOf } = ctx.actor;
  const rounds = subject && !onBehalfOf ? await roundStore.roundsToJudge(ctx.db, subject) : [];
  return { items: rounds.map(({ id, contest, category, stage }) => ({ id, contest, category, stage })) };
}

const entriesAtOnce = 30;
const lastNumber = T.Tuple([T.Integer()]);

/** A page of a round for one of its jury: own points and nobody else's. */
export async function showJuryRound(
  ctx: Ctx,
  id: string,
  after?: string,
): Promise<AnswerOf<typeof juryRound>> {
  const round = found(await roundStore.round(ctx.db, id), "contest-round", id);
  const category = found(
    await store.category(ctx.db, round.categoryId),
    "contest-category",
    round.categoryId,
  );
  const contest = found(await store.contest(ctx.db, round.eventId), "contest", round.eventId);
  const jurors = await store.jurorsOf(ctx.db, round.eventId);
  const seat = found(
    jurors.find(({ subject }) => subject === ctx.actor.subject),
    "contest-round",
    id,
  );
  const before = await roundStore.roundBefore(ctx.db, round);
  const [number = 0] = after ? readCursor(lastNumber, after, "/query/after") : [];
  const page = await roundStore.entriesIn(ctx.db, round, before, { after: number, limit: entriesAtOnce + 1 });
  const entries = page.slice(0, entriesAtOnce);
  const last = page.length > entriesAtOnce ? entries.at(-1) : undefined;
  const ids = entries.map(({ entryId }) => entryId);
  const names = await peopleIn(ctx, await membersOf(ctx.db, ids));
  const judged = await roundStore.judgedBy(ctx.db, { roundId: id, jurorId: seat.id }, ids);
  const mine = new Map(judged.map((one) => [one.entryId, one]));
  return {
    id,
    contest: contest.title,
    category: category.name,
    stage: round.stage,
    criteria: round.criteria,
    open: round.rule !== null && round.enteredAt === null && !isOver(contest),
    ...(await roundStore.progressOf(ctx.db, round, before, seat.id)),
    next: last ? cursorText([last.number]) : null,
    entries: entries.map((entry) => ({
      id: entry.entryId,
      number: entry.number,
      title: entry.title,
      description: entry.description,
      link: entry.link,
      people: [...(entry.teamName ? [entry.teamName] : []), ...names(entry.entryId)],
      conflict: mine.get(entry.entryId)?.aside ?? false,
      points: mine.get(entry.entryId)?.points?.map((mark) => mark / 100) ?? null,
    })),
  };
}
