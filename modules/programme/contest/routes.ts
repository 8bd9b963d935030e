/** HTTP of contests: permission, one use case, its answer. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { eventTarget } from "../event-store.ts";
import { categoryTarget, contestTarget, jurorTarget } from "./contest-store.ts";
import * as contract from "./contract.ts";
import * as desk from "./desk/contract.ts";
import { enter, join, leave } from "./enter.ts";
import { entryTarget } from "./entry-store.ts";
import { score, sitsIn, standAside, takeSeat } from "./judge.ts";
import * as jury from "./jury/contract.ts";
import { may } from "./may.ts";
import { enterResults, publishResults, retractResults } from "./results.ts";
import { round } from "./round-store.ts";
import { showContest, showJury, showJuryRound, showMine } from "./show-contest.ts";
import { showDeskContest, showDeskRound } from "./show-desk.ts";
import { addCategory, addRound, appoint, decide, dismiss, putContest, setPlaces } from "./write-contest.ts";

type ById = { params: { id: string } };
const onEvent = async (ctx: Ctx, { params: { id } }: ById) =>
  found(await eventTarget(ctx.db, id), "event", id);
const onContest = async (ctx: Ctx, { params: { id } }: ById) =>
  found(await contestTarget(ctx.db, id), "event", id);
const onCategory = async (ctx: Ctx, { params: { id } }: ById) =>
  found(await categoryTarget(ctx.db, id), "contest-category", id);
const onEntry = async (ctx: Ctx, { params: { id } }: ById) =>
  found(await entryTarget(ctx.db, id), "contest-entry", id);
const onJuror = async (ctx: Ctx, { params: { id } }: ById) =>
  found(await jurorTarget(ctx.db, id), "contest-juror", id);
const onRound = async (ctx: Ctx, { params: { id } }: ById) =>
  found(await round(ctx.db, id), "contest-round", id);
const seat = async (ctx: Ctx, { params: { id } }: ById) => ({ sits: await sitsIn(ctx, id) });

const nothing = async (work: Promise<void>) => {
  await work;
  return {};
};

export const contestOperations = [
  implement(contract.getContest, {
    may: anyone,
    run: (ctx, { params, query }) => showContest(ctx, params.id, query.after),
  }),
  implement(contract.enterContest, {
    may: by(may, "contest.enter", () => ({})),
    run: (ctx, { params, body }) => enter(ctx, { ...params, ...body }),
  }),
  implement(contract.joinTeam, {
    may: by(may, "contest.enter", () => ({})),
    run: (ctx, { body }) => join(ctx, body),
  }),
  implement(contract.leaveEntry, {
    may: by(may, "contest.enter", () => ({})),
    run: (ctx, { params, body }) => leave(ctx, params.id, body.whole ? "all" : "self"),
  }),
  implement(contract.myEntries, { may: by(may, "contest.mine", () => ({})), run: (ctx) => showMine(ctx) }),
  implement(desk.putContest, {
    may: by(may, "contest.change", onContest),
    run: (ctx, { params, body }) => nothing(putContest(ctx, params.id, body)),
  }),
  implement(desk.addCategory, {
    may: by(may, "contest.change", onContest),
    run: (ctx, { params, body }) => addCategory(ctx, params.id, body),
  }),
  implement(desk.setCategoryPlaces, {
    may: by(may, "contest.change", onCategory),
    run: (ctx, { params, body }) => nothing(setPlaces(ctx, params.id, body.places, body.reason)),
  }),
  implement(desk.deskContest, {
    may: by(may, "contest.see-desk", onEvent),
    run: (ctx, { params, query }) => showDeskContest(ctx, params.id, query.after),
  }),
  implement(desk.decideEntry, {
    may: by(may, "contest.decide", onEntry),
    run: (ctx, { params, body }) => nothing(decide(ctx, params.id, body)),
  }),
  implement(desk.appointJuror, {
    may: by(may, "contest.decide", onEvent),
    run: (ctx, { params, body }) => appoint(ctx, params.id, body.name),
  }),
  implement(desk.dismissJuror, {
    may: by(may, "contest.decide", onJuror),
    run: (ctx, { params, body }) => nothing(dismiss(ctx, params.id, body.reason)),
  }),
  implement(desk.addRound, {
    may: by(may, "contest.write", onCategory),
    run: (ctx, { params, body }) => addRound(ctx, params.id, body),
  }),
  implement(desk.deskRound, {
    may: by(may, "contest.see-desk", onRound),
    run: (ctx, { params }) => showDeskRound(ctx, params.id),
  }),
  implement(desk.enterResults, {
    may: by(may, "contest.write", onRound),
    run: (ctx, { params, body }) => nothing(enterResults(ctx, params.id, body.rows, body.reason)),
  }),
  implement(desk.publishResults, {
    may: by(may, "contest.decide", onRound),
    run: (ctx, { params, body }) => publishResults(ctx, params.id, body.version),
  }),
  implement(desk.retractResults, {
    may: by(may, "contest.decide", onRound),
    run: (ctx, { params, body }) => nothing(retractResults(ctx, params.id, body.reason)),
  }),
  implement(jury.takeJurySeat, {
    may: by(may, "jury.take-seat", () => ({})),
    run: (ctx, { body }) => takeSeat(ctx, body.code),
  }),
  implement(jury.myJury, { may: by(may, "jury.take-seat", () => ({})), run: (ctx) => showJury(ctx) }),
  implement(jury.juryRound, {
    may: by(may, "jury.judge", seat),
    run: (ctx, { params, query }) => showJuryRound(ctx, params.id, query.after),
  }),
  implement(jury.giveScore, {
    may: by(may, "jury.judge", seat),
    run: (ctx, { params, body }) => nothing(score(ctx, { ...params, ...body })),
  }),
  implement(jury.declareConflict, {
    may: by(may, "jury.judge", seat),
    run: (ctx, { params }) => nothing(standAside(ctx, params)),
  }),
];
