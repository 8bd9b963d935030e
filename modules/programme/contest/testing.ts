/** Builders of contests, by the real use cases, and input for the generated access test. */

import type { Static } from "typebox";
import { aResident } from "#people/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { Problem } from "#platform/errors";
import type { BuiltEvent, EventBuild } from "../testing.ts";
import type { CategoryText } from "./contract.ts";
import { enter } from "./enter.ts";
import { takeSeat } from "./judge.ts";
import { enterResults, publishResults } from "./results.ts";
import { addCategory, addRound, appoint, decide, putContest } from "./write-contest.ts";

type Category = Static<typeof CategoryText>;

export function categoryText(change: Partial<Category> = {}): Category {
  return {
    name: "成人独唱",
    discipline: "",
    ageFrom: null,
    ageTo: null,
    teamFrom: 1,
    teamTo: 1,
    places: 20,
    decided: "jury",
    unit: null,
    better: null,
    ...change,
  };
}

export function contestText(ctx: Pick<Ctx, "clock">) {
  return {
    opensAt: ctx.clock().subtract({ hours: 1 }).toString(),
    closesAt: ctx.clock().add({ hours: 20 }).toString(),
    rules: "每人限报一项，作品须为原创。",
    link: "optional" as const,
  };
}

export interface BuiltContest extends BuiltEvent {
  categoryId: string;
}

/** Makes an event a contest with one category, whose entries are taken now. */
export async function aContest(
  ctx: Ctx,
  event: BuiltEvent,
  category?: Partial<Category>,
): Promise<BuiltContest> {
  return inTx({ ...ctx, actor: event.editor }, async (inner) => {
    await putContest(inner, event.id, contestText(inner));
    const { id: categoryId } = await addCategory(inner, event.id, categoryText(category));
    return { ...event, categoryId };
  });
}

/** The same city some hours before, or after. */
export const hoursOn = <C extends Pick<Ctx, "clock">>(ctx: C, hours: number): C => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours }),
});

/** What somebody does. */
export const as = <R>(ctx: Ctx, actor: Actor, work: (inner: TxCtx) => Promise<R>): Promise<R> =>
  inTx({ ...ctx, actor }, work);

/** Whether a refusal says that a field is wrong. */
export const fault = (field: string) => (error: unknown) =>
  error instanceof Problem && error.faults.some((one) => one.field === field);

/** Somebody's entry; a new resident's unless told whose. */
export async function anEntry(
  ctx: TxCtx,
  {
    categoryId,
    actor,
    ...words
  }: { categoryId: string; actor?: Actor; title?: string; teamName?: string; namePublic?: boolean },
) {
  const who = actor ?? (await aResident(ctx)).actor;
  const { title = "草原之夜", teamName = null, namePublic = true } = words;
  const made = await enter(
    { ...ctx, actor: who },
    { id: categoryId, title, description: "", link: null, teamName, namePublic, agrees: true },
  );
  return { ...made, actor: who };
}

/** An entry that its contest has accepted. */
export async function anAcceptedEntry(
  ctx: Ctx,
  { categoryId, publisher }: Pick<BuiltContest, "categoryId" | "publisher">,
  words: Omit<Parameters<typeof anEntry>[1], "categoryId"> = {},
) {
  const entry = await inTx(ctx, (inner) => anEntry(inner, { categoryId, ...words }));
  await as(ctx, publisher, (inner) => decide(inner, entry.id, { accept: true }));
  return entry;
}

/** Nobody's entries like this one, as many as nobody would make by hand, with the next numbers. */
export async function moreLikeIt(db: Db, entryId: string, count: number) {
  await db.run`
    insert into programme.contest_entry
    select (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid(), 'number', n.number + i, 'subject', null))).*
      from programme.contest_entry n cross join generate_series(1, ${count}::int) i where n.id = ${entryId}`;
  await db.run`
    update programme.contest set next_number = next_number + ${count}
     where event_id = (select event_id from programme.contest_entry where id = ${entryId})`;
}

/** A juror who has taken the seat. */
export async function aJuror(
  ctx: TxCtx,
  { id, publisher }: Pick<BuiltContest, "id" | "publisher">,
): Promise<Actor> {
  const { code } = await appoint({ ...ctx, actor: publisher }, id, "评委");
  const { actor } = await aResident(ctx, { name: "阿依努尔·买买提" });
  await takeSeat({ ...ctx, actor }, code);
  return actor;
}

interface Input {
  params?: object;
  query?: object;
  body?: object;
}
type Sample = (ctx: TxCtx, organisationId: string) => Promise<Input>;

