/** HTTP of tills without a line: permission, one use case, its answer. */
import { placeOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { prepared } from "./ahead.ts";
import * as contract from "./contract.ts";
import { settleStep, showSteps, talked } from "./desk.ts";
import * as store from "./offline-store.ts";
import { takeIn } from "./take-in.ts";

const placeTarget = async ({ db }: Ctx, id: string) => found(await placeOf(db, id), "place", id);

export const offlineOperations = [
  implement(contract.prepareOffline, {
    may: by(may, "till.work", (ctx, { query }) => placeTarget(ctx, query.place)),
    run: (ctx, { query }) => prepared(ctx, query.place),
  }),
  implement(contract.sendOffline, {
    may: by(may, "till.work", (ctx, { body }) => placeTarget(ctx, body.placeId)),
    run: (ctx, { body }) => takeIn(ctx, body),
  }),
  implement(contract.offlineProgress, {
    may: by(may, "till.work", (ctx, { query }) => placeTarget(ctx, query.place)),
    run: (ctx, { query }) =>
      store.progress(ctx.db, { ...query, since: today(ctx).subtract({ days: 1 }).toString() }),
  }),
  implement(contract.offlineSteps, {
    may: by(may, "till.list", () => ({})),
    run: (ctx, { query }) => showSteps(ctx, query.place),
  }),
  implement(contract.settleOffline, {
    may: by(may, "till.work", async (ctx, { body: { id } }) =>
      found(await store.stepPath(ctx.db, id), "offline-step", id),
    ),
    run: (ctx, { body }) => settleStep(ctx, body),
  }),
  implement(contract.endTalk, {
    may: by(may, "till.work", async (ctx, { body: { id } }) =>
      placeTarget(ctx, found(await store.talkPlace(ctx.db, id), "talk", id).placeId),
    ),
    run: async (ctx, { body: { id } }) => {
      await talked(ctx, id);
      return {};
    },
  }),
];
