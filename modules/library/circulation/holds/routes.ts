/** HTTP of holds: permission, one use case, its answer. */
import { organisationOf, placeOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import * as contract from "./contract.ts";
import { notThere, sendOn, showPullList, showShelf } from "./desk/desk-holds.ts";
import { endHoldOf, putFirst, setHoldTerms, showHopeless, showQueue } from "./desk/queue.ts";
import { cancelOwn, changeOwn, showForm, showOwn } from "./placing/own-holds.ts";
import { holdOf } from "./placing/own-store.ts";
import { holder, placeHold } from "./placing/place-hold.ts";

const own = by(may, "holds.own", () => ({}));
const anywhere = by(may, "holds.see", () => ({}));
const placeTarget = async (ctx: Ctx, id: string) => found(await placeOf(ctx.db, id), "place", id);
const atPlace = by(may, "holds.work", (ctx, { body }: { body: { placeId: string } }) =>
  placeTarget(ctx, body.placeId),
);
const holdTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) => {
  const { pickupPath } = found(await holdOf(ctx.db, id), "hold", id);
  return { orgPath: pickupPath };
};
const houseTarget = async (ctx: Ctx, id: string) => {
  const { path } = found(await organisationOf(ctx.db, id), "organisation", id);
  return { orgPath: path };
};

const recordsOf = ({ record, alternatives }: { record: string; alternatives: readonly string[] }) => ({
  recordId: Number(record),
  alternatives: alternatives.map(Number),
});

const ownOperations = [
  implement(contract.holdForm, { may: own, run: (ctx, { params }) => showForm(ctx, params.id) }),
  implement(contract.placeHold, {
    may: own,
    run: (ctx, { body: { record, alternatives, ...body } }) =>
      placeHold(ctx, { ...body, ...recordsOf({ record, alternatives }), subject: holder(ctx) }),
  }),
  implement(contract.ownHolds, { may: own, run: (ctx) => showOwn(ctx) }),
  implement(contract.changeHold, {
    may: own,
    run: async (ctx, { params, body }) => {
      await changeOwn(ctx, params.id, body);
      return {};
    },
  }),
  implement(contract.cancelHold, {
    may: own,
    run: async (ctx, { params }) => {
      await cancelOwn(ctx, params.id);
      return {};
    },
  }),
];

const deskOperations = [
  implement(contract.placeHoldFor, {
    may: by(may, "holds.work", (ctx, { body }) => placeTarget(ctx, body.pickupId)),
    run: (ctx, { body: { record, alternatives, ...body } }) =>
      placeHold(ctx, { ...body, ...recordsOf({ record, alternatives }) }),
  }),
  implement(contract.pullList, { may: anywhere, run: (ctx, { query }) => showPullList(ctx, query) }),
  implement(contract.sendOn, { may: atPlace, run: (ctx, { body }) => sendOn(ctx, body) }),
  implement(contract.notThere, {
    may: atPlace,
    run: (ctx, { body: { placeId, itemId } }) => notThere(ctx, { place: { id: placeId }, itemId }),
  }),
  implement(contract.holdShelf, { may: anywhere, run: (ctx, { query }) => showShelf(ctx, query) }),
  implement(contract.holdQueue, { may: anywhere, run: (ctx, { params }) => showQueue(ctx, params.record) }),
  implement(contract.putFirst, {
    may: by(may, "holds.decide", holdTarget),
    run: async (ctx, { params, body }) => {
      await putFirst(ctx, params.id, body.reason);
      return {};
    },
  }),
  implement(contract.endHoldOf, {
    may: by(may, "holds.work", holdTarget),
    run: async (ctx, { params, body }) => {
      await endHoldOf(ctx, params.id, body.reason);
      return {};
    },
  }),
  implement(contract.hopelessHolds, { may: anywhere, run: (ctx) => showHopeless(ctx) }),
  implement(contract.setHoldTerms, {
    may: by(may, "holds.decide", (ctx, { body }) => houseTarget(ctx, body.organisationId)),
    run: async (ctx, { body }) => {
      await setHoldTerms(ctx, body, (await houseTarget(ctx, body.organisationId)).orgPath);
      return {};
    },
  }),
];

export const holdOperations = [...ownOperations, ...deskOperations];
