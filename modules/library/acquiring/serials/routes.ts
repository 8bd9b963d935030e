/** HTTP of serials: permission, one use case, its answer. */
import { placeOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { may } from "../../may.ts";
import * as change from "./change-serial.ts";
import * as contract from "./contract.ts";
import { subscriptionOf } from "./serial-store.ts";
import { listSerials, showHeld, showSerial } from "./show-serials.ts";

const target = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await subscriptionOf(ctx.db, id), "subscription", id);
const works = by(may, "acquiring.work", target);
const receives = by(may, "acquiring.receive", target);

export const serialOperations = [
  implement(contract.serialsHeld, { may: anyone, run: (ctx, { params }) => showHeld(ctx, params.id) }),
  implement(contract.listSerials, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx) => listSerials(ctx),
  }),
  implement(contract.subscribe, {
    may: by(may, "acquiring.work", async (ctx, { body }) =>
      found(await placeOf(ctx.db, body.placeId), "place", body.placeId),
    ),
    run: (ctx, { body }) => change.subscribe(ctx, body),
  }),
  implement(contract.getSerial, {
    may: by(may, "acquiring.see", target),
    run: (ctx, { params }) => showSerial(ctx, params.id),
  }),
  implement(contract.renewSerial, {
    may: works,
    run: (ctx, { params, body }) => change.renew(ctx, { ...params, ...body }),
  }),
  implement(contract.setDaysOff, {
    may: works,
    run: async (ctx, { params, body }) => {
      await change.setDaysOff(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.endSerial, {
    may: works,
    run: async (ctx, { params }) => {
      await change.endSubscription(ctx, params.id);
      return {};
    },
  }),
  implement(contract.checkInIssue, {
    may: receives,
    run: async (ctx, { params, body }) => {
      await change.checkIn(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.scanIssue, {
    // Only what comes to houses where the asker receives is looked at.
    may: by(may, "acquiring.scan", () => ({})),
    run: (ctx, { body }) => change.checkInScanned(ctx, body),
  }),
  implement(contract.giveUpIssue, {
    may: works,
    run: async (ctx, { params, body }) => {
      await change.giveUp(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.takeBackIssue, {
    may: receives,
    run: async (ctx, { params, body }) => {
      await change.takeBack(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.bindIssues, {
    may: works,
    run: (ctx, { params, body }) => change.bind(ctx, { ...params, ...body }),
  }),
];