/** The samples, from a builder of published events. */
export function contestSamples(
  anEvent: (ctx: Ctx, build: EventBuild) => Promise<BuiltEvent>,
): Record<string, Sample> {
  const contestOf = async (ctx: TxCtx, organisationId: string, category?: Partial<Category>) =>
    aContest(
      ctx,
      await anEvent(ctx, { organisationId, event: { kind: category?.unit ? "sport" : "contest" } }),
      category,
    );
  /** A measured final with one accepted entry, entries closed. */
  const aFinal = async (now: TxCtx, organisationId: string) => {
    const ctx = hoursOn(now, -72);
    const contest = await contestOf(ctx, organisationId, {
      decided: "measured",
      unit: "time",
      better: "lower",
    });
    const { id: entryId } = await anAcceptedEntry(ctx, contest);
    const round = await addRound({ ...ctx, actor: contest.editor }, contest.categoryId, {
      stage: "final",
      rule: null,
      criteria: [],
    });
    const rows = [{ entryId, status: "ok" as const, value: 61.2, advances: false, award: "first" as const }];
    return { ...contest, round: round.id, rows };
  };
  const aJudgedRound = async (ctx: TxCtx, organisationId: string) => {
    const contest = await contestOf(ctx, organisationId);
    const { id: entry } = await anAcceptedEntry(ctx, contest);
    const criteria = [{ name: "总分", weight: 1 }];
    const { id } = await addRound({ ...ctx, actor: contest.editor }, contest.categoryId, {
      stage: "final",
      rule: "mean",
      criteria,
    });
    return { id, entry };
  };
  return {
    "contests.get": async (ctx, org) => ({ params: { id: (await contestOf(ctx, org)).id } }),
    "contests.enter": async (ctx, org) => ({
      params: { id: (await contestOf(ctx, org)).categoryId },
      body: {
        title: "草原之夜",
        description: "",
        link: null,
        teamName: null,
        namePublic: false,
        agrees: true,
      },
    }),
    "contests.join": async (ctx, org) => {
      const { categoryId } = await contestOf(ctx, org, { teamFrom: 2, teamTo: 4 });
      const { code } = await anEntry(ctx, { categoryId, teamName: "白杨合唱团" });
      return { body: { code, agrees: true } };
    },
    "contests.leave": async (ctx, org) => {
      const contest = await contestOf(ctx, org);
      const { id } = await anEntry(ctx, {
        ...contest,
        ...(ctx.actor.kind === "resident" && { actor: ctx.actor }),
      });
      return { params: { id } };
    },
    "contests.mine": async () => ({}),
    "contests.put": async (ctx, organisationId) => {
      const { id } = await anEvent(ctx, { organisationId, event: { kind: "contest" }, until: "draft" });
      return { params: { id }, body: contestText(ctx) };
    },
    "contests.add-category": async (ctx, org) => ({
      params: { id: (await contestOf(ctx, org)).id },
      body: categoryText(),
    }),
    "contests.set-places": async (ctx, org) => ({
      params: { id: (await contestOf(ctx, org)).categoryId },
      body: { places: 30 },
    }),
    "contests.desk-get": async (ctx, org) => ({ params: { id: (await contestOf(ctx, org)).id } }),
    "contests.decide": async (ctx, org) => ({
      params: { id: (await anEntry(ctx, await contestOf(ctx, org))).id },
      body: { accept: true },
    }),
    "contests.appoint": async (ctx, org) => ({
      params: { id: (await contestOf(ctx, org)).id },
      body: { name: "李评委" },
    }),
    "contests.dismiss": async (ctx, org) => {
      const { id, publisher } = await contestOf(ctx, org);
      const juror = await appoint({ ...ctx, actor: publisher }, id, "李评委");
      return { params: { id: juror.id }, body: { reason: "临时有事" } };
    },
    "contests.add-round": async (ctx, org) => ({
      params: { id: (await contestOf(ctx, org)).categoryId },
      body: { stage: "final", rule: "mean", criteria: [{ name: "总分", weight: 1 }] },
    }),
    "contests.desk-round": async (ctx, org) => ({ params: { id: (await aFinal(ctx, org)).round } }),
    "contests.enter-results": async (ctx, org) => {
      const { round, rows } = await aFinal(ctx, org);
      return { params: { id: round }, body: { rows } };
    },
    "contests.publish-results": async (ctx, org) => {
      const { round, rows, editor } = await aFinal(ctx, org);
      await enterResults({ ...ctx, actor: editor }, round, rows);
      return { params: { id: round }, body: { version: 2 } };
    },
    "contests.retract-results": async (ctx, org) => {
      const { round, rows, editor, publisher } = await aFinal(ctx, org);
      await enterResults({ ...ctx, actor: editor }, round, rows);
      await publishResults({ ...ctx, actor: publisher }, round, 2);
      return { params: { id: round }, body: { reason: "计时有误" } };
    },
    "jury.take-seat": async (ctx, org) => {
      const { id, publisher } = await contestOf(ctx, org);
      return { body: { code: (await appoint({ ...ctx, actor: publisher }, id, "李评委")).code } };
    },
    "jury.rounds": async () => ({}),
    "jury.round": async (ctx, org) => ({ params: { id: (await aJudgedRound(ctx, org)).id } }),
    "jury.score": async (ctx, org) => ({ params: await aJudgedRound(ctx, org), body: { points: [9] } }),
    "jury.stand-aside": async (ctx, org) => ({ params: await aJudgedRound(ctx, org), body: {} }),
  };
}
