/** HTTP of the network: permission, one use case, its answer. */
import { organisationOf, placeOf, placesOf } from "#places";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../may.ts";
import { boxCoded, boxOf } from "./boxes/box-store.ts";
import * as boxes from "./boxes/boxes.ts";
import { findingOf } from "./boxes/finding-store.ts";
import { closeBox, type Received, receivers, receiveScan } from "./boxes/receive.ts";
import { giveUp, noteFinding } from "./boxes/settle.ts";
import { showBox, showNetwork } from "./boxes/show-boxes.ts";
import * as contract from "./contract.ts";
import * as floating from "./floating/floating.ts";
import { floatingGroupOf } from "./floating/floating-store.ts";
import { listFloating } from "./floating/show-floating.ts";
import * as members from "./members/members.ts";
import { deciders, listMembers } from "./members/show-members.ts";
import * as rotation from "./rotations/rotation.ts";
import { rotationOf } from "./rotations/rotation-store.ts";
import { listRotations, showRotation } from "./rotations/show-rotations.ts";
import { showStatement, statementSheet } from "./statements/show-statement.ts";

type One = { params: { id: string } };
type OneFinding = { params: { id: number } };

const placeTarget = async (ctx: Ctx, id: string) => found(await placeOf(ctx.db, id), "place", id);
const box = async (ctx: Ctx, id: string) => found(await boxOf(ctx.db, id), "box", id);
const eitherHouse = ({ fromPath, toPath }: { fromPath: string; toPath: string }) => ({
  paths: [fromPath, toPath],
});
const packTarget = async (ctx: Ctx, { params }: One) => ({ orgPath: (await box(ctx, params.id)).fromPath });
const receiveTarget = async (ctx: Ctx, { params }: One) => ({
  orgPath: await receivers(ctx, await box(ctx, params.id)),
});
const findingTarget = async (ctx: Ctx, { params: { id } }: OneFinding) =>
  eitherHouse(found(await findingOf(ctx.db, id), "box-finding", `${id}`));
const planTarget = async (ctx: Ctx, { params: { id } }: One) =>
  eitherHouse(found(await rotationOf(ctx.db, id), "rotation", id));
const decideTarget = (ctx: Ctx) => deciders(ctx);

/** Where it goes now, in the words of a place. */
async function told(ctx: TxCtx, received: Received) {
  if (received.is !== "received") return received;
  const { goes } = received;
  const where =
    goes.to === "shelf"
      ? goes.shelf
      : goes.to === "hold-shelf"
        ? goes.slot
        : ((await placeOf(ctx.db, goes.placeId))?.name ?? "");
  return { ...received, goes: { to: goes.to, where } };
}

const boxOperations = [
  implement(contract.network, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => showNetwork(ctx, query),
  }),
  implement(contract.openBox, {
    may: by(may, "network.work", (ctx, { body }) => placeTarget(ctx, body.fromId)),
    run: (ctx, { body }) => boxes.openBox(ctx, body),
  }),
  implement(contract.getBox, {
    may: by(may, "network.see", async (ctx, { params }) => eitherHouse(await box(ctx, params.id))),
    run: (ctx, { params }) => showBox(ctx, params.id),
  }),
  implement(contract.boxByCode, {
    may: by(may, "catalogue.list", () => ({})),
    run: async (ctx, { query }) => ({ id: (await boxCoded(ctx.db, query.code.trim()))?.id ?? null }),
  }),
  implement(contract.putInBox, {
    may: by(may, "network.work", packTarget),
    run: (ctx, { params, body }) => boxes.putIn(ctx, { ...params, ...body }),
  }),
  implement(contract.takeOutOfBox, {
    may: by(may, "network.work", packTarget),
    run: async (ctx, { params, body }) => {
      await boxes.takeOut(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.sendBox, {
    may: by(may, "network.work", packTarget),
    run: (ctx, { params }) => boxes.sendBox(ctx, params.id),
  }),
  implement(contract.dropBox, {
    may: by(may, "network.work", packTarget),
    run: async (ctx, { params }) => {
      await boxes.dropBox(ctx, params.id);
      return {};
    },
  }),
  implement(contract.receiveCopy, {
    may: by(may, "network.work", receiveTarget),
    run: async (ctx, { params, body }) => told(ctx, await receiveScan(ctx, { ...params, ...body })),
  }),
  implement(contract.closeBox, {
    may: by(may, "network.work", receiveTarget),
    run: (ctx, { params }) => closeBox(ctx, params.id),
  }),
  implement(contract.settleFinding, {
    may: by(may, "network.settle", findingTarget),
    run: async (ctx, { params }) => {
      await noteFinding(ctx, params.id);
      return {};
    },
  }),
  implement(contract.giveUpCopy, {
    may: by(may, "network.give-up", findingTarget),
    run: async (ctx, { params }) => {
      await giveUp(ctx, params.id);
      return {};
    },
  }),
];

const rotationOperations = [
  implement(contract.listRotations, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx) => listRotations(ctx),
  }),
  implement(contract.proposeRotation, {
    may: by(may, "rotation.plan", async (ctx, { body }) => ({
      paths: [(await placeTarget(ctx, body.fromId)).orgPath, (await placeTarget(ctx, body.toId)).orgPath],
    })),
    run: (ctx, { body }) => rotation.propose(ctx, body),
  }),
  implement(contract.getRotation, {
    may: by(may, "network.see", planTarget),
    run: (ctx, { params }) => showRotation(ctx, params.id),
  }),
  implement(contract.keepFromRotation, {
    may: by(may, "rotation.plan", planTarget),
    run: async (ctx, { params, body }) => {
      await rotation.keepHere(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.stepRotation, {
    may: by(may, "rotation.plan", planTarget),
    run: async (ctx, { params, body }) => {
      await (body.step === "pull" ? rotation.pull(ctx, params.id) : rotation.end(ctx, params.id));
      return {};
    },
  }),
];

const floatingOperations = [
  implement(contract.listFloating, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx) => listFloating(ctx),
  }),
  implement(contract.beginFloating, {
    may: by(may, "floating.write", async (ctx, { body }) => {
      const house = await organisationOf(ctx.db, body.organisationId);
      const places = await placesOf(
        ctx.db,
        body.places.map(({ placeId }) => placeId),
      );
      return {
        paths: [
          found(house, "organisation", body.organisationId).path,
          ...[...places.values()].map(({ orgPath }) => orgPath),
        ],
      };
    }),
    run: (ctx, { body }) => floating.beginFloating(ctx, body),
  }),
  implement(contract.endFloating, {
    may: by(may, "floating.write", async (ctx, { params: { id } }) => ({
      paths: [found(await floatingGroupOf(ctx.db, id), "floating-group", id).orgPath],
    })),
    run: async (ctx, { params }) => {
      await floating.endFloating(ctx, params.id);
      return {};
    },
  }),
];

const memberOperations = [
  implement(contract.getStatement, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => showStatement(ctx, query),
  }),
  implement(contract.statementSheet, {
    may: by(may, "catalogue.list", () => ({})),
    run: async (ctx, { query }) => (await statementSheet(ctx, query)).asAnswer(),
  }),
  implement(contract.listMembers, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx) => listMembers(ctx),
  }),
  implement(contract.joinNetwork, {
    may: by(may, "network.decide", decideTarget),
    run: (ctx, { body }) => members.joinNetwork(ctx, body),
  }),
  implement(contract.leaveNetwork, {
    may: by(may, "network.decide", decideTarget),
    run: async (ctx, { params }) => {
      await members.leaveNetwork(ctx, params.id);
      return {};
    },
  }),
  implement(contract.putNetworkTerms, {
    may: by(may, "network.decide", decideTarget),
    run: async (ctx, { body }) => {
      await members.putTerms(ctx, body);
      return {};
    },
  }),
];

export const networkOperations = [
  ...boxOperations,
  ...rotationOperations,
  ...floatingOperations,
  ...memberOperations,
];
